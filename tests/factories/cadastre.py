"""Factories of courses.cadastre: entries as the office publishes them, towns that adopt them."""

from courses.assignments import services as assignments
from courses.cadastre import services
from members.roles.catalogue import Role
from tests.factories.accounts import UserFactory
from tests.factories.cooperative import MembershipFactory
from tests.factories.people import EmploymentFactory
from tests.factories.roles import GrantFactory

USUAL = {
    "title": "Unterweisung",
    "legal_basis": "§ 12 ArbSchG",
    "text": "Beschäftigte werden jährlich unterwiesen.",
    "source_url": "https://www.gesetze-im-internet.de/arbschg/__12.html",
    "target_group": "Alle Beschäftigten",
    "accepted_proofs": "",
    "course": None,
    "proof": "Unterweisung am Arbeitsplatz",
    "due_start": "assignment",
    "due_amount": 30,
    "due_unit": "days",
    "valid_months": 12,
    "expiry_rule": "completion",
    "fixed_day": None,
    "minimum_months": 0,
    "window_days": 60,
    "grace_days": 0,
    "carried_days": None,
}


def drafted(entry=None, *, change="", by=None, **content):
    """Write a draft; what is not named stays usual."""
    return services.write(
        entry=entry, content={**USUAL, **content}, change=change, by=by or UserFactory()
    )


def published(entry=None, *, change="Neu gefasst.", by=None, **content):
    """Publish a version of an entry, of a new one by default."""
    by = by or UserFactory()
    draft = drafted(entry, change=change, by=by, **content)
    return services.publish(entry=draft.entry, by=by)


def member_town():
    """Make a member with one person of human resources; return both."""
    town = MembershipFactory().municipality
    return town, GrantFactory(role=Role.HR_MANAGER, municipality=town).user


def adopted(version, town, by):
    """Have the town adopt a version as its form does, for one member of staff at least."""
    EmploymentFactory(municipality=town)
    obligation = assignments.assign(
        municipality=town,
        course=version.course,
        title=version.proof,
        legal_basis=version.legal_basis,
        due_start=version.due_start,
        due_amount=version.due_amount,
        due_unit=version.due_unit,
        valid_months=version.valid_months,
        by=by,
    )
    return services.adopt(version=version, obligation=obligation, by=by)
