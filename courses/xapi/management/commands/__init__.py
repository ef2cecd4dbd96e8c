"""Commands of the record store."""
