"""Pages of sign-in by a municipality's own accounts."""
