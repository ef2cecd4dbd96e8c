"""What cancelling costs, in words: the terms of an offer, and how a single seat stands."""

from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.functional import Promise, lazy
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from campus.kit.euros import euro
from courses.enrolment.cancellation import FULL_PRICE, Terms

if TYPE_CHECKING:
    from courses.enrolment.giving_back import GivingBack


def terms_in_words(terms: Terms) -> str:
    """Return the terms of an offer in whole sentences, for whoever may book it."""
    if terms.fee == 0:
        return _("Cancelling is free of charge at any time.")
    later = _later(terms.fee)
    if terms.days_before is None:
        return ngettext(
            "Free of charge for %(n)d day after the confirmation, then %(later)s.",
            "Free of charge for %(n)d days after the confirmation, then %(later)s.",
            terms.free_days,
        ) % {"n": terms.free_days, "later": later}
    return f"{_before(terms.days_before) % {'later': later}} {_exceptions(terms.free_days)}"


def _later(fee: int) -> str:
    if fee >= FULL_PRICE:
        return _("the full price")
    return _("%(percent)s %% of the price") % {"percent": fee}


def _before(days: int) -> str:
    if days == 0:
        return _("Free of charge until the first date begins, then %(later)s.")
    words = ngettext(
        "Free of charge until %(n)d day before the first date, then %%(later)s.",
        "Free of charge until %(n)d days before the first date, then %%(later)s.",
        days,
    )
    return words % {"n": days}


def _exceptions(days: int) -> str:
    words = ngettext(
        "Whoever gets the seat later than that has one day; where no date is to come, it is "
        "%(n)d day after the confirmation.",
        "Whoever gets the seat later than that has one day; where no date is to come, it is "
        "%(n)d days after the confirmation.",
        days,
    )
    return words % {"n": days}


def in_words(back: "GivingBack") -> str:
    """Return until when giving back a seat costs nothing and what it costs then, with the amount.

    Empty where the seat costs nothing by itself.
    """
    if back.until is None or (back.price <= 0 and not back.is_flat):
        return ""
    until = date_format(localtime(back.until), "SHORT_DATETIME_FORMAT")
    if back.is_flat:
        return _(
            "The flat price is paid for all staff and a year. It is taken back only where all "
            "seats of the year are given back in time, this one until %(until)s."
        ) % {"until": until}
    if back.percent == 0:
        return _("Cancelling is free of charge at any time.")
    words = _("Free of charge until %(until)s, then %(cost)s.")
    if not back.is_free:
        words = _("The time without cost ended on %(until)s. Now it costs %(cost)s.")
    return words % {"until": until, "cost": _cost(back)}


def _cost(back: "GivingBack") -> str:
    facts = {"percent": back.percent, "fee": euro(back.fee)}
    if back.percent >= FULL_PRICE:
        return _("the full price of %(fee)s net") % facts
    return _("%(percent)s %% = %(fee)s net") % facts


def in_words_later(back: "GivingBack") -> Promise:
    """Return the same, put into words in the language of whoever reads it: for messages."""
    return lazy(in_words, str)(back)  # type: ignore[return-value]
