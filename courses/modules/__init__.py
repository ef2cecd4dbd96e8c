"""What is taught: versioned modules, lessons, blocks, questions, grading."""
