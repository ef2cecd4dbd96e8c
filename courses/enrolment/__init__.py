"""Offers, seats, requests, enrolments, cancellation."""
