"""Groups of staff: by rules that are worked out anew each time, or by name."""
