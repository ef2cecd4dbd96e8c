"""Tests of members.policies."""
