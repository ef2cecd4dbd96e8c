"""LTI 1.3 as values, without Django: claims, contents that were chosen, scores."""
