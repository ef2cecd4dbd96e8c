"""Municipalities and providers."""
