"""Player, attempts, progress projection, resume."""
