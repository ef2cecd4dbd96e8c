"""What the demo shows of groups: a rule that means somebody, and what they were given."""

import pytest

from campus.demo import assigning
from courses.bundles.models import Bundle
from members.groups import selectors
from members.messages.models import Message
from members.people import selectors as people
from members.roles.catalogue import Role
from tests.factories.organisations import MunicipalityFactory
from tests.factories.pathways import courses, published
from tests.factories.people import EmploymentFactory
from tests.factories.roles import GrantFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    town = MunicipalityFactory()
    GrantFactory(role=Role.HR_MANAGER, municipality=town)
    return town


def test_group_of_the_demo_means_whoever_meets_citizens(town):
    clerk = EmploymentFactory(municipality=town, position="Sachbearbeitung Wohngeld")
    EmploymentFactory(municipality=town, position="Sachbearbeitung Vergabe")
    assigning.add_groups(town)
    [row] = selectors.rows_for(town, people.staff_of(town))
    [rule] = selectors.rules_of([row.group], town)
    assert (row.group.name, row.count) == (assigning.CONTACT, 1)
    assert selectors.members_by(rule, people.staff_of(town)).get() == clerk


def test_group_of_the_demo_has_been_given_several_things_and_told_once(town):
    path = published(*courses(2))
    clerk = EmploymentFactory(municipality=town, position="Fachkraft Ordnungsdienst")
    assigning.add_groups(town)
    bundle = Bundle.objects.get()
    assert (bundle.title, bundle.state, bundle.can_be_undone) == (assigning.BUNDLE, "done", False)
    asked = {turn.obligation.name for turn in clerk.periods.all()}
    assert asked == {path.title, assigning.PROOF}
    assert Message.objects.count() == 1


def test_town_without_these_positions_is_given_nothing(town):
    assigning.add_groups(town)
    assert not Bundle.objects.exists()


def test_town_without_human_resources_gets_no_group():
    place = MunicipalityFactory()
    assigning.add_groups(place)
    assert not selectors.groups_of(place).exists()
