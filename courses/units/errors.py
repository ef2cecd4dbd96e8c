"""What may be wrong with a unit."""

from django.utils.translation import gettext_lazy as _

from campus.kit.errors import DomainError


class Ended(DomainError):
    """What has ended is neither changed nor offered."""

    code = "unit_ended"
    message = _("This unit has ended. Make a new one.")


class NotPublished(DomainError):
    """Only what the own staff can learn is given to others."""

    code = "unit_not_published"
    message = _("Publish the unit for your own staff first.")


class OfferedAlready(DomainError):
    """One offer at a time."""

    code = "unit_offered_already"
    message = _("This unit has been offered already. Withdraw that first.")


class Decided(DomainError):
    """What has been decided stays decided."""

    code = "donation_decided"
    message = _("This offer has been decided or withdrawn in the meantime.")


class ReasonMissing(DomainError):
    """Who returns something says why."""

    code = "reason_missing"
    status = 400
    message = _("Say in one or two sentences what has to change.")


class NotUsable(DomainError):
    """The content is refused by the rules for all courses."""

    code = "unit_not_usable"
    status = 400
    message = _("This cannot be published yet: %(fault)s")
