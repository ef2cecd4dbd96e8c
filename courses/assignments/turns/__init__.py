"""When turns of an obligation open, are due, end and expire; pure, without Django."""
