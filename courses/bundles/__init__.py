"""Several things for several sets of people at once: look, assign, take back for ten minutes."""
