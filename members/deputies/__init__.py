"""Who stands in for whom, and for how long."""
