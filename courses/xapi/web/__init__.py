"""The HTTP side of the record store, below its views."""
