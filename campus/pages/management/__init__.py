"""Management of the public site."""
