"""What settlement refuses, in whole sentences."""

from django.utils.translation import gettext_lazy as _

from campus.kit.errors import DomainError


class QuarterRuns(DomainError):
    """The quarter is not over."""

    code = "quarter_runs"
    message = _("Quarter %(quarter)s is not over yet. Please issue its statement afterwards.")


class NoAgreement(DomainError):
    """Nothing was agreed with the provider."""

    code = "no_agreement"
    message = _("There is no agreement with %(provider)s for this quarter. Please enter it first.")


class NothingToSettle(DomainError):
    """There is no charge left."""

    code = "nothing_to_settle"
    message = _("There is nothing to settle: all invoiced charges stand on a statement.")


class TakenBack(DomainError):
    """The statement has been corrected, or is a correction."""

    code = "taken_back"
    message = _("This statement has been taken back already, or is itself a correction.")


class AlreadyDisputed(DomainError):
    """An objection is open."""

    code = "already_disputed"
    message = _("An objection to this statement is being looked at. Please wait for the answer.")


class AlreadyAnswered(DomainError):
    """The objection has been answered."""

    code = "already_answered"
    message = _("This objection has been answered already.")
