"""Catalogues of other platforms: kept by the office, read by tasks, shown in our catalogue."""
