"""News for the rooms above learning."""

from django.dispatch import Signal

# Sent once per registration, after the commit that completed the course.
# Arguments: registration (UUID), person_id (int), course_id (int), version_id (int),
# completed_at (datetime), passed_at (datetime | None), score_scaled (Decimal | None).
course_completed = Signal()

# Sent after the commit in which a seat reached enough steps or enough points for a document;
# may be sent again. Arguments: registration (UUID).
milestone_reached = Signal()

# Sent after the commit in which what had been learnt changed after the fact: a statement was
# voided, a seat changed its edition, a person was erased. Arguments: module_ids (list of int).
past_changed = Signal()
