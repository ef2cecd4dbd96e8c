"""Pages of standing in: one's own, and those of heads for human resources."""
