"""What this room refuses."""

from django.utils.translation import gettext_lazy as _

from campus.kit.errors import DomainError


class RolesHeld(DomainError):
    """Others rely on whoever holds a role."""

    code = "roles_held"
    message = _(
        "You still hold a role for others: %(roles)s. Please have it passed on first; "
        "your human resources office or the cooperative’s office does that."
    )
