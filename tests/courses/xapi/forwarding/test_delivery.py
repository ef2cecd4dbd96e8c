"""What becomes of a batch: halved until only what the target refuses is left."""

import uuid
from collections.abc import Callable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.xapi.forwarding.delivery import (
    Answer,
    Held,
    Outcome,
    Parcel,
    Unreachable,
    Verdict,
    deliver,
    verdict_on,
)


def parcel(number: int) -> Parcel:
    """Return a parcel that is known by its number."""
    return Parcel(uuid.UUID(int=number), str(number))


def numbers(parcels: Sequence[uuid.UUID]) -> list[int]:
    """Return the numbers of parcels by their ids."""
    return [key.int for key in parcels]


class Target:
    """A target in memory: `answers` gives the status a number is refused with."""

    def __init__(self, refusing: dict[int, int] | None = None, held: Held = Held.SAME) -> None:
        self.refusing = refusing or {}
        self.holds = held
        self.stored: list[int] = []
        self.requests: list[list[int]] = []
        self.before: Callable[[], None] = lambda: None

    def send(self, parcels: Sequence[Parcel]) -> Answer:
        """Store all or refuse all, by the first that is refused."""
        self.before()
        batch = [each.statement_id.int for each in parcels]
        self.requests.append(batch)
        for number in batch:
            if number in self.refusing:
                return Answer(self.refusing[number], "no")
        self.stored += batch
        return Answer(200)

    def held(self, parcel: Parcel) -> Held:
        """Say what there is."""
        return self.holds


def sent(target: Target, count: int, *, probing: bool = False) -> Outcome:
    """Send so many parcels."""
    return deliver([parcel(number) for number in range(count)], target, probing=probing)


def test_batch_that_is_accepted_goes_in_one_request() -> None:
    target = Target()
    assert numbers(sent(target, 5).done) == target.stored == [0, 1, 2, 3, 4]
    assert len(target.requests) == 1


def test_nothing_to_send_asks_nobody() -> None:
    target = Target()
    assert sent(target, 0) == Outcome()
    assert target.requests == []


@given(st.integers(1, 40), st.sets(st.integers(0, 39), max_size=6))
def test_only_what_is_refused_is_left_out_and_the_order_stays(count: int, bad: set[int]) -> None:
    target = Target(dict.fromkeys(bad, 400))
    outcome = sent(target, count)
    good = [number for number in range(count) if number not in bad]
    assert target.stored == numbers(outcome.done) == good
    assert {key.int for key in outcome.refused} == bad & set(range(count))
    assert outcome.failure is None


def test_one_bad_statement_among_many_costs_few_requests() -> None:
    target = Target({77: 400})
    sent(target, 200)
    assert len(target.requests) <= 17


def test_refusal_carries_what_the_target_said() -> None:
    outcome = sent(Target({0: 400}), 1)
    assert list(outcome.refused.values()) == ["400: no"]


@pytest.mark.parametrize(
    ("held", "done", "reason"),
    [
        (Held.SAME, 3, None),
        (Held.OTHER, 2, "another statement"),
        (Held.HIDDEN, 2, "does not let us compare"),
    ],
)
def test_conflict_is_settled_by_what_the_target_holds(
    held: Held, done: int, reason: str | None
) -> None:
    outcome = sent(Target({1: 409}, held), 3)
    assert len(outcome.done) == done
    assert [reason in told for told in outcome.refused.values() if reason] == [True] * (3 - done)


@pytest.mark.parametrize("status", [0, 301, 401, 404, 408, 429, 502, 503, 504, 200 + 1])
def test_target_that_cannot_take_it_now_stops_the_rest(status: int) -> None:
    outcome = sent(Target({2: status}), 4, probing=True)
    assert outcome.done == [] and outcome.refused == {}
    assert outcome.failure == Answer(status, "no")


def test_failure_on_the_way_keeps_what_was_settled_before() -> None:
    target = Target({1: 400})

    def break_down() -> None:
        if target.stored:
            target.refusing = dict.fromkeys(range(9), 503)

    target.before = break_down
    outcome = sent(target, 8)
    assert numbers(outcome.done) == [0]
    assert outcome.failure is not None and outcome.failure.status == 503


def test_look_up_that_fails_stops_the_rest() -> None:
    class Silent(Target):
        def held(self, parcel: Parcel) -> Held:
            raise Unreachable(Answer(0, "no route"))

    outcome = sent(Silent({1: 409}), 2)
    assert numbers(outcome.done) == [0]
    assert outcome.failure == Answer(0, "no route")


@pytest.mark.parametrize("status", [403, 500])
def test_doubtful_answer_is_no_refusal_at_first(status: int) -> None:
    outcome = sent(Target({1: status}), 3)
    assert outcome.refused == {} and outcome.failure is not None


@pytest.mark.parametrize("status", [403, 500])
def test_doubtful_answer_is_a_refusal_if_others_are_accepted(status: int) -> None:
    outcome = sent(Target({1: status}), 3, probing=True)
    assert numbers(outcome.done) == [0, 2]
    assert numbers(list(outcome.refused)) == [1]
    assert outcome.failure is None


def test_doubtful_answer_to_everything_is_the_fault_of_the_target() -> None:
    outcome = sent(Target(dict.fromkeys(range(3), 403)), 3, probing=True)
    assert outcome.refused == {}
    assert outcome.failure == Answer(403, "no")


@given(st.integers(0, 999))
def test_every_status_has_a_verdict(status: int) -> None:
    assert (verdict_on(status) is Verdict.DONE) == (status in (200, 204))
