"""What concerns many people at once is proposed by one and released by another."""
