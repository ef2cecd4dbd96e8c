"""Learners play packages: SCORM, H5P and web pages, each attempt kept and told to the store."""
