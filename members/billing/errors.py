"""What billing refuses, in whole sentences."""

from django.utils.translation import gettext_lazy as _

from campus.kit.errors import DomainError


class SellerIncomplete(DomainError):
    """Nobody has entered who invoices."""

    code = "seller_incomplete"
    message = _("Please enter the cooperative's data under “Invoice settings” first.")


class NotADraft(DomainError):
    """The deed needs a draft."""

    code = "not_a_draft"
    message = _("This invoice has already been issued and cannot be changed.")


class InvoiceNotValid(DomainError):
    """The rules of the e-invoice were broken."""

    code = "invoice_not_valid"
    message = _("The invoice cannot be issued yet: %(reasons)s")


class InvoiceChanged(DomainError):
    """The draft is not the one that was checked."""

    code = "invoice_changed"
    message = _("The draft has changed meanwhile. Please look at it again and then issue it.")


class DateRunsBackwards(DomainError):
    """A later date has been used in the series."""

    code = "date_runs_backwards"
    message = _("An invoice dated %(last)s has already been issued. Dates cannot run backwards.")


class NotReversible(DomainError):
    """Only an issued invoice can be taken back, and only once."""

    code = "not_reversible"
    message = _("This invoice cannot be corrected: it is a draft, a correction or corrected.")


class ReasonMissing(DomainError):
    """A correction says why."""

    code = "reason_missing"
    status = 400
    message = _("Please give the reason for the correction.")


class PaymentKnown(DomainError):
    """The same line of a bank statement was entered before."""

    code = "payment_known"
    message = _(
        "The bank reference “%(reference)s” has already been entered. If that entry was taken "
        "back, add “/2” to the reference."
    )


class AmountTooHigh(DomainError):
    """More than the payment has left, or than the invoice needs."""

    code = "amount_too_high"
    status = 400
    message = _("At most %(limit)s can be allocated here.")


class AmountNotPositive(DomainError):
    """Nothing to enter."""

    code = "amount_not_positive"
    status = 400
    message = _("The amount must be more than 0,00 €.")


class NothingOpen(DomainError):
    """The invoice is paid, reversed or a draft."""

    code = "nothing_open"
    message = _("Nothing is open on this invoice.")


class PaymentReversed(DomainError):
    """A payment is taken back once, and a taking back is not."""

    code = "payment_reversed"
    message = _("This payment has already been taken back.")


class OtherMunicipality(DomainError):
    """Payment and invoice belong to different municipalities."""

    code = "other_municipality"
    message = _("This payment is from another municipality than the invoice.")


class StripeNotConfigured(DomainError):
    """There is no key."""

    code = "stripe_not_configured"
    status = 404
    message = _("Online payment is not available. Please pay by bank transfer.")


class StripeUnavailable(DomainError):
    """Stripe did not answer as expected."""

    code = "stripe_unavailable"
    status = 503
    message = _("Online payment cannot be reached at the moment. Please pay by bank transfer.")


class EventNotGenuine(DomainError):
    """A webhook without a valid signature or with a time that cannot be."""

    code = "event_not_genuine"
    status = 400
    message = _("The signature of this event is not valid.")
