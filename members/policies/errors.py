"""Why a version of the agreement is refused."""

from django.utils.translation import gettext_lazy as _

from campus.kit.errors import DomainError


class ProposalWaits(DomainError):
    """One after the other."""

    code = "proposal_waits"
    message = _(
        "Version %(number)s is still waiting for the staff council. "
        "Propose the next one when it has decided."
    )


class NothingChanged(DomainError):
    """The same again."""

    code = "nothing_changed"
    message = _("This is what version %(number)s says already. Change something first.")
    status = 400


class NeedsStaffCouncil(DomainError):
    """Showing more than before needs the other side."""

    code = "needs_staff_council"
    message = _(
        "With this version the employer would see more than before. The staff council has to agree "
        "here, but nobody has that task yet: give it to one of its members under “Staff” first."
    )


class BeginsInThePast(DomainError):
    """What was seen has been seen."""

    code = "begins_in_the_past"
    message = _("A version can begin today at the earliest.")
    status = 400


class ReasonMissing(DomainError):
    """A no needs words."""

    code = "reason_missing"
    message = _("Please say why you do not agree, so that human resources can change it.")
    status = 400
