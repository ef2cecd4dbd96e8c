"""Certificates: issue, verify, revoke; PDF."""
