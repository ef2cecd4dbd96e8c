"""Template tags of courses.feedback."""
