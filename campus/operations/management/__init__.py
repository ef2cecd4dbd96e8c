"""Management commands of campus.operations."""
