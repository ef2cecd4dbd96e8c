"""What a municipality means to spend on training in a year, and what of it is left."""
