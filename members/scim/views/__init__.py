"""Addresses of the protocol, and the page of human resources."""
