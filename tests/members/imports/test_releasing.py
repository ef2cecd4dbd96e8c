"""A list of staff that a second person releases: exactly that one, or none with a reason."""

import datetime as dt

import pytest

from campus.kit import dates
from campus.kit.dates import moved_clock
from members.imports import services
from members.imports.errors import AnotherRuns, NeedsSecondPerson
from members.imports.models import ImportRow, ImportRun
from members.messages.models import Message
from members.roles.catalogue import Role
from members.second_person import services as second_person
from members.second_person.errors import NobodyElse, NotByYourself, Outdated
from members.second_person.models import Rule
from tests.factories.people import EmploymentFactory, PersonFactory
from tests.factories.roles import GrantFactory

pytestmark = pytest.mark.django_db
MAX = "99;Max;Muster;m@x.example;Bauhof;Leitung;01.04.2026;"


@pytest.fixture
def other(town):
    return GrantFactory(role=Role.HR_MANAGER, municipality=town).user


def test_rule_of_two_asks_for_somebody_else(staff_list, town, other):
    Rule.objects.create(municipality=town, from_people=1)
    run = staff_list.check(MAX)
    run = services.confirm_run(run=run, stamp=run.stamp, confirmed_by=staff_list.user)
    assert run.state == ImportRun.State.WAITING
    with pytest.raises(NotByYourself):
        second_person.release(proposal=run.proposal, by=staff_list.user)
    second_person.release(proposal=run.proposal, by=other)
    run.refresh_from_db()
    assert (run.state, run.confirmed_by) == (ImportRun.State.RUNNING, other)


def test_who_chose_the_file_does_not_release_what_a_colleague_hands_over(staff_list, town, other):
    Rule.objects.create(municipality=town, from_people=1)
    run = staff_list.check(MAX)
    run = services.confirm_run(run=run, stamp=run.stamp, confirmed_by=other)
    with pytest.raises(NeedsSecondPerson):
        second_person.release(proposal=run.proposal, by=staff_list.user)
    run.refresh_from_db()
    assert run.state == ImportRun.State.WAITING


def test_without_a_colleague_nothing_waits_for_ever(staff_list, town):
    Rule.objects.create(municipality=town, from_people=1)
    run = staff_list.check(MAX)
    with pytest.raises(NobodyElse):
        services.confirm_run(run=run, stamp=run.stamp, confirmed_by=staff_list.user)
    run.refresh_from_db()
    assert run.state == ImportRun.State.CHECKED


@pytest.fixture
def waiting(staff_list, town, other):
    """Return an import that has been handed over for release."""
    Rule.objects.create(municipality=town, from_people=1)
    run = staff_list.check(MAX, "98;Eva;Klein")
    return services.confirm_run(run=run, stamp=run.stamp, confirmed_by=staff_list.user)


def test_refusal_says_why_and_the_preview_goes_on(waiting, staff_list, other):
    second_person.refuse(proposal=waiting.proposal, reason="Das ist der alte Stand", by=other)
    waiting.refresh_from_db()
    assert (waiting.state, waiting.confirmed_by) == (ImportRun.State.CHECKED, None)
    assert waiting.proposal.reason == "Das ist der alte Stand"
    message = Message.objects.get(kind="second_person_decided")
    assert message.recipient == staff_list.user and "Das ist der alte Stand" in message.body
    again = services.confirm_run(run=waiting, stamp=waiting.stamp, confirmed_by=staff_list.user)
    assert again.state == ImportRun.State.WAITING and again.proposal.is_open


def test_a_list_that_nobody_releases_is_a_preview_again_and_stays(waiting, staff_list):
    with moved_clock(dates.now() + dt.timedelta(days=3)):
        assert services.forget_old() == 0
    with moved_clock(dates.now() + dt.timedelta(days=7, hours=1)):
        assert second_person.expire() == 1
        assert second_person.expire() == 0
        assert services.forget_old() == 0
    waiting.refresh_from_db()
    assert waiting.state == ImportRun.State.CHECKED
    assert "niemand rechtzeitig" in Message.objects.get(kind="second_person_decided").body
    with moved_clock(dates.now() + dt.timedelta(days=10)):
        assert services.forget_old() > 0
    assert not ImportRun.objects.exists()


@pytest.mark.parametrize("change", ["somebody came", "somebody left", "a new department"])
def test_another_list_than_previewed_is_never_written(waiting, town, other, change):
    if change == "somebody came":
        EmploymentFactory(municipality=town, personnel_number="98")
    elif change == "somebody left":
        person = PersonFactory(user=None, first_name="Eva", last_name="Klein")
        EmploymentFactory(person=person, municipality=town, valid_until=dates.today())
    else:
        ImportRow.objects.filter(run=waiting).update(changes=[["position", "", "Leitung"]])
    with pytest.raises(Outdated):
        second_person.release(proposal=waiting.proposal, by=other)
    waiting.refresh_from_db()
    waiting.proposal.refresh_from_db()
    assert (waiting.state, waiting.proposal.state) == ("checked", "outdated")


def test_who_is_missing_is_released_on_a_later_day_as_well(staff_list, town, erika, other):
    Rule.objects.create(municipality=town, from_people=1)
    run = staff_list.check(MAX, is_complete=True)
    run = services.confirm_run(run=run, stamp=run.stamp, confirmed_by=staff_list.user)
    with moved_clock(dates.now() + dt.timedelta(days=2)):
        second_person.release(proposal=run.proposal, by=other)
    run.refresh_from_db()
    assert run.state == ImportRun.State.RUNNING


@pytest.mark.parametrize("deed", ["columns again", "thrown away"])
def test_who_goes_on_with_the_file_ends_the_waiting(waiting, staff_list, deed):
    proposal = waiting.proposal
    if deed == "thrown away":
        services.discard_run(run=waiting)
    else:
        wishes = services.Wishes(waiting.sheet, waiting.meaning, waiting.options)
        assert services.check_run(run=waiting, wishes=wishes).state == ImportRun.State.CHECKED
    proposal.refresh_from_db()
    assert proposal.state == "outdated"
    assert ImportRun.objects.exists() is (deed == "columns again")


def test_two_lists_are_released_one_after_the_other(waiting, staff_list, town, other):
    second = staff_list.check("97;Uli;Kurz")
    ImportRun.objects.filter(pk=second.pk).update(state=ImportRun.State.RUNNING)
    with pytest.raises(AnotherRuns):
        second_person.release(proposal=waiting.proposal, by=other)
    waiting.proposal.refresh_from_db()
    assert waiting.proposal.is_open
