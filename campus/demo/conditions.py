"""Prices of every kind, and one course that only the municipalities of a Land are offered."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from courses.catalogue.prices import Per
from courses.enrolment import selectors as enrolment_reads
from courses.enrolment import services as enrolment

if TYPE_CHECKING:
    from courses.catalogue.models import CoursePage

# The others are charged for each seat, as their module says, or cost nothing.
MODELS: Mapping[str, tuple[str, Decimal]] = {
    "buergerbeteiligung-digital": (Per.SESSION.value, Decimal("24.50")),
    "prozessmanagement-kommunal": (Per.FLAT.value, Decimal("690.00")),
}
LIMITED, GROUP, LAND = "vergaberecht-digital", "Kommunen in Hessen (Demo)", "HE"
FERNUSG = "Beispielangabe: nicht zulassungspflichtig"
REDUCED = "ki-grundlagen-verwaltung"
PERCENT, SEATS = Decimal(20), 40
BEFORE, AFTER = dt.timedelta(days=7), dt.timedelta(days=53)


def price_of(slug: str, facts: Mapping[str, Any]) -> dict[str, Any]:
    """Return price model and price of a course."""
    per, price = MODELS.get(slug, (Per.SEAT.value, Decimal(str(facts["price"]))))
    return {"per": per, "price": price}


def lower_a_price(courses: "Mapping[str, CoursePage]", *, today: dt.date) -> None:
    """Lower the price of one course for the two months around the demo's day."""
    enrolment.add_discount(
        course=courses[REDUCED],
        first_day=today - BEFORE,
        last_day=today + AFTER,
        percent=PERCENT,
        seats=SEATS,
    )


def offer_to_a_group(courses: "Mapping[str, CoursePage]") -> None:
    """Offer one course to the municipalities of a Land only; seats taken before stay."""
    group = enrolment.save_group(group=None, name=GROUP, land=LAND, municipalities=())
    course = courses[LIMITED]
    before = enrolment_reads.offer_for(course)
    enrolment.open_offer(
        course=course,
        price=before.price if before else Decimal(0),
        fernusg_status=FERNUSG,
        is_limited=True,
        groups=[group],
    )
