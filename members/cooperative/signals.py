"""News of the cooperative for higher rooms; sent after the commit."""

from django.dispatch import Signal

# A municipality has been admitted. Arguments: membership_id, municipality_id.
member_admitted = Signal()
