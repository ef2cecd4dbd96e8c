"""Open Badges 3.0: documents as signed credentials that anybody can check without asking us."""
