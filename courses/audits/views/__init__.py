"""Pages of proof packages."""
