"""The first steps of human resources in a new municipality: worked out from what is there."""
