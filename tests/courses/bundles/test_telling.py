"""Everybody is told once, of what is open for them, and of nothing else."""

import datetime as dt

import pytest

from campus.kit import dates
from courses.assignments import services as obligations
from courses.assignments.models import Period
from courses.bundles import services
from courses.bundles.models import Bundle
from members.messages.models import Message
from tests.factories.people import EmploymentFactory, PersonFactory

pytestmark = pytest.mark.django_db


def told(bundle):
    """Tell the staff at once, and return how many were told."""
    services.tell_now(bundle=bundle)
    return services.tell(reference=bundle.reference)


def bodies():
    return list(Message.objects.order_by("pk").values_list("body", flat=True))


def test_message_names_every_thing_with_its_day_and_reason(jobs, course, choose, assign):
    bundle = assign(choose([course], proofs=["Stapler"], people=[jobs[0]]))
    assert told(bundle) == 1
    [body] = bodies()
    due = dates.today() + dt.timedelta(days=30)
    assert body.count("fällig am") == 2
    assert str(due.year) in body
    assert body.count("§ 12 ArbSchG") == 2
    assert str(jobs[0].person) in body
    assert "nie Ihre Ergebnisse" in body


def test_one_thing_is_told_in_the_singular(jobs, course, choose, assign):
    told(assign(choose([course], people=[jobs[0]])))
    assert Message.objects.get().subject == "1 neue Pflicht"


def test_things_stand_in_the_order_of_their_deadlines(jobs, choose, assign):
    bundle = assign(choose(proofs=["Zuerst", "Danach"], people=[jobs[0]]))
    turn = Period.objects.get(obligation__title="Zuerst")
    Period.objects.filter(pk=turn.pk).update(due_on=turn.due_on - dt.timedelta(days=9))
    told(bundle)
    [body] = bodies()
    assert body.index("Zuerst") < body.index("Danach")


@pytest.mark.parametrize(
    "facts",
    [
        {"fulfilled_on": dt.date(2026, 3, 1)},
        {"archived_on": dt.date(2026, 3, 1)},
    ],
)
def test_whoever_has_nothing_to_do_is_not_told(jobs, course, choose, assign, facts):
    bundle = assign(choose([course], people=jobs[:2]))
    Period.objects.filter(employment=jobs[0]).update(**facts)
    assert told(bundle) == 1
    assert str(jobs[1].person) in bodies()[0]


def test_nobody_is_told_of_an_obligation_that_has_ended_since(hr, jobs, course, choose, assign):
    bundle = assign(choose([course], proofs=["Stapler"], people=jobs[:1]))
    ended = Period.objects.get(obligation__course=course).obligation
    obligations.end(obligation=ended, by=hr)
    assert told(bundle) == 1
    assert course.title not in bodies()[0]


def test_somebody_with_two_jobs_is_told_once(town, jobs, course, choose, assign):
    again = EmploymentFactory(municipality=town, person=jobs[0].person, position="Zweite Stelle")
    bundle = assign(choose([course], people=[jobs[0], again]))
    assert bundle.done == 2
    assert told(bundle) == 1


def test_somebody_without_account_and_address_is_told_by_letter_only(town, course, choose, assign):
    nameless = EmploymentFactory(municipality=town, person=PersonFactory(user=None, email=None))
    bundle = assign(choose([course], people=[nameless]))
    assert told(bundle) == 0
    bundle.refresh_from_db()
    assert bundle.telling_ended_at is not None
    assert not Message.objects.exists()


def test_telling_that_was_interrupted_goes_on_without_telling_twice(jobs, course, choose, assign):
    bundle = assign(choose([course]))
    assert told(bundle) == 3
    last = Message.objects.order_by("pk").last()
    last.delete()
    Bundle.objects.update(telling_ended_at=None)
    with dates.moved_clock(dates.now() + dt.timedelta(minutes=5)):
        assert services.left_over().telling == [bundle.reference]
        assert services.tell(reference=bundle.reference) == 1
        assert services.left_over().telling == []


@pytest.mark.parametrize("state", [Bundle.State.RUNNING, Bundle.State.UNDOING, Bundle.State.UNDONE])
def test_only_what_stands_is_told(jobs, course, choose, assign, state):
    bundle = assign(choose([course]))
    Bundle.objects.update(state=state)
    assert services.tell_now(bundle=bundle).told_at is None
    assert services.tell(reference=bundle.reference) == 0
    assert not Message.objects.exists()


def test_nightly_run_between_assigning_and_telling_begins_nothing_twice(
    jobs, course, choose, assign
):
    bundle = assign(choose([course]))
    assert obligations.extend_all() == 0
    assert told(bundle) == 3
    assert Message.objects.count() == 3
