"""Proof packages for audits: who had fulfilled what on a day, signed, to be checked by anybody."""
