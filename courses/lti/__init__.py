"""LTI 1.3, the platform's side: launch tools, take chosen contents, take results."""
