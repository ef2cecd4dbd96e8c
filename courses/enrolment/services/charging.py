"""Write down what a seat costs the employer, and take it back; shared by the deeds of this room.

Charged is the seat, not the completion: a charge on completion would tell the employer who has
finished. The offer is locked by whoever confirms a seat.
"""

import datetime as dt
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import translation
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from campus.kit import dates
from campus.kit.euros import euro
from campus.kit.money import round_cent
from courses.catalogue.prices import Per
from courses.catalogue.services import touch_course
from courses.enrolment import pricing
from courses.enrolment.giving_back import SEAT, Seat, reason_of
from courses.enrolment.models import BookedSeat, Discount, Enrolment, FlatTerm, Offer
from members.budgets.services import hold_against
from members.cooperative import selectors as cooperative
from members.cooperative.services import record_charge, reverse_charge

if TYPE_CHECKING:
    from members.organisations.models import Municipality, Provider

FLAT = "flat"
MONTHS = 12
LONGEST_TITLE = 150


class Payer(NamedTuple):
    """Who pays for a seat, and from which cost centre."""

    municipality: "Municipality"
    cost_centre: str


def charge(seat: Seat) -> None:
    """Charge the employer for a seat: module and cost centre, never the person.

    Under a flat price only the seat that opens the municipality's year costs something.
    """
    offer, payer = seat.offer, _payer_of(seat)
    if payer is None or offer.price <= 0 or seat.term_id is not None:
        return
    if _joins_running_term(seat, payer):
        return
    if offer.per == Per.FLAT:
        _charge_flat(seat, payer)
        return
    unit, note = _price_of_today(seat)
    count = pricing.dates_to_come(offer) if offer.per == Per.SESSION else 1
    if unit > 0 and count > 0:
        _check_budget(seat, payer, round_cent(count * unit))
        _record(seat, payer, price=(Decimal(count), unit), words=_words(offer, count, note))


def _payer_of(seat: Seat) -> Payer | None:
    if isinstance(seat, BookedSeat):
        return Payer(seat.municipality, seat.cost_centre)
    job = seat.employment
    if job is None:
        return None
    return Payer(job.municipality, job.department.cost_centre if job.department else "")


def _provider_of(seat: Seat) -> "Provider":
    taught = seat.offer.course if isinstance(seat, BookedSeat) else seat.version
    found: Provider = taught.module.provider
    return found


def _check_budget(seat: Seat, payer: Payer, price: Decimal) -> None:
    """Raise BudgetUsedUp; what is obligatory is never refused for want of money.

    Nor is a seat that only goes over to somebody else.
    """
    if isinstance(seat, BookedSeat):
        is_free_to_take = seat.handed_at is not None
    else:
        is_free_to_take = seat.source != Enrolment.Source.SELF
    if is_free_to_take:
        return
    hold_against(
        municipality=payer.municipality,
        cost_centre=payer.cost_centre,
        day=dates.today(),
        price=price,
    )


def _joins_running_term(seat: Seat, payer: Payer) -> bool:
    """Count the seat on the year that the municipality has paid; tell whether there is one."""
    running = pricing.terms_on(dates.today()).filter(
        course_id=seat.offer.course_id, municipality=payer.municipality
    )
    term = running.select_for_update().first()
    if term is None:
        return False
    FlatTerm.objects.filter(pk=term.pk).update(seats=F("seats") + 1)
    seat.term = term
    seat.save(update_fields=["term"])
    return True


def _charge_flat(seat: Seat, payer: Payer) -> None:
    """Open the municipality's year and charge it, unless another seat has just done so."""
    term = _open_term(seat.offer, payer.municipality)
    if term is None:
        _joins_running_term(seat, payer)
        return
    seat.term = term
    seat.save(update_fields=["term"])
    unit, note = _price_of_today(seat)
    if unit > 0:
        with translation.override(settings.LANGUAGE_CODE):
            words = _("Flat price: %(course)s, for all staff until %(day)s") % {
                "course": title_of(seat.offer),
                "day": _day(term.last_day),
            }
        # A year is paid for all staff: no department's cost centre bears it alone.
        payer = Payer(payer.municipality, "")
        _check_budget(seat, payer, unit)
        _record(seat, payer, price=(Decimal(1), unit), words=words + note, term=term)


def _open_term(offer: Offer, municipality: "Municipality") -> FlatTerm | None:
    """Open a year for a municipality; None where another seat has opened it meanwhile."""
    today = dates.today()
    before = FlatTerm.objects.filter(course_id=offer.course_id, municipality=municipality).count()
    try:
        with transaction.atomic():
            return FlatTerm.objects.create(
                course_id=offer.course_id,
                municipality=municipality,
                number=before + 1,
                first_day=today,
                last_day=dates.add_months(today, MONTHS) - dt.timedelta(days=1),
                seats=1,
            )
    except IntegrityError:
        return None


def _price_of_today(seat: Seat) -> tuple[Decimal, str]:
    """Return the price of one seat, date or year, and what to say of its reduction.

    A seat of a limited discount is drawn here; whoever comes when none is left pays in full.
    """
    offer = seat.offer
    discount = seat.discount or pricing.discount_today(offer.course_id)
    full = round_cent(offer.price)
    if discount is None:
        return full, ""
    reduced = pricing.reduction_of(discount).of(full)
    if reduced >= full or not (seat.discount_id or _draw(discount)):
        return full, ""
    seat.discount = discount
    seat.save(update_fields=["discount"])
    with translation.override(settings.LANGUAGE_CODE):
        note = _(" (%(price)s instead of %(full)s, discount until %(day)s)") % {
            "price": euro(reduced),
            "full": euro(full),
            "day": _day(discount.last_day),
        }
    return reduced, note


def _draw(discount: Discount) -> bool:
    """Take one of the seats of a discount; one statement, so that none is drawn twice."""
    held = Discount.objects.filter(pk=discount.pk, active=True)
    if discount.seats is not None:
        held = held.filter(used__lt=F("seats"))
    drawn = bool(held.update(used=F("used") + 1))
    if discount.seats is not None:
        # Lists show the full price once the last one is gone; the catalogue's lock comes last.
        transaction.on_commit(partial(touch_course, course_id=discount.course_id))
    return drawn


def _words(offer: Offer, count: int, note: str) -> str:
    """Return the wording of a charge; invoices are German, whoever books in which language."""
    with translation.override(settings.LANGUAGE_CODE):
        said = _("Seat: %(course)s") % {"course": title_of(offer)}
        if offer.per == Per.SESSION:
            said += ngettext(", %(n)d date", ", %(n)d dates", count) % {"n": count}
    return said + note


def title_of(offer: Offer) -> str:
    """Return the course's title, short enough for a line of an invoice."""
    return Truncator(offer.course.title).chars(LONGEST_TITLE)


def _day(day: dt.date) -> str:
    return date_format(day, "d.m.Y")


def _record(
    seat: Seat,
    payer: Payer,
    *,
    price: tuple[Decimal, Decimal],
    words: str,
    term: FlatTerm | None = None,
) -> None:
    """Write the charge of a seat, or of the year that it opens."""
    offer, day, provider = seat.offer, dates.today(), _provider_of(seat)
    record_charge(
        kind=FLAT if term else SEAT,
        source_key=str(term.pk) if term else reason_of(seat),
        municipality=payer.municipality,
        description=words,
        quantity=price[0],
        unit_price=price[1],
        vat_treatment=offer.vat_treatment,
        vat_rate=offer.vat_rate,
        service_from=day,
        service_until=term.last_day if term else day,
        cost_centre=payer.cost_centre,
        provider=provider,
        provider_share=cooperative.share_on(provider, day, otherwise=offer.provider_share),
        course_title=title_of(offer),
    )


def take_back(seat: Seat) -> None:
    """Take back what a seat was charged that is given back in time.

    A flat price goes back once none of its seats is left: whoever pays for a year needs a seat.
    """
    payer = _payer_of(seat)
    if payer is None:
        return
    if seat.term_id is None:
        _reverse(payer.municipality, SEAT, reason_of(seat))
        _give_back_discount(seat)
        return
    term = FlatTerm.objects.select_for_update().get(pk=seat.term_id)
    term.seats = max(0, term.seats - 1)
    term.taken_back = term.seats == 0
    term.save(update_fields=["seats", "taken_back"])
    if term.taken_back:
        _reverse(payer.municipality, FLAT, str(term.pk))
        for opener in (*_reduced(term.enrolments), *_reduced(term.booked_seats)):
            _give_back_discount(opener)


def _reduced(seats: Any) -> Any:
    """Return the seats that were charged at a reduced price."""
    return seats.filter(discount__isnull=False)


def _reverse(municipality: "Municipality", kind: str, source_key: str) -> None:
    owed = cooperative.charges_of(municipality).filter(kind=kind, source_key=source_key).first()
    if owed is not None:
        # Read by the German accounts office, like the charge itself.
        with translation.override(settings.LANGUAGE_CODE):
            reverse_charge(charge=owed, reason=_("cancelled in time"))


def _give_back_discount(seat: Seat) -> None:
    """Let somebody else have the seat of a limited discount."""
    if seat.discount_id is None:
        return
    course_id = seat.offer.course_id
    Discount.objects.filter(pk=seat.discount_id, used__gt=0).update(used=F("used") - 1)
    type(seat)._default_manager.filter(pk=seat.pk).update(discount=None)
    seat.discount = None
    transaction.on_commit(partial(touch_course, course_id=course_id))
