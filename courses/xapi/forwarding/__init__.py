"""Forwarding statements to external record stores, from the outbox that the insertion fills."""
