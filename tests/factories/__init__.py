"""One module of factories per room."""
