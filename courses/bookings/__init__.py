"""HR books seats for others: several people at once, or seats whose people are named later."""
