"""Forms of the cooperative."""
