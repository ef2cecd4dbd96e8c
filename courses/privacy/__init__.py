"""A person's own data: exported whole, and deleted. Every room says what it holds."""
