"""German texts: extraction from the source, upkeep of the PO files, checks and compilation."""
