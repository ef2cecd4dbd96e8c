"""Commands of courses.certificates."""
