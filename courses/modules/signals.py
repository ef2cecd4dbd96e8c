"""News of this room, sent after commit."""

from django.dispatch import Signal

# Arguments: version_id, module_id, course_id. Sent once for every new frozen version.
version_frozen = Signal()
