"""What machines can tell about the accessibility of a lesson, and the gate before publishing."""
