"""One proposes, another one decides: the rule, its loosening, every way a proposal can end."""

import datetime as dt
import threading

import pytest
from django.db import connections

from campus.kit import dates
from members.messages.models import Message
from members.roles.catalogue import Role
from members.second_person import errors, kinds, rules, selectors, services
from members.second_person.models import Proposal, Rule
from tests.factories.organisations import MunicipalityFactory
from tests.factories.roles import GrantFactory

pytestmark = pytest.mark.django_db
State = Proposal.State


@pytest.fixture
def town():
    return MunicipalityFactory()


@pytest.fixture
def anna(town):
    return GrantFactory(role=Role.HR_MANAGER, municipality=town).user


@pytest.fixture
def ben(town):
    return GrantFactory(role=Role.HR_MANAGER, municipality=town).user


@pytest.fixture
def deeds():
    """Register a kind of deed that notes what was done, or says that it is outdated."""
    done = []

    def apply(proposal, by):
        if proposal.payload.get("is_outdated"):
            raise errors.Outdated
        done.append((proposal.payload, by))
        return "/dort/"

    kinds.register(kinds.Kind("test", "Versuch", apply, lambda proposal: "/vorschau/"))
    return done


def propose(town, by, **more):
    facts = {"kind": "test", "title": "Alle zuweisen", "payload": {"wen": "alle"}, **more}
    return services.propose(municipality=town, by=by, **facts)


@pytest.mark.parametrize(
    ("from_people", "people", "needed"),
    [(None, 10_000, False), (1, 1, True), (50, 49, False), (50, 50, True), (50, 51, True)],
)
def test_rule_counts_people(town, from_people, people, needed):
    if from_people:
        Rule.objects.create(municipality=town, from_people=from_people)
    assert selectors.is_needed(town, people) is needed
    assert not selectors.is_needed(MunicipalityFactory(), people)


@pytest.mark.parametrize(
    ("now", "wanted", "is_proposed"),
    [
        (None, None, False),
        (None, 50, False),
        (50, 50, False),
        (50, 10, False),
        (50, 51, True),
        (50, None, True),
    ],
)
def test_stricter_holds_at_once_and_looser_is_proposed(town, anna, ben, now, wanted, is_proposed):
    if now:
        Rule.objects.create(municipality=town, from_people=now)
    proposal = services.agree(municipality=town, from_people=wanted, by=anna)
    assert (proposal is not None) is is_proposed
    assert selectors.threshold_of(town) == (now if is_proposed else wanted)
    if proposal:
        services.release(proposal=proposal, by=ben)
        assert selectors.threshold_of(town) == wanted


def test_released_it_is_done_and_told(town, anna, ben, deeds):
    proposal = propose(town, anna)
    assert Message.objects.get(kind="second_person_proposed").recipient == ben
    done = services.release(proposal=proposal, by=ben)
    assert deeds == [({"wen": "alle"}, ben)]
    assert (done.state, done.result, done.payload) == (State.APPLIED, "/dort/", {})
    message = Message.objects.get(kind="second_person_decided")
    assert message.recipient == anna and "freigegeben und ausgeführt" in message.body


def test_proposer_neither_releases_nor_refuses(town, anna, ben, deeds):
    proposal = propose(town, anna)
    with pytest.raises(errors.NotByYourself):
        services.release(proposal=proposal, by=anna)
    with pytest.raises(errors.NotByYourself):
        services.refuse(proposal=proposal, reason="Doch nicht", by=anna)
    assert services.withdraw(proposal=proposal, by=anna).state == State.WITHDRAWN
    assert deeds == []


def test_others_do_not_withdraw(town, anna, ben, deeds):
    with pytest.raises(errors.NoLongerOpen):
        services.withdraw(proposal=propose(town, anna), by=ben)


def test_refusal_needs_a_reason_and_is_told(town, anna, ben, deeds):
    proposal = propose(town, anna)
    with pytest.raises(errors.ReasonMissing):
        services.refuse(proposal=proposal, reason=" ", by=ben)
    services.refuse(proposal=proposal, reason="Erst im Herbst", by=ben)
    assert "Erst im Herbst" in Message.objects.get(kind="second_person_decided").body
    assert deeds == []


@pytest.mark.parametrize("deed", ["release", "refuse", "withdraw"])
def test_decided_once_it_is_decided(town, anna, ben, deeds, deed):
    proposal = propose(town, anna)
    services.release(proposal=proposal, by=ben)
    more = {"reason": "x"} if deed == "refuse" else {}
    with pytest.raises(errors.NoLongerOpen):
        getattr(services, deed)(proposal=proposal, by=ben, **more)
    assert len(deeds) == 1


def test_after_a_week_it_has_run_out(town, anna, ben, deeds):
    proposal = propose(town, anna)
    with dates.moved_clock(dates.now() + dt.timedelta(days=7, minutes=1)):
        assert proposal.has_expired and proposal.words == "abgelaufen"
        with pytest.raises(errors.NoLongerOpen):
            services.release(proposal=proposal, by=ben)
    assert deeds == []


def test_what_has_changed_is_overtaken_for_good(town, anna, ben, deeds):
    proposal = propose(town, anna, payload={"is_outdated": True})
    with pytest.raises(errors.Outdated):
        services.release(proposal=proposal, by=ben)
    proposal.refresh_from_db()
    assert (proposal.state, proposal.payload["is_outdated"], deeds) == (State.OUTDATED, True, [])


def test_without_a_second_person_nothing_is_proposed(town, anna, deeds):
    with pytest.raises(errors.NobodyElse):
        propose(town, anna)
    GrantFactory(role=Role.HR_MANAGER, municipality=MunicipalityFactory())
    with pytest.raises(errors.NobodyElse):
        propose(town, anna)
    assert not Proposal.objects.exists()


def test_only_hr_of_the_town_sees_it(town, anna, ben, deeds):
    proposal = propose(town, anna)
    stranger = GrantFactory(role=Role.HR_MANAGER, municipality=MunicipalityFactory()).user
    assert list(rules.visible_proposals(ben)) == [proposal]
    assert not rules.visible_proposals(stranger).exists()
    assert rules.may_enter(stranger) and town not in rules.places(stranger)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_releases_at_the_same_time_do_it_once(town, anna, ben, deeds):
    carla = GrantFactory(role=Role.HR_MANAGER, municipality=town).user
    proposal, together, found = propose(town, anna), threading.Barrier(2), []

    def click(user):
        together.wait()
        try:
            found.append(services.release(proposal=proposal, by=user).state)
        except errors.NoLongerOpen:
            found.append("late")
        finally:
            connections.close_all()

    clicks = [threading.Thread(target=click, args=[user]) for user in (ben, carla)]
    for one in clicks:
        one.start()
    for one in clicks:
        one.join()
    assert sorted(found) == ["applied", "late"]
    assert len(deeds) == 1


def test_run_out_it_is_told_once_and_what_was_filled_in_stays_for_a_while(town, anna, ben, deeds):
    proposal = propose(town, anna)
    assert services.expire() == 0
    with dates.moved_clock(dates.now() + dt.timedelta(days=7, minutes=1)):
        assert (services.expire(), services.expire()) == (1, 0)
        assert services.forget_old() == 0
    proposal.refresh_from_db()
    assert (proposal.state, proposal.payload) == (State.EXPIRED, {"wen": "alle"})
    assert proposal.was_not_done and proposal.words == "abgelaufen"
    assert "niemand rechtzeitig" in Message.objects.get(kind="second_person_decided").body
    with dates.moved_clock(dates.now() + dt.timedelta(days=38)):
        assert services.forget_old() == 1
    proposal.refresh_from_db()
    assert proposal.payload == {} and deeds == []


@pytest.mark.parametrize("deed", ["refuse", "withdraw", "overtake"])
def test_whatever_ends_without_being_done_is_closed_by_its_room(town, anna, ben, deed):
    closed = []
    one = kinds.Kind("closing", "Versuch", lambda *given: "", lambda given: "", close=closed.append)
    kinds.register(one)
    proposal = propose(town, anna, kind="closing")
    if deed == "refuse":
        services.refuse(proposal=proposal, reason="Nein", by=ben)
    elif deed == "withdraw":
        services.withdraw(proposal=proposal, by=anna)
    else:
        services.overtake(proposal=proposal)
        services.overtake(proposal=proposal)
    assert closed == [proposal]


def test_who_decided_stands_in_the_message(town, anna, ben, deeds):
    services.release(proposal=propose(town, anna), by=ben)
    assert str(ben) in Message.objects.get(kind="second_person_decided").body
