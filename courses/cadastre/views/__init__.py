"""Pages of the cadastre: for human resources, and for the office."""
