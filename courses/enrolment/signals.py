"""News of this room, sent after commit."""

from django.dispatch import Signal

# Arguments: enrolment_id, registration, person_id, offer_id. Sent once for every confirmed seat.
seat_confirmed = Signal()
