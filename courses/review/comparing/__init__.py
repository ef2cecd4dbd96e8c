"""What differs between two states of what is taught, found by ids and said in words."""
