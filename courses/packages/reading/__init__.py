"""Read packages without trusting them; pure, so that every rule is a table of cases."""
