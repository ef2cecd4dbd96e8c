"""A module over the years: planned, kept up to date, retired with a successor."""
