"""Make, change and end a unit for the own staff."""

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.crypto import get_random_string

from campus.kit import dates
from courses.catalogue import services as catalogue
from courses.enrolment import selectors as enrolments
from courses.enrolment import services as enrolment
from courses.lifecycle import services as lifecycle
from courses.units.errors import Ended
from courses.units.models import OwnUnit, UnitPaper
from courses.units.services.publishing import published
from members.organisations import selectors as organisations
from members.organisations import services as organisation_services
from members.organisations.services import german_slug

if TYPE_CHECKING:
    from members.accounts.models import User
    from members.organisations.models import Municipality, Provider

LONGEST_SLUG = 80
# A document that was uploaded into a form and never saved is thrown away after this time.
KEPT = dt.timedelta(days=1)


def keep_paper(*, municipality: "Municipality", title: str, content: bytes) -> UnitPaper:
    """Keep a checked PDF until the form that names it is saved."""
    name = f"{german_slug(title)[:60] or 'dokument'}-{get_random_string(8)}.pdf"
    return UnitPaper.objects.create(
        municipality=municipality,
        title=title,
        size=len(content),
        file=ContentFile(content, name=name),
    )


def drop_forgotten(*, municipality: "Municipality") -> None:
    """Throw away documents that no unit has taken."""
    old = UnitPaper.objects.filter(
        municipality=municipality,
        uploaded_at__lt=dates.now() - KEPT,
        units=None,
        pk__in=UnitPaper.objects.exclude(pk__in=_offered()).values("pk"),
    )
    for row in old:
        row.file.delete(save=False)
        row.delete()


def _offered() -> Any:
    papers = OwnUnit.objects.filter(donations__paper__isnull=False)
    return papers.values("donations__paper")


@transaction.atomic
def save(
    *, municipality: "Municipality", unit: OwnUnit | None, facts: dict[str, Any], by: "User"
) -> OwnUnit:
    """Store a unit and publish it for the own staff; who is learning keeps the edition begun.

    Raises Ended, or NotUsable with what the rules for all courses find wrong.
    """
    if unit is not None and unit.ended_on:
        raise Ended
    row = unit or OwnUnit(municipality=municipality, created_by=by)
    for name, value in facts.items():
        setattr(row, name, value)
    row.save()
    if not row.slug:
        row.slug = f"{german_slug(row.title)[:LONGEST_SLUG] or 'einheit'}-{row.pk}"
    provider = provider_of(municipality)
    catalogue.ensure_provider_pages(provider, live=False)
    module = published(
        row.sheet, row.paper, provider=provider, only_for=municipality, slug=row.slug
    )
    row.course, row.published_at = module.course, dates.now()
    row.save()
    if enrolments.offer_for(module.course) is None:
        enrolment.open_offer(course=module.course, price=Decimal(0))
    drop_forgotten(municipality=municipality)
    return row


def provider_of(municipality: "Municipality") -> "Provider":
    """Return the provider under whose name a municipality teaches its own staff."""
    found = organisations.provider_of_municipality(municipality)
    return found or organisation_services.add_provider(
        name=municipality.name,
        short_name=municipality.short_name,
        kind="municipality",
        municipality=municipality,
    )


@transaction.atomic
def end(*, unit: OwnUnit, by: "User") -> OwnUnit:
    """End a unit: nobody begins it any more, who has begun finishes. Raises Ended."""
    if unit.ended_on:
        raise Ended
    unit.ended_on = dates.today()
    unit.save(update_fields=["ended_on"])
    if unit.course:
        lifecycle.retire(course=unit.course, on=unit.ended_on, by=by)
    return unit
