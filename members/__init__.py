"""Members of the cooperative: people, roles, membership and money."""
