"""Why a role cannot be granted."""

from django.utils.translation import gettext_lazy as _

from campus.kit.errors import DomainError


class WrongPlace(DomainError):
    """A role was to be granted for a kind of place it does not exist for."""

    code = "wrong_place"
    message = _("This role needs another kind of place. Choose a place that fits the role.")
    status = 400


class LastAdministrator(DomainError):
    """Taking this grant would lock everybody out of the office."""

    code = "last_office"
    message = _(
        "This is the last person who can manage access. Give the role to somebody else first."
    )
