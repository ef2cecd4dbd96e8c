"""Competences: versioned frameworks, a private self-assessment, and the path that follows."""
