"""Write down what a seat costs the employer, and take it back; shared by the deeds of this room.

Charged is the seat, not the completion: a charge on completion would tell the employer who has
finished. The offer is locked by whoever confirms a seat.
"""

import datetime as dt
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

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
from courses.enrolment.models import Discount, Enrolment, FlatTerm, Offer
from members.budgets.services import hold_against
from members.cooperative import selectors as cooperative
from members.cooperative.services import record_charge, reverse_charge

if TYPE_CHECKING:
    from members.people.models import Employment

SEAT, FLAT = "seat", "flat"
MONTHS = 12
LONGEST_TITLE = 150


def charge(enrolment: Enrolment) -> None:
    """Charge the employer for a confirmed seat: module and cost centre, never the person.

    Under a flat price only the seat that opens the municipality's year costs something.
    """
    offer, job = enrolment.offer, enrolment.employment
    if job is None or offer.price <= 0 or enrolment.term_id is not None:
        return
    if _joins_running_term(enrolment, job):
        return
    if offer.per == Per.FLAT:
        _charge_flat(enrolment, job)
        return
    unit, note = _price_of_today(enrolment)
    count = pricing.dates_to_come(offer) if offer.per == Per.SESSION else 1
    if unit > 0 and count > 0:
        _record(enrolment, job, price=(Decimal(count), unit), words=_words(offer, count, note))


def _joins_running_term(enrolment: Enrolment, job: "Employment") -> bool:
    """Count the seat on the year that the municipality has paid; tell whether there is one."""
    running = pricing.terms_on(dates.today()).filter(
        course_id=enrolment.offer.course_id, municipality_id=job.municipality_id
    )
    term = running.select_for_update().first()
    if term is None:
        return False
    FlatTerm.objects.filter(pk=term.pk).update(seats=F("seats") + 1)
    enrolment.term = term
    enrolment.save(update_fields=["term"])
    return True


def _charge_flat(enrolment: Enrolment, job: "Employment") -> None:
    """Open the municipality's year and charge it, unless another seat has just done so."""
    term = _open_term(enrolment.offer, job)
    if term is None:
        _joins_running_term(enrolment, job)
        return
    enrolment.term = term
    enrolment.save(update_fields=["term"])
    unit, note = _price_of_today(enrolment)
    if unit > 0:
        with translation.override(settings.LANGUAGE_CODE):
            words = _("Flat price: %(course)s, for all staff until %(day)s") % {
                "course": title_of(enrolment.offer),
                "day": _day(term.last_day),
            }
        _record(enrolment, job, price=(Decimal(1), unit), words=words + note, term=term)


def _open_term(offer: Offer, job: "Employment") -> FlatTerm | None:
    """Open a year for a municipality; None where another seat has opened it meanwhile."""
    today = dates.today()
    before = FlatTerm.objects.filter(
        course_id=offer.course_id, municipality_id=job.municipality_id
    ).count()
    try:
        with transaction.atomic():
            return FlatTerm.objects.create(
                course_id=offer.course_id,
                municipality_id=job.municipality_id,
                number=before + 1,
                first_day=today,
                last_day=dates.add_months(today, MONTHS) - dt.timedelta(days=1),
                seats=1,
            )
    except IntegrityError:
        return None


def _price_of_today(enrolment: Enrolment) -> tuple[Decimal, str]:
    """Return the price of one seat, date or year, and what to say of its reduction.

    A seat of a limited discount is drawn here; whoever comes when none is left pays in full.
    """
    offer = enrolment.offer
    discount = enrolment.discount or pricing.discount_today(offer.course_id)
    full = round_cent(offer.price)
    if discount is None:
        return full, ""
    reduced = pricing.reduction_of(discount).of(full)
    if reduced >= full or not (enrolment.discount_id or _draw(discount)):
        return full, ""
    enrolment.discount = discount
    enrolment.save(update_fields=["discount"])
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
    enrolment: Enrolment,
    job: "Employment",
    *,
    price: tuple[Decimal, Decimal],
    words: str,
    term: FlatTerm | None = None,
) -> None:
    """Write the charge of a seat, or of the year that it opens."""
    offer, day = enrolment.offer, dates.today()
    provider = enrolment.version.module.provider
    # A year is paid for all staff: no department's cost centre bears it alone.
    department = None if term else job.department
    cost_centre = department.cost_centre if department else ""
    if enrolment.source == Enrolment.Source.SELF:
        # What is obligatory is never refused for want of money.
        hold_against(
            municipality=job.municipality,
            cost_centre=cost_centre,
            day=day,
            price=round_cent(price[0] * price[1]),
        )
    record_charge(
        kind=FLAT if term else SEAT,
        source_key=str(term.pk) if term else str(enrolment.registration),
        municipality=job.municipality,
        description=words,
        quantity=price[0],
        unit_price=price[1],
        vat_treatment=offer.vat_treatment,
        vat_rate=offer.vat_rate,
        service_from=day,
        service_until=term.last_day if term else day,
        cost_centre=cost_centre,
        provider=provider,
        provider_share=cooperative.share_on(provider, day, otherwise=offer.provider_share),
        course_title=title_of(offer),
    )


def take_back(enrolment: Enrolment) -> None:
    """Take back what a seat was charged that is given back in time.

    A flat price goes back once none of its seats is left: whoever pays for a year needs a seat.
    """
    job = enrolment.employment
    if job is None:
        return
    if enrolment.term_id is None:
        _reverse(job, SEAT, str(enrolment.registration))
        _give_back_discount(enrolment)
        return
    term = FlatTerm.objects.select_for_update().get(pk=enrolment.term_id)
    term.seats = max(0, term.seats - 1)
    term.taken_back = term.seats == 0
    term.save(update_fields=["seats", "taken_back"])
    if term.taken_back:
        _reverse(job, FLAT, str(term.pk))
        for opener in term.enrolments.filter(discount__isnull=False):
            _give_back_discount(opener)


def _reverse(job: "Employment", kind: str, source_key: str) -> None:
    owed = cooperative.charges_of(job.municipality).filter(kind=kind, source_key=source_key).first()
    if owed is not None:
        # Read by the German accounts office, like the charge itself.
        with translation.override(settings.LANGUAGE_CODE):
            reverse_charge(charge=owed, reason=_("cancelled in time"))


def _give_back_discount(enrolment: Enrolment) -> None:
    """Let somebody else have the seat of a limited discount."""
    if enrolment.discount_id is None:
        return
    course_id = enrolment.offer.course_id
    Discount.objects.filter(pk=enrolment.discount_id, used__gt=0).update(used=F("used") - 1)
    Enrolment.objects.filter(pk=enrolment.pk).update(discount=None)
    enrolment.discount = None
    transaction.on_commit(partial(touch_course, course_id=course_id))
