"""All tests; the tree mirrors the source."""
