"""Template tags of members.billing."""
