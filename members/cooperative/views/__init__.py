"""Pages of the cooperative's office and board."""
