"""News of jobs for the rooms above."""

from django.dispatch import Signal

# Sent after the commit in which jobs have begun, or their department or position has changed; may
# be sent again.
# Arguments: employment_ids (list of int), settled_at (datetime | None): until then it can be taken
# back, so that nobody should act upon it before.
jobs_changed = Signal()
