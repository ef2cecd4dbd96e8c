"""Template tags of members.cooperative."""
