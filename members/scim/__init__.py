"""SCIM 2.0: a municipality's directory keeps the list of staff by itself (RFC 7643, RFC 7644)."""
