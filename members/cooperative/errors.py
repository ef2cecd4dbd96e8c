"""What the cooperative refuses, in whole sentences."""

from django.utils.translation import gettext_lazy as _

from campus.kit.errors import DomainError
from members.cooperative.ledger import EntryIsFinal

__all__ = [
    "AmountNotPositive",
    "AlreadyDecided",
    "AlreadyMember",
    "ApplicationOpen",
    "BracketsDoNotFit",
    "ChargeDiffers",
    "ChargeReversed",
    "DutiesNotAcknowledged",
    "EarlierSharesUnpaid",
    "EntryIsFinal",
    "NoFeeClass",
    "NoFeeSchedule",
    "NameTaken",
    "NotAMember",
    "NoticeBeforeJoining",
    "ReferenceUsed",
    "ResolutionDiffers",
    "ScheduleInForce",
    "ShareNumberInvalid",
    "TooFewShares",
    "TooManyDeclarations",
    "TooMuchPaid",
    "VatDoesNotFit",
]


class ChargeDiffers(DomainError):
    """The reason has been charged before, with another amount or to somebody else."""

    code = "charge_differs"
    message = _(
        "“%(source)s” has already been charged with another amount. "
        "Please reverse that charge first."
    )


class ChargeReversed(DomainError):
    """A reversal cannot be reversed, and nothing is reversed twice."""

    code = "charge_reversed"
    message = _("This charge has already been reversed or is a reversal itself.")


class VatDoesNotFit(DomainError):
    """Rate and treatment contradict each other."""

    code = "vat_does_not_fit"
    status = 400
    message = _(
        "The VAT rate does not fit the VAT treatment: exempt services have 0 per cent, "
        "all others more."
    )


class ApplicationOpen(DomainError):
    """The municipality has applied before and waits for the decision."""

    code = "application_open"
    message = _("There is already an open application of %(name)s.")


class AlreadyMember(DomainError):
    """No municipality is a member twice at the same time."""

    code = "already_member"
    message = _("%(name)s is already a member.")


class DutiesNotAcknowledged(DomainError):
    """§ 15a GenG: the duty to pay in must be in the declaration."""

    code = "duties_not_acknowledged"
    status = 400
    message = _(
        "Please confirm the duty to pay the shares and that you have received the statute; "
        "without this the declaration has no effect."
    )


class TooFewShares(DomainError):
    """Fewer shares than the population class demands."""

    code = "too_few_shares"
    status = 400
    message = _("A municipality of this size takes at least %(mandatory)s shares.")


class AlreadyDecided(DomainError):
    """The application has been admitted or refused before."""

    code = "already_decided"
    message = _("This application has already been decided.")


class NoFeeSchedule(DomainError):
    """No schedule is in force."""

    code = "no_fee_schedule"
    message = _("There is no fee schedule in force for %(year)s. Please put one into force first.")


class NoFeeClass(DomainError):
    """The schedule has a gap."""

    code = "no_fee_class"
    message = _("The fee schedule %(year)s has no class for %(population)s inhabitants.")


class BracketsDoNotFit(DomainError):
    """The classes of a schedule overlap or leave a gap."""

    code = "brackets_do_not_fit"
    status = 400
    message = _(
        "The classes must follow each other without gap or overlap, from 0 inhabitants to the last "
        "class without an upper limit."
    )


class ScheduleInForce(DomainError):
    """A schedule in force is not changed any more."""

    code = "schedule_in_force"
    message = _("This fee schedule is in force and cannot be changed. Please make a new draft.")


class TooMuchPaid(DomainError):
    """The balance may not exceed the shares (§ 7 GenG)."""

    code = "too_much_paid"
    message = _("At most %(open)s can still be paid on the shares of this member.")


class AmountNotPositive(DomainError):
    """Nothing to enter."""

    code = "amount_not_positive"
    status = 400
    message = _("The amount must be more than 0,00 €.")


class ReferenceUsed(DomainError):
    """The same line of a bank statement was entered before."""

    code = "reference_used"
    message = _("The bank reference “%(reference)s” has already been entered.")


class ShareNumberInvalid(DomainError):
    """A number of shares below one."""

    code = "share_number_invalid"
    status = 400
    message = _("Please give at least one share.")


class EarlierSharesUnpaid(DomainError):
    """§ 15b GenG: further shares only when all earlier ones except the last are fully paid."""

    code = "earlier_shares_unpaid"
    message = _(
        "Further shares are possible only when all earlier shares except the last are fully paid "
        "(§ 15b GenG)."
    )


class NoticeBeforeJoining(DomainError):
    """Nobody leaves before having joined."""

    code = "notice_before_joining"
    status = 400
    message = _(
        "This membership began on %(day)s; the notice cannot be older. Please check the date."
    )


class NameTaken(DomainError):
    """Another municipality, with another ARS, has the same official name."""

    code = "name_taken"
    message = _(
        "There is another municipality called %(name)s. Please add what tells them apart, such as "
        "the district."
    )


class ResolutionDiffers(DomainError):
    """The number stands for a decision of another day."""

    code = "resolution_differs"
    message = _(
        "The decision %(number)s has already been entered with the date %(day)s. Please check "
        "number and date."
    )


class NotAMember(DomainError):
    """The membership has ended or notice was given."""

    code = "not_a_member"
    message = _("This membership has ended or notice has already been given.")


class TooManyDeclarations(DomainError):
    """Somebody sends the public form again and again."""

    code = "too_many_declarations"
    status = 429
    message = _("Too many declarations were sent from here. Please try again in an hour.")


class AgreementInvalid(DomainError):
    """Share, days or account of an agreement are impossible."""

    code = "agreement_invalid"
    message = _("This cannot be agreed. Please check share, days and account (%(reason)s).")


class ChargedAlready(DomainError):
    """Seats were charged from the day on."""

    code = "charged_already"
    message = _(
        "Seats of this provider were charged up to %(day)s. What was charged does not change: "
        "choose a later day for the agreement to begin."
    )
