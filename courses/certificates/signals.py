"""News for the rooms above certificates."""

from django.dispatch import Signal

# Sent after the commit in which a document was revoked, also where another one took its place in
# the same transaction. Arguments: certificate_id (int).
certificate_revoked = Signal()
