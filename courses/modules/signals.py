"""News of this room, sent after commit."""

from django.dispatch import Signal

# Arguments: version_id, module_id, course_id, is_correction. Sent once for every new frozen
# version.
version_frozen = Signal()
