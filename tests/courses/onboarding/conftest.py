"""A town with a building authority, its human resources, and plans as they are filled in."""

import datetime as dt

import pytest

from campus.kit import dates
from courses.bundles.planning import things_of
from courses.moves import services as moves
from courses.onboarding import services
from courses.onboarding.planning import Draft, Preview
from members.roles.catalogue import Role
from tests.factories.enrolment import OfferFactory
from tests.factories.organisations import MunicipalityFactory
from tests.factories.people import DepartmentFactory, EmploymentFactory
from tests.factories.roles import GrantFactory

USUAL = {"due_start": "entry", "due_amount": 14, "due_unit": "days"}


@pytest.fixture
def town():
    return MunicipalityFactory()


@pytest.fixture
def hr(town):
    return GrantFactory(role=Role.HR_MANAGER, municipality=town).user


@pytest.fixture
def office(town):
    return DepartmentFactory(municipality=town, name="Bauamt")


@pytest.fixture
def course():
    return OfferFactory().course


@pytest.fixture
def begins(town, office):
    """Let somebody begin some days ago (today), in the building authority unless said otherwise."""

    def begun(ago=0, **facts):
        first = dates.today() - dt.timedelta(days=ago)
        return EmploymentFactory(
            **{"municipality": town, "department": office, "valid_from": first, **facts}
        )

    return begun


@pytest.fixture
def old_hand(begins):
    return begins(400)


@pytest.fixture
def draft(town, office, course):
    """Fill in a plan for the building authority: a course and a proof from elsewhere."""

    def filled(courses=None, versions=(), proofs=("Erste Hilfe",), terms=None, plan=None, **rule):
        things = things_of([course] if courses is None else courses, versions, proofs)
        whole = {
            "departments": [office],
            "groups": [],
            "position_words": "",
            "entered_from": dates.today() - dt.timedelta(days=30),
            "entered_until": None,
            "follows_moves": False,
        }
        return Draft(
            municipality=town,
            name=rule.pop("name", "Neu im Bauamt"),
            legal_basis="Einarbeitung nach Dienstanweisung 3",
            rule={**whole, **rule},
            things=things,
            terms={one.key: {**USUAL, **(terms or {}).get(one.title, {})} for one in things},
            plan=plan,
        )

    return filled


@pytest.fixture
def save(hr):
    """Save a plan as it would be seen now."""

    def saved(draft, *, also_present=False):
        stamp = Preview(draft, hr).stamp
        return services.save(draft=draft, also_present=also_present, stamp=stamp, by=hr)

    return saved


@pytest.fixture
def arrives(begins):
    """Let somebody begin, and obligations follow as they do after the commit."""

    def arrived(ago=0, **facts):
        job = begins(ago, **facts)
        moves.follow(employment_ids=[job.pk])
        return job

    return arrived


@pytest.fixture
def filled(course, office):
    """Return what somebody fills into the form."""
    return {
        "name": "Neu im Bauamt",
        "legal_basis": "Einarbeitung nach Dienstanweisung 3",
        "entered_from": str(dates.today() - dt.timedelta(days=30)),
        "departments": [office.pk],
        "courses": [course.pk],
        "proofs": "Erste Hilfe",
    }
