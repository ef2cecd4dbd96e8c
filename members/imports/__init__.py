"""Import of staff from spreadsheets: look first, then write, and take back if it was wrong."""
