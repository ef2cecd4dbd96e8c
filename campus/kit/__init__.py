"""Tools without an owner and without tables; imports nothing of ours."""
