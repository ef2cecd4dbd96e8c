"""tus 1.0, clause by clause, and with clients that others have written."""
