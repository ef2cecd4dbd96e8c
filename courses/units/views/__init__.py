"""Pages of human resources and of the office around a municipality's own units."""
