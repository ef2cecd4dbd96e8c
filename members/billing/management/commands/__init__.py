"""Commands of members.billing."""
