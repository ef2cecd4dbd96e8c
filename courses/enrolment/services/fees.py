"""What is left to pay of a seat that is given back too late to cost nothing.

The charge of the seat is taken back as a whole, and the fee is charged in its stead: both entries
are new, so that an invoice that states the first one is put right by the next one. The fee keeps
tax, cost centre, period and provider of what it replaces, and its key: it is charged once.
"""

from decimal import Decimal
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from courses.enrolment.cancellation import FULL_PRICE, fee_of
from courses.enrolment.giving_back import Seat, charge_of
from members.cooperative.services import record_charge, reverse_charge

if TYPE_CHECKING:
    from members.cooperative.models import Charge

FEE = "cancellation"


def keep_fee(seat: Seat) -> None:
    """Take the price of a seat back but for its fee; the price of a year for all staff stays.

    The seat of a limited discount stays used: the fee was reckoned from it.
    """
    owed = charge_of(seat)
    if owed is None or seat.term_id is not None or seat.cancellation_fee >= FULL_PRICE:
        return
    fee = fee_of(owed.net, seat.cancellation_fee)
    if fee == owed.net:
        return
    # Read by the German accounts office, like the charge itself.
    with translation.override(settings.LANGUAGE_CODE):
        reverse_charge(charge=owed, reason=_("cancelled"))
        words = _("Cancellation, %(percent)s %% of the price: %(course)s") % {
            "percent": seat.cancellation_fee,
            "course": owed.course_title,
        }
    if fee > 0:
        _charge_instead(owed, fee, words)


def _charge_instead(owed: "Charge", fee: Decimal, words: str) -> None:
    record_charge(
        kind=FEE,
        source_key=owed.source_key,
        municipality=owed.municipality,
        description=words,
        quantity=Decimal(1),
        unit_price=fee,
        vat_treatment=owed.vat_treatment,
        vat_rate=owed.vat_rate,
        service_from=owed.service_from,
        service_until=owed.service_until,
        cost_centre=owed.cost_centre,
        provider=owed.provider,
        provider_share=owed.provider_share,
        course_title=owed.course_title,
    )
