"""The rows, one module per room."""
