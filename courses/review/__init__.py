"""Four stages before publishing: what waits for whom, comments, links for outsiders, comparison."""
