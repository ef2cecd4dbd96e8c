"""The demo cooperative: content, people and a year of history made by the real services."""
