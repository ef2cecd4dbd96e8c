"""Fee schedules and the yearly contributions."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from members.cooperative.errors import BracketsDoNotFit, NoFeeClass, ScheduleInForce
from members.cooperative.fees import is_seamless, year_share
from members.cooperative.models import Charge, FeeBracket, FeeSchedule, Membership, Resolution
from members.cooperative.selectors import fee_bracket_of, schedule_in_force
from members.cooperative.services.charges import record_charge


@dataclass(frozen=True, slots=True)
class BracketData:
    """One population class as it is typed."""

    population_from: int
    population_until: int | None
    mandatory_shares: int
    contribution: Decimal


@dataclass(frozen=True, slots=True)
class ContributionRun:
    """What a run has done."""

    charged: int
    already_charged: int


@transaction.atomic
def draft_schedule(
    *, year: int, share_value: Decimal, brackets: Sequence[BracketData]
) -> FeeSchedule:
    """Draft the schedule of a year."""
    schedule = FeeSchedule.objects.create(year=year, share_value=share_value)
    return change_draft(schedule=schedule, share_value=share_value, brackets=brackets)


@transaction.atomic
def change_draft(
    *, schedule: FeeSchedule, share_value: Decimal, brackets: Sequence[BracketData]
) -> FeeSchedule:
    """Replace the classes of a draft. Raises BracketsDoNotFit on a gap or an overlap."""
    schedule = _locked(schedule)
    if schedule.state != FeeSchedule.State.DRAFT:
        raise ScheduleInForce
    if not is_seamless(brackets):
        raise BracketsDoNotFit
    schedule.share_value = share_value
    schedule.save(update_fields=["share_value"])
    schedule.brackets.all().delete()
    FeeBracket.objects.bulk_create(
        FeeBracket(
            schedule=schedule,
            population_from=row.population_from,
            population_until=row.population_until,
            mandatory_shares=row.mandatory_shares,
            contribution=row.contribution,
        )
        for row in brackets
    )
    return schedule


def _locked(schedule: FeeSchedule) -> FeeSchedule:
    """Return the schedule as it is now: another may have put it into force meanwhile."""
    locked: FeeSchedule = FeeSchedule.objects.select_for_update().get(pk=schedule.pk)
    return locked


@transaction.atomic
def copy_schedule(*, source: FeeSchedule, year: int) -> FeeSchedule:
    """Draft the schedule of a year from that of another."""
    rows = [
        BracketData(
            bracket.population_from,
            bracket.population_until,
            bracket.mandatory_shares,
            bracket.contribution,
        )
        for bracket in source.brackets.all()
    ]
    return draft_schedule(year=year, share_value=source.share_value, brackets=rows)


@transaction.atomic
def activate_schedule(*, schedule: FeeSchedule, resolution: Resolution) -> FeeSchedule:
    """Put a draft into force by a decision; it replaces the schedule in force for its year."""
    schedule = _locked(schedule)
    if schedule.state != FeeSchedule.State.DRAFT:
        raise ScheduleInForce
    if not is_seamless(list(schedule.brackets.all())):
        raise BracketsDoNotFit
    in_force = FeeSchedule.objects.filter(year=schedule.year, state=FeeSchedule.State.ACTIVE)
    in_force.update(state=FeeSchedule.State.REPLACED)
    schedule.state = FeeSchedule.State.ACTIVE
    schedule.resolution = resolution
    schedule.save(update_fields=["state", "resolution"])
    return schedule


@transaction.atomic
def charge_contribution(
    *, membership: Membership, year: int, schedule: FeeSchedule | None = None
) -> Charge | None:
    """Charge one member's contribution of a year, in the year of joining by months.

    The population of today decides the class. A genuine membership contribution is not subject
    to VAT. The same year again gives the charge that is there.
    """
    part = year_share(year, membership.joined_on)
    if part is None or (membership.ended_on and membership.ended_on < part.first):
        return None
    known = Charge.objects.filter(
        kind=Charge.Kind.CONTRIBUTION, source_key=contribution_key(membership, year)
    ).first()
    if known:
        # The population may have changed since; what was charged stays.
        return known
    schedule = schedule or schedule_in_force(year)
    bracket = fee_bracket_of(schedule, membership.municipality.population)
    if bracket is None:
        raise NoFeeClass(year=year, population=membership.municipality.population)
    return record_charge(
        kind=Charge.Kind.CONTRIBUTION,
        source_key=contribution_key(membership, year),
        municipality=membership.municipality,
        description=_contribution_text(year, part.first, part.months),
        quantity=Decimal(1),
        unit_price=part.of(bracket.contribution),
        vat_treatment=Charge.VatTreatment.OUTSIDE_SCOPE,
        vat_rate=Decimal(0),
        service_from=part.first,
        service_until=part.last,
    )


def contribution_key(membership: Membership, year: int) -> str:
    """Return the reason under which a year's contribution is charged."""
    return f"{membership.number}:{year}"


def _contribution_text(year: int, first: dt.date, months: int) -> str:
    """Word the charge in the language of the invoices, whoever starts the run."""
    with translation.override(settings.LANGUAGE_CODE):
        text = _("Membership contribution %(year)s") % {"year": year}
        if first.month == 1:
            return text
        return text + " " + _("(%(months)s of 12 months)") % {"months": months}


def charge_contributions(year: int) -> ContributionRun:
    """Charge the contribution of a year to every member; a second run charges nobody twice."""
    schedule = schedule_in_force(year)
    contributions = Charge.objects.filter(kind=Charge.Kind.CONTRIBUTION)
    before = set(contributions.values_list("pk", flat=True))
    members = Membership.objects.in_year(year).select_related("municipality")
    charges = [
        charge_contribution(membership=member, year=year, schedule=schedule) for member in members
    ]
    written = [charge.pk for charge in charges if charge]
    known = sum(key in before for key in written)
    return ContributionRun(charged=len(written) - known, already_charged=known)
