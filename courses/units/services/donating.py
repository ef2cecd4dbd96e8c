"""“Einer für alle”: a unit is offered, looked at by the office, and published for all."""

from dataclasses import asdict
from decimal import Decimal
from html import escape
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from campus.kit import dates
from campus.kit.after_commit import enqueue
from courses.enrolment import selectors as enrolments
from courses.enrolment import services as enrolment
from courses.units.content import Sheet
from courses.units.errors import Decided, Ended, NotPublished, OfferedAlready, ReasonMissing
from courses.units.models import Donation, OwnUnit
from courses.units.services.publishing import published
from courses.units.states import State, may_move
from courses.units.tasks import tell_about
from members.organisations import selectors as organisations
from members.organisations import services as organisation_services

if TYPE_CHECKING:
    from members.accounts.models import User
    from members.organisations.models import Provider


@transaction.atomic
def offer(*, unit: OwnUnit, licence: str, origin: str, by: "User") -> Donation:
    """Offer a unit as it stands to all. Raises Ended, NotPublished or OfferedAlready."""
    locked = OwnUnit.objects.select_for_update().get(pk=unit.pk)
    if locked.ended_on:
        raise Ended
    if not locked.published_at:
        raise NotPublished
    if locked.donations.filter(state=State.OFFERED).exists():
        raise OfferedAlready
    row = Donation.objects.create(
        unit=locked,
        licence=licence,
        origin=origin,
        content=asdict(locked.sheet),
        paper=locked.paper,
        offered_by=by,
    )
    enqueue(tell_about, donation=row.pk)
    return row


@transaction.atomic
def withdraw(*, donation: Donation) -> Donation:
    """Take an offer back before it is decided. Raises Decided."""
    return _moved(donation, State.WITHDRAWN, by=None)


@transaction.atomic
def return_to_sender(*, donation: Donation, reason: str, by: "User") -> Donation:
    """Return what cannot be published as it is. Raises ReasonMissing or Decided."""
    if not reason.strip():
        raise ReasonMissing
    row = _moved(donation, State.RETURNED, by=by, reason=reason.strip())
    enqueue(tell_about, donation=row.pk)
    return row


@transaction.atomic
def accept(*, donation: Donation, by: "User") -> Donation:
    """Publish a copy for all, free of charge, with a line on where it comes from.

    The municipality's own unit stays as it is. A later offer of the same unit makes a new edition
    of the copy. Raises Decided or NotUsable.
    """
    row = _moved(donation, State.ACCEPTED, by=by)
    module = published(
        Sheet(**row.content),
        row.paper,
        provider=cooperatives_provider(),
        slug=row.unit.slug,
        licence=row.licence,
        description=_credit(row),
    )
    row.course = module.course
    row.save(update_fields=["course"])
    if enrolments.offer_for(module.course) is None:
        enrolment.open_offer(course=module.course, price=Decimal(0))
    enqueue(tell_about, donation=row.pk)
    return row


def _credit(row: Donation) -> str:
    with override(settings.LANGUAGE_CODE):
        words = _("Made by %(origin)s and given to all municipalities. Licence: %(licence)s.")
        said = words % {"origin": row.origin, "licence": row.licence}
    return f"<p>{escape(said)}</p>"


def cooperatives_provider() -> "Provider":
    """Return the provider under whose name the cooperative publishes."""
    found = organisations.cooperatives_provider()
    name = settings.WAGTAIL_SITE_NAME
    return found or organisation_services.add_provider(
        name=f"{name} (Genossenschaft)", short_name=name, kind="cooperative"
    )


def _moved(donation: Donation, target: State, *, by: "User | None", reason: str = "") -> Donation:
    row = Donation.objects.select_for_update(of=("self",)).select_related("unit", "paper")
    locked = row.get(pk=donation.pk)
    if not may_move(locked.state, target):
        raise Decided
    locked.state, locked.reason = target.value, reason
    locked.decided_by, locked.decided_at = by, dates.now()
    locked.save(update_fields=["state", "reason", "decided_by", "decided_at"])
    return locked
