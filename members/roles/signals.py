"""News of the roles for the rooms above."""

from django.dispatch import Signal

# Sent after commit whenever a grant was given or taken.
# Arguments: user (User), roles (list[Role]): all roles the user holds now.
grants_changed = Signal()
