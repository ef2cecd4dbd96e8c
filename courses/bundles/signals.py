"""News of assignments of several things for the rooms above."""

from django.dispatch import Signal

# Sent in the transaction in which everything was taken back. Arguments: bundle.
taken_back = Signal()
