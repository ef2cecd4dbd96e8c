"""Factories of courses.onboarding: a plan as it was saved, without anything assigned yet."""

from campus.kit import dates
from courses.onboarding.models import Entry, Plan, Version
from members.groups.services import keep

DUE = {"due_start": "entry", "due_amount": 14, "due_unit": "days"}


def saved_plan(municipality, *, obligation=None, by=None, **rule):
    """Return the first version of a running plan, with one thing in it."""
    plan = Plan.objects.create(municipality=municipality, name="Neu im Bauamt", created_by=by)
    version = Version.objects.create(
        plan=plan,
        legal_basis="Einarbeitung nach Dienstanweisung 3",
        members=keep(municipality=municipality, name="Einstieg", by=by),
        created_by=by,
        **{"entered_from": dates.today(), **rule},
    )
    title = obligation.name if obligation else "Erste Hilfe"
    version.items.create(
        position=1, key="proof:erste hilfe", title=title, obligation=obligation, **DUE
    )
    return version


def entered(version, job, state=Entry.State.MEMBER):
    """Return that a version has met somebody."""
    if state == Entry.State.MEMBER:
        version.members.people.add(job)
    return version.plan.entries.create(
        version=version, employment=job, state=state, entered_on=dates.today()
    )
