"""Topics, competences, providers' and course pages, search."""
