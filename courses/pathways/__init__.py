"""Pathways: learning paths, prerequisites of courses, recognition of earlier learning."""
