"""Management of the review."""
