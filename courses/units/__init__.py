"""Units that a municipality makes for its own staff, and gives to all if it likes."""
