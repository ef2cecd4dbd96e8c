"""Versions: what holds at once, what waits for the staff council, what is refused."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from campus.kit import dates
from campus.kit.states import WrongState
from members.messages.models import Message
from members.policies import selectors
from members.policies.errors import (
    BeginsInThePast,
    NeedsStaffCouncil,
    NothingChanged,
    ProposalWaits,
    ReasonMissing,
)
from members.policies.models import Policy
from members.policies.services import decide, propose
from members.policies.sights import MAXIMUM, Sight
from members.roles.catalogue import Role
from tests.factories.organisations import MunicipalityFactory
from tests.factories.policies import PolicyFactory
from tests.factories.roles import GrantFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    """Return a municipality where nothing has been agreed."""
    return MunicipalityFactory()


@pytest.fixture
def hr(town):
    """Return somebody of human resources."""
    return GrantFactory(role=Role.HR_MANAGER, municipality=town).user


@pytest.fixture
def council(town):
    """Return a member of the staff council."""
    return GrantFactory(role=Role.STAFF_COUNCIL, municipality=town).user


def write(town, hr, *hidden, day=None):
    """Propose a version."""
    return propose(
        municipality=town,
        hidden=list(hidden),
        reference="§ 5",
        in_force_from=day or dates.today(),
        by=hr,
    )


def test_narrower_version_holds_at_once_and_without_a_council(town, hr):
    policy = write(town, hr, "files")
    assert (policy.number, policy.state) == (1, Policy.State.AGREED)
    assert selectors.shown_in(town.pk) == MAXIMUM - {Sight.FILES}


def test_council_is_told_of_a_narrower_version(town, hr, council):
    policy = write(town, hr, "files")
    [message] = Message.objects.filter(recipient=council)
    assert message.kind == "policies_narrowed"
    assert "weniger" in message.subject
    assert f"Version {policy.number}" in message.body


def test_wider_version_waits_and_the_one_before_goes_on(town, hr, council):
    write(town, hr, "files")
    wider = write(town, hr)
    assert wider.state == Policy.State.PROPOSED
    assert selectors.shown_in(town.pk) == MAXIMUM - {Sight.FILES}
    assert Message.objects.filter(recipient=council, kind="policies_proposed").count() == 1


def test_wider_version_without_a_council_is_refused_with_what_to_do(town, hr):
    write(town, hr, "files")
    with pytest.raises(NeedsStaffCouncil) as refused:
        write(town, hr)
    assert "Mitarbeitende" in str(refused.value)
    assert selectors.versions(town).count() == 1


def test_council_agrees_and_the_version_holds(town, hr, council):
    write(town, hr, "files")
    wider = write(town, hr)
    decide(policy=wider, agrees=True, reason="", by=council)
    assert selectors.shown_in(town.pk) == MAXIMUM
    [message] = Message.objects.filter(recipient=hr, kind="policies_agreed")
    assert "zugestimmt" in message.subject


def test_council_declines_with_a_reason_that_is_passed_on(town, hr, council):
    write(town, hr, "files")
    wider = write(town, hr)
    decide(policy=wider, agrees=False, reason=" Dateien gehen verloren. ", by=council)
    wider.refresh_from_db()
    assert (wider.state, wider.reason) == (Policy.State.DECLINED, "Dateien gehen verloren.")
    assert selectors.shown_in(town.pk) == MAXIMUM - {Sight.FILES}
    [message] = Message.objects.filter(recipient=hr, kind="policies_declined")
    assert "Dateien gehen verloren." in message.body


@pytest.mark.parametrize("reason", ["", "   "])
def test_declining_without_a_reason_is_refused(town, hr, council, reason):
    write(town, hr, "files")
    wider = write(town, hr)
    with pytest.raises(ReasonMissing):
        decide(policy=wider, agrees=False, reason=reason, by=council)
    wider.refresh_from_db()
    assert wider.state == Policy.State.PROPOSED


@pytest.mark.parametrize("first", [True, False])
@pytest.mark.parametrize("second", [True, False])
def test_council_decides_once(town, hr, council, first, second):
    write(town, hr, "files")
    wider = write(town, hr)
    decide(policy=wider, agrees=first, reason="Nein.", by=council)
    with pytest.raises(WrongState):
        decide(policy=wider, agrees=second, reason="Doch.", by=council)


def test_answer_after_the_first_day_begins_on_its_own_day(town, hr, council):
    write(town, hr, "files")
    wider = write(town, hr)
    later = dates.now() + dt.timedelta(days=9)
    with dates.moved_clock(later):
        decide(policy=wider, agrees=True, reason="", by=council)
    wider.refresh_from_db()
    assert wider.in_force_from == timezone.localdate(later)


def test_version_of_tomorrow_does_not_hold_today(town, hr):
    tomorrow = dates.today() + dt.timedelta(days=1)
    write(town, hr, "files", day=tomorrow)
    assert selectors.shown_in(town.pk) == MAXIMUM
    assert selectors.shown_in(town.pk, tomorrow) == MAXIMUM - {Sight.FILES}


def test_newest_version_holds_whichever_began_first(town, hr):
    write(town, hr, "files", day=dates.today() + dt.timedelta(days=3))
    write(town, hr, "files", "version")
    later = dates.today() + dt.timedelta(days=5)
    assert selectors.shown_in(town.pk, later) == MAXIMUM - {Sight.FILES, Sight.VERSION}


def test_proposal_goes_before_the_next_one(town, hr, council):
    write(town, hr, "files")
    write(town, hr)
    with pytest.raises(ProposalWaits) as refused:
        write(town, hr, "files", "version")
    assert "Version 2" in str(refused.value)


def test_same_again_is_refused(town, hr):
    write(town, hr, "files", "version")
    with pytest.raises(NothingChanged):
        write(town, hr, "version", "files")


def test_yesterday_is_refused(town, hr):
    with pytest.raises(BeginsInThePast):
        write(town, hr, "files", day=dates.today() - dt.timedelta(days=1))
    assert not Policy.objects.exists()


def test_numbers_run_on_also_after_a_declined_version(town, hr, council):
    write(town, hr, "files")
    decide(policy=write(town, hr), agrees=False, reason="Nein.", by=council)
    assert write(town, hr, "files", "version").number == 3


def test_other_municipality_keeps_its_own(town, hr):
    other = PolicyFactory(hidden=["version"])
    write(town, hr, "files")
    assert selectors.shown_in_each([town.pk, other.municipality_id]) == {
        town.pk: MAXIMUM - {Sight.FILES},
        other.municipality_id: MAXIMUM - {Sight.VERSION},
    }


def test_sights_of_many_municipalities_take_one_query(django_assert_num_queries):
    keys = [PolicyFactory(hidden=["files"]).municipality_id for _ in range(5)]
    with django_assert_num_queries(1):
        assert selectors.places_without(Sight.FILES, keys) == set(keys)


def test_database_takes_one_proposal_and_each_number_once(town):
    PolicyFactory(municipality=town, state=Policy.State.PROPOSED)
    for number, state in ((2, Policy.State.PROPOSED), (1, Policy.State.AGREED)):
        with pytest.raises(IntegrityError), transaction.atomic():
            PolicyFactory(municipality=town, number=number, state=state)
