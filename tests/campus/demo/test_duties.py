"""What the demo's cadastre holds: examples that say so, one of them adopted and changed."""

import datetime as dt

import pytest

from campus.demo import duties
from campus.kit import dates
from courses.cadastre import origins, selectors
from courses.cadastre.forms import EntryForm
from courses.catalogue.models import CoursePage
from members.roles.catalogue import Role
from tests.factories.accounts import UserFactory
from tests.factories.assignments import ObligationFactory
from tests.factories.cadastre import member_town
from tests.factories.enrolment import OfferFactory
from tests.factories.roles import GrantFactory

SLUGS = [data["course"] for data in duties.ENTRIES if data.get("course")]


@pytest.mark.parametrize("data", duties.ENTRIES, ids=lambda data: data["title"].split(":")[0])
def test_entry_cites_the_law_says_that_it_is_demo_and_links_safely(data):
    assert data["legal_basis"].endswith("(Demo)")
    assert data["text"].endswith("keine Rechtsberatung.")
    assert data["source_url"].startswith("https://")
    assert bool(data.get("course")) != bool(data.get("proof"))


@pytest.fixture
def town():
    """The town of the demo, with its obligation of the course, and the cadastre."""
    GrantFactory(role=Role.OFFICE, user=UserFactory(email=duties.OFFICE))
    town, hr = member_town()
    courses = {slug: OfferFactory().course for slug in SLUGS}
    ObligationFactory(
        municipality=town,
        course=courses[duties.ADOPTED],
        created_by=hr,
        created_at=dates.now() - dt.timedelta(days=50),
    )
    duties.add_cadastre(courses, town)
    return town


@pytest.mark.django_db
def test_demo_shows_entries_of_which_one_has_changed_since_it_was_adopted(town):
    entries = selectors.listed(town)
    assert [one.current.number for one in entries if one.mine] == [2]
    assert len(entries) == len(duties.ENTRIES)
    [notice] = origins.notices_for(town)
    assert duties.CHANGE in notice.text
    adoption = selectors.undecided_in(town).get()
    assert adoption.version.published_at < adoption.adopted_at
    assert adoption.adopted_at < adoption.entry.current.published_at


@pytest.mark.django_db
def test_every_entry_of_the_demo_would_pass_the_form_of_the_office(town):
    for entry in selectors.published():
        said = selectors.content_of(entry.current)
        data = {name: value for name, value in said.items() if value is not None}
        form = EntryForm(data, courses=CoursePage.objects.all(), is_first=True)
        assert form.is_valid(), (entry, form.errors)


@pytest.mark.django_db
def test_town_without_the_obligation_has_adopted_nothing():
    GrantFactory(role=Role.OFFICE, user=UserFactory(email=duties.OFFICE))
    town, _hr = member_town()
    duties.add_cadastre({slug: OfferFactory().course for slug in SLUGS}, town)
    assert list(selectors.adoptions_in(town)) == []
