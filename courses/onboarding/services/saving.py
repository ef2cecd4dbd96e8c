"""Save a plan as it was looked at, and take that back as a whole."""

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from campus.kit import dates
from courses.bundles import services as bundles
from courses.bundles.planning import Plan as Assignment
from courses.onboarding.errors import PlanIsOver, PlanNameTaken, PlanOutdated
from courses.onboarding.models import Entry, Item, Plan, Version
from courses.onboarding.planning import Draft, Preview
from courses.onboarding.services.receiving import enter
from members.groups import services as staff_groups
from members.organisations import selectors as organisations

if TYPE_CHECKING:
    from courses.assignments.services import Sets
    from courses.bundles.models import Bundle
    from members.accounts.models import User


@transaction.atomic
def save(*, draft: Draft, also_present: bool, stamp: str, by: "User") -> Version:
    """Save a plan or a new version of it, and give it to newcomers who are there if wished.

    Whoever has an earlier version keeps that one. Raises PlanOutdated, PlanNameTaken, PlanIsOver,
    or what forbids an obligation.
    """
    # Two people who save at the same time: the second one sees what the first one did.
    organisations.municipalities().select_for_update().get(pk=draft.municipality.pk)
    plan = _plan_of(draft, by)
    preview = Preview(draft, by)
    if stamp != preview.stamp:
        raise PlanOutdated
    version = _new_version(plan, draft, by)
    newcomers, others = preview.fitting
    getting = newcomers if also_present else []
    enter(version, getting, left_out=[*others, *([] if also_present else newcomers)])
    sets: Sets = {
        "departments": [],
        "positions": [],
        "groups": [version.members],
        "people": [],
    }
    choice = draft.choice(preview.jobs if also_present else [], written=sets)
    version.bundle = bundles.begin(Assignment(choice, by))
    version.save(update_fields=["bundle"])
    _keep_items(version, draft)
    data = {"version": version.number, "count": len(getting)}
    log(instance=plan, action="course_onboarding.save", user=by, data=data)
    return version


def _plan_of(draft: Draft, by: "User") -> Plan:
    """Return the plan to be saved: a new one, or the one that is changed; it runs from now on."""
    rows = Plan.objects.select_for_update()
    plan = rows.get(pk=draft.plan.pk) if draft.plan else None
    if plan is not None and not plan.is_open:
        raise PlanIsOver
    open_ones = (Plan.State.RUNNING, Plan.State.PAUSED)
    same = rows.filter(
        municipality=draft.municipality, name__iexact=draft.name, state__in=open_ones
    )
    if same.exclude(pk=plan.pk if plan else 0).exists():
        raise PlanNameTaken(name=draft.name)
    if plan is None:
        return Plan.objects.create(municipality=draft.municipality, name=draft.name, created_by=by)
    plan.name, plan.state = draft.name, Plan.State.RUNNING
    plan.save(update_fields=["name", "state"])
    return plan


def _new_version(plan: Plan, draft: Draft, by: "User") -> Version:
    newest = plan.versions.order_by("-number").values_list("number", flat=True).first()
    number, rule = (newest or 0) + 1, dict(draft.rule)
    names = {"name": plan.name, "number": number}
    title = _("Onboarding: %(name)s, version %(number)d") % names
    departments, groups = rule.pop("departments"), rule.pop("groups")
    version = Version.objects.create(
        plan=plan,
        number=number,
        legal_basis=draft.legal_basis,
        members=staff_groups.keep(municipality=draft.municipality, name=title, by=by),
        created_by=by,
        **rule,
    )
    version.departments.set(departments)
    version.groups.set(groups)
    return version


def _keep_items(version: Version, draft: Draft) -> None:
    """Note what belongs to a version; the parts of its assignment are in the same order."""
    parts = version.bundle.parts.order_by("pk") if version.bundle else ()
    Item.objects.bulk_create(
        Item(
            version=version,
            position=position,
            key=thing.key,
            title=thing.title,
            obligation_id=part.obligation_id,
            **draft.terms[thing.key],
        )
        for position, (thing, part) in enumerate(zip(draft.things, parts, strict=True), start=1)
    )


@transaction.atomic
def take_back(*, bundle: "Bundle") -> None:
    """Let a version that was undone mean nobody; the one before holds again, if there is one."""
    version = (
        Version.objects.filter(bundle=bundle, undone_at=None).select_related("members").first()
    )
    if version is None:
        return
    version.undone_at = dates.now()
    version.save(update_fields=["undone_at"])
    mine = Entry.objects.filter(version=version)
    jobs = list(mine.values_list("employment_id", flat=True))
    staff_groups.take_out(group=version.members, jobs=jobs)
    before = Version.objects.filter(plan=version.plan_id, undone_at=None).first()
    if before is None:
        mine.delete()
        Plan.objects.filter(pk=version.plan_id).update(state=Plan.State.UNDONE)
    else:
        mine.update(version=before, state=Entry.State.LEFT_OUT)
