"""A municipality's own page and choice of courses: what HR arranges, and what its staff find."""
