"""Proofs go along with their owners: shown to another employer, recognised there."""
