"""What a change of department means for obligations: a difference, shown and applied."""
