"""HR's pages: overview, obligations, matrix."""
