"""Template tags of campus.pages."""
