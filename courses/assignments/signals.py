"""News for the rooms above assignments."""

from django.dispatch import Signal

# Sent after the commit in which a proof was taken away from a turn. Arguments: period_id (int).
proof_revoked = Signal()
