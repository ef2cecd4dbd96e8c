"""The cooperative's cadastre of obligations: kept once, adopted by each municipality."""
