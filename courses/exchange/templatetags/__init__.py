"""Template tags of courses.exchange."""
