"""Formats in which a module leaves the platform; pure."""
