"""The User model, nothing else."""
