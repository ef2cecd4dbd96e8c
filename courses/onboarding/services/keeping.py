"""Pause, resume and end a plan; take somebody out and back in."""

from typing import TYPE_CHECKING

from django.db import transaction
from wagtail.log_actions import log

from courses.moves import services as moves
from courses.onboarding import selectors
from courses.onboarding.errors import NotInThePlan, PlanIsOver
from courses.onboarding.models import Entry, Plan
from courses.onboarding.services.receiving import enter
from members.groups import selectors as groups
from members.groups import services as staff_groups
from members.people import selectors as people

if TYPE_CHECKING:
    from members.accounts.models import User

OPEN = (Plan.State.RUNNING, Plan.State.PAUSED)


@transaction.atomic
def pause(*, plan: Plan, by: "User") -> Plan:
    """Let nobody come into a plan for the time being; whoever has it goes on. Raises PlanIsOver."""
    return _set(plan, Plan.State.PAUSED, by)


@transaction.atomic
def end(*, plan: Plan, by: "User") -> Plan:
    """Let nobody come into a plan any more; whoever has it goes on. Raises PlanIsOver."""
    return _set(plan, Plan.State.ENDED, by)


@transaction.atomic
def resume(*, plan: Plan, by: "User") -> int:
    """Let newcomers come in again; returns how many came meanwhile and stay without it.

    To give it to them, too, the plan is looked at and saved once more. Raises PlanIsOver.
    """
    locked = Plan.objects.select_for_update(of=("self",)).select_related("municipality")
    if locked.get(pk=plan.pk).state == Plan.State.RUNNING:
        return 0
    _set(plan, Plan.State.RUNNING, by)
    jobs = groups.facts_of(people.staff_of(plan.municipality))
    count = 0
    for version, keys in selectors.coming_in(plan.municipality, jobs):
        if version.plan_id == plan.pk:
            enter(version, [], left_out=keys)
            count = len(keys)
    return count


@transaction.atomic
def take_out(*, plan: Plan, employment_id: int, by: "User") -> Entry:
    """Take somebody out of a plan for good; what other rules ask of them stays.

    What has been proven stays in the history. Raises NotInThePlan.
    """
    entry = _entry(plan, employment_id, Entry.State.MEMBER)
    staff_groups.take_out(group=entry.version.members, jobs=[employment_id])
    entry.state = Entry.State.TAKEN_OUT
    entry.save(update_fields=["state"])
    log(instance=entry.employment, action="course_onboarding.take_out", user=by, data=_said(plan))
    moves.follow(employment_ids=[employment_id])
    return entry


@transaction.atomic
def bring_in(*, plan: Plan, employment_id: int, by: "User") -> Entry:
    """Give somebody the plan who was taken out or was there before, in its present version.

    Raises NotInThePlan or PlanIsOver.
    """
    if not plan.is_open:
        raise PlanIsOver
    entry = _entry(plan, employment_id, Entry.State.TAKEN_OUT, Entry.State.LEFT_OUT)
    enter(selectors.current_version(plan), [employment_id])
    log(instance=entry.employment, action="course_onboarding.bring_in", user=by, data=_said(plan))
    moves.follow(employment_ids=[employment_id])
    return entry


def _entry(plan: Plan, employment_id: int, *states: str) -> Entry:
    rows = Entry.objects.select_for_update(of=("self",)).select_related(
        "version__members", "employment"
    )
    found = rows.filter(plan=plan, employment=employment_id, state__in=states).first()
    if found is None:
        raise NotInThePlan
    return found


def _set(plan: Plan, state: str, by: "User") -> Plan:
    """Change the state of a plan that has not ended; the second call does nothing."""
    locked = Plan.objects.select_for_update().get(pk=plan.pk)
    if not locked.is_open and locked.state != state:
        raise PlanIsOver
    if locked.state != state:
        Plan.objects.filter(pk=plan.pk, state__in=OPEN).update(state=state)
        log(instance=locked, action=f"course_onboarding.{state}", user=by)
    plan.state = state
    return plan


def _said(plan: Plan) -> dict[str, object]:
    return {"plan": plan.pk, "name": plan.name}
