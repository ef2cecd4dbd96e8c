"""News of the record store to the rooms above, sent after commit."""

from django.dispatch import Signal

# Statements were stored or voided. Arguments:
#   statement_ids: list[UUID] of the newly stored statements
#   registrations: list[UUID] without repetition, those of voided statements included
#   at_once: bool, a person waits for what follows from it
# Receivers fold what courses.xapi.queue holds; the signal only says that there is something.
statements_accepted = Signal()
