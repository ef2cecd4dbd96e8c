"""Backup and restore: one file that holds the database and the media, checked before use."""
