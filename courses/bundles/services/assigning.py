"""Write what was confirmed: all obligations first, then everybody's turns in one transaction."""

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from campus.kit import dates
from campus.kit.undoing import PATIENCE, UNDO_FOR
from courses.assignments import services as obligations
from courses.bundles.errors import NobodyGetsAnything, PreviewOutdated
from courses.bundles.models import Bundle, Part
from courses.bundles.planning import Choice, Line, Plan
from members.organisations import selectors as organisations

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from members.accounts.models import User

# So many turns are written while the person waits; more are left to the worker.
AT_ONCE = 300


@transaction.atomic
def assign_together(*, choice: Choice, stamp: str, by: "User") -> Bundle:
    """Assign everything that was looked at; large ones are left `RUNNING` for the worker.

    Raises PreviewOutdated where the stamp is not that of what would be written now,
    NobodyGetsAnything, or what forbids an obligation.
    """
    # Two people who confirm at the same time: the second one sees what the first one did.
    organisations.municipalities().select_for_update().get(pk=choice.municipality.pk)
    plan = Plan(choice, by)
    if stamp != plan.stamp:
        raise PreviewOutdated
    if not plan.gets:
        raise NobodyGetsAnything
    return begin(plan)


@transaction.atomic
def begin(plan: Plan) -> Bundle:
    """Write what a plan says, with a part for each of its things in their order."""
    choice, by = plan.choice, plan.by
    bundle = Bundle.objects.create(
        municipality=choice.municipality,
        title=choice.title,
        carries=choice.carries,
        created_by=by,
        total=plan.gets,
    )
    for line in plan.lines:
        if line.verdict.gets or choice.lasts:
            _prepare(bundle, line, choice, by)
    if plan.gets <= AT_ONCE:
        write(reference=bundle.reference)
        bundle.refresh_from_db()
    return bundle


def _prepare(bundle: Bundle, line: Line, choice: Choice, by: "User") -> Part:
    """Store the obligation of a thing, or let the one that is there concern more people."""
    sets = choice.written or choice.sets
    if line.existing:
        before = obligations.snapshot(line.existing)
        added = obligations.add_sets(obligation=line.existing, sets=sets, by=by)
        return bundle.parts.create(
            obligation=line.existing,
            title=line.thing.title,
            is_new=False,
            before=before,
            added=added,
        )
    values = {**choice.terms_for(line.thing), **line.thing.values, **sets}
    row = obligations.establish(municipality=choice.municipality, by=by, **values)
    return bundle.parts.create(obligation=row, title=line.thing.title, is_new=True)


@transaction.atomic
def write(*, reference: UUID) -> Bundle | None:
    """Begin everybody's turns; all of them or none. May run twice; returns what it has finished."""
    bundle = Bundle.objects.select_for_update().filter(reference=reference).first()
    if bundle is None or bundle.state != Bundle.State.RUNNING:
        return None
    for part in bundle.parts.filter(is_written=False).select_related("obligation__municipality"):
        if part.obligation is None or part.obligation.ended_at:
            continue
        begun = obligations.extend(obligation=part.obligation, quietly=True)
        if bundle.carries:
            obligations.carry_over(begun)
        part.begun, part.is_written = [one.pk for one in begun], True
        part.save(update_fields=["begun", "is_written"])
        bundle.done += len(begun)
    bundle.state, bundle.finished_at = Bundle.State.DONE, dates.now()
    bundle.save(update_fields=["state", "finished_at", "done"])
    return bundle


@dataclass(frozen=True, slots=True)
class LeftOver:
    """What was interrupted, or whose time has come."""

    writing: list[UUID]
    undoing: list[UUID]
    telling: list[UUID]


def left_over() -> LeftOver:
    """Find what a crash or a restart has interrupted, and whom nobody has told."""
    now = dates.now()
    still = Bundle.objects.filter(touched_at__lt=now - PATIENCE)
    untold = Q(told_at=None, finished_at__lt=now - UNDO_FOR) | Q(told_at__lt=now - PATIENCE)
    due = Bundle.objects.filter(untold, state=Bundle.State.DONE, telling_ended_at=None)
    return LeftOver(
        writing=_references(still.filter(state=Bundle.State.RUNNING)),
        undoing=_references(still.filter(state=Bundle.State.UNDOING)),
        telling=_references(due),
    )


def _references(rows: "QuerySet[Bundle]") -> list[UUID]:
    return list(rows.order_by("pk").values_list("reference", flat=True))
