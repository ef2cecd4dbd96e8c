"""Onboarding plans: what newcomers of a municipality learn, kept under a name and given at once."""
