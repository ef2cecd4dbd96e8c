"""Pages of accounts, invitations and staff."""
