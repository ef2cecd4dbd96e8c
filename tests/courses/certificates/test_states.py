"""What the state of a document is, and what a number of steps amounts to."""

import datetime as dt
from decimal import Decimal

import pytest

from courses.certificates.achievements import FACTS, achievement_key
from courses.certificates.numbers import spelt
from courses.certificates.states import Validity, validity
from courses.learning.milestones import has_points, steps_left, steps_needed

TODAY = dt.date(2027, 3, 31)
YESTERDAY = dt.date(2027, 3, 30)


@pytest.mark.parametrize(
    ("revoked", "replaced", "valid_until", "state"),
    [
        (False, False, None, Validity.VALID),
        (False, False, TODAY, Validity.VALID),
        (False, False, YESTERDAY, Validity.EXPIRED),
        (True, False, None, Validity.REVOKED),
        (True, False, YESTERDAY, Validity.REVOKED),
        (True, True, None, Validity.CORRECTED),
        (True, True, YESTERDAY, Validity.CORRECTED),
    ],
)
def test_validity(revoked, replaced, valid_until, state):
    found = validity(today=TODAY, revoked=revoked, replaced=replaced, valid_until=valid_until)
    assert found is state


@pytest.mark.parametrize("valid_until", [None, TODAY, YESTERDAY])
def test_what_was_renewed_was_never_wrong(valid_until):
    found = validity(
        today=TODAY, revoked=True, replaced=True, valid_until=valid_until, renewed=True
    )
    assert found is Validity.RENEWED


@pytest.mark.parametrize(
    ("total", "percent", "needed"),
    [(10, 50, 5), (3, 50, 2), (1, 50, 1), (7, 100, 7), (200, 1, 2), (3, 1, 1), (3, 67, 3)],
)
def test_steps_needed_are_rounded_up(total, percent, needed):
    assert steps_needed(total, percent) == needed
    assert steps_left(done=0, total=total, percent=percent) == needed
    assert steps_left(done=needed, total=total, percent=percent) == 0


def test_a_course_without_steps_asks_for_none():
    assert steps_left(done=0, total=0, percent=50) == 0


@pytest.mark.parametrize(
    ("score", "percent", "enough"),
    [(None, 0, False), ("0.5", 50, False), ("0.5001", 50, True), ("0", 0, False), ("1", 99, True)],
)
def test_points_have_to_exceed_the_share(score, percent, enough):
    assert has_points(Decimal(score) if score else None, percent) is enough


@pytest.mark.parametrize(
    ("printed", "typed", "fits"),
    [
        ("Erika Müller", "erika  MÜLLER ", True),
        ("Erika Müller", "Erika Mu\u0308ller", True),
        ("Jörg Groß", "jörg gross", True),
        ("Erika Müller", "Erika Muller", False),
        ("Erika Müller", "Müller Erika", False),
    ],
)
def test_names_are_compared_as_people_type_them(printed, typed, fits):
    assert (spelt(printed) == spelt(typed)) is fits


def test_equal_documents_have_one_achievement_and_others_have_not():
    facts = dict.fromkeys(FACTS, "x")
    key = achievement_key("participation", facts)

    assert key == achievement_key("participation", {**facts, "holder_name": "Erika"})
    assert key != achievement_key("achievement", facts)
    for name in FACTS:
        assert key != achievement_key("participation", {**facts, name: "y"})
