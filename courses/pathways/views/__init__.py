"""Pages of paths, prerequisites and earlier learning."""
