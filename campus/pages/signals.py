"""News of the public site for higher rooms, sent after the commit."""

from django.dispatch import Signal

# Sender: Feedback. Arguments: feedback_id (int). The office is told by a higher room.
feedback_received = Signal()
