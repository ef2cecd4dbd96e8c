"""What rooms above say about a change: collected, told apart, tied to what was seen."""

import pytest

from members.people import consequences
from members.people.consequences import Consequence, Effect, Move

ENDS = Consequence(Effect.ENDS, "Motorsäge", "Was nachgewiesen ist, bleibt.")
BEGINS = Consequence(Effect.BEGINS, "Geldwäsche", "Fällig am 1.4.2026.")
STAYS = Consequence(Effect.STAYS, "Datenschutz")


@pytest.fixture
def nobody(monkeypatch):
    """Let no room have registered anything."""
    monkeypatch.setattr(consequences, "_foretellers", [])
    monkeypatch.setattr(consequences, "_summers", [])
    monkeypatch.setattr(consequences, "_tellers", [])


@pytest.mark.parametrize(
    ("found", "needed"),
    [
        ([], False),
        ([STAYS], False),
        ([STAYS, STAYS], False),
        ([ENDS], True),
        ([BEGINS], True),
        ([STAYS, BEGINS], True),
        ([STAYS, ENDS, BEGINS], True),
    ],
)
def test_a_look_is_needed_where_anything_begins_or_ends(found, needed):
    assert consequences.needs_a_look(found) is needed


@pytest.mark.parametrize(
    "other",
    [
        [],
        [ENDS],
        [BEGINS, STAYS],
        [ENDS, BEGINS, STAYS, STAYS],
        [ENDS, STAYS, Consequence(Effect.BEGINS, "Geldwäsche", "Fällig am 2.4.2026.")],
        [ENDS, STAYS, Consequence(Effect.BEGINS, "Vergabe", "Fällig am 1.4.2026.")],
        [ENDS, STAYS, Consequence(Effect.STAYS, "Geldwäsche", "Fällig am 1.4.2026.")],
    ],
)
def test_stamp_differs_where_anything_that_was_read_does(other):
    assert consequences.stamp_of(other) != consequences.stamp_of([ENDS, BEGINS, STAYS])


def test_stamp_is_the_same_in_any_order():
    seen = consequences.stamp_of([ENDS, BEGINS, STAYS])
    assert consequences.stamp_of([STAYS, BEGINS, ENDS]) == seen
    assert len(seen) == 32


def test_foretellers_are_asked_in_their_order_and_registered_once(nobody):
    asked = []

    def first(user, employment, move):
        asked.append((user, employment, move))
        return [ENDS]

    def second(user, employment, move):
        return [BEGINS, STAYS]

    for foreteller in (first, second, first):
        consequences.register_foreteller(foreteller)
    move = Move(7, 3, "Kasse")

    assert consequences.foretell("hr", "job", move) == [ENDS, BEGINS, STAYS]
    assert asked == [("hr", "job", move)]


def test_sums_are_asked_only_where_something_moves(nobody):
    asked = []

    def summer(municipality, moves):
        asked.append((municipality, list(moves)))
        return ["1 Pflicht beginnt."]

    for _time in range(2):
        consequences.register_summer(summer)
    moves = [Move(7, None, "", leaves=True)]

    assert consequences.told("town", []) == ({}, [])
    assert consequences.told("town", moves) == ({}, ["1 Pflicht beginnt."])
    assert asked == [("town", moves)]


def test_teller_is_asked_once_for_both_kinds_of_sentences(nobody):
    asked = []

    def teller(municipality, moves):
        asked.append(moves)
        return {7: ["Erhält den Plan."]}, ["1 Person erhält den Plan."]

    for _time in range(2):
        consequences.register_teller(teller)
    consequences.register_summer(lambda municipality, moves: ["1 Pflicht beginnt."])
    moves = [Move(7, 3, "Kasse")]

    by_job, together = consequences.told("town", moves)
    assert by_job == {7: ["Erhält den Plan."]}
    assert together == ["1 Pflicht beginnt.", "1 Person erhält den Plan."]
    assert asked == [moves]


def test_without_rooms_above_nothing_is_said(nobody):
    assert consequences.foretell("hr", "job", Move(7, 3, "Kasse")) == []
    assert consequences.told("town", [Move(7, 3, "Kasse")]) == ({}, [])
