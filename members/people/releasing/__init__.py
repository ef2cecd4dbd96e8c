"""What concerns many of the staff and is released by a second person."""
