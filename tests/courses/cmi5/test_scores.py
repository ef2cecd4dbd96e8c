"""The score of a cmi5 course counts where its item asks for one; the better result counts."""

from decimal import Decimal

import pytest
from django.urls import reverse

from courses.cmi5 import services
from courses.cmi5.core import vocabulary as words
from courses.cmi5.selectors import MODES
from courses.cmi5.services.scoring import score_of, share_in
from courses.learning.selectors import item_row, progress_of_seat
from courses.modules import services as modules
from courses.xapi import selectors as store
from tests.factories.cmi5 import cmi5_package, launched, run_of, trial
from tests.factories.enrolment import EnrolmentFactory, OfferFactory
from tests.factories.learning import items_of
from tests.factories.modules import ChapterFactory, LessonFactory
from tests.factories.packages import unit

pytestmark = pytest.mark.django_db

PASS = 'moveOn="Passed"'


@pytest.fixture
def graded():
    """A seat on which a cmi5 course of two units is a graded test from 80 per cent on."""
    package = cmi5_package(unit(1, more=PASS), unit(2, more=PASS))
    chapter = ChapterFactory(module__provider=package.provider)
    facts = {"kind": "package", "package": package, "completion": "scored", "pass_percent": 80}
    lesson = LessonFactory(chapter=chapter, graded=True, body=[], **facts)
    modules.freeze(module=chapter.module)
    seat = EnrolmentFactory(offer=OfferFactory(module=chapter.module))
    return seat, run_of(seat, lesson.key, package)


def take(run, place, scaled, verb=words.PASSED):
    """Work through a unit with a result."""
    page = launched(run, place).begin()
    page.say(verb, score={"scaled": scaled}, success=verb == words.PASSED)
    page.say(words.TERMINATED)
    run.refresh_from_db()


def told(seat):
    """Return the scores that the platform has stated of the item."""
    rows = store.statements_of(seat.registration)
    return [row.result["score"]["scaled"] for row in rows if row.verb.endswith("/scored")]


def test_mean_of_the_units_is_stated_once_the_course_is_satisfied(
    graded, django_capture_on_commit_callbacks
):
    seat, run = graded
    with django_capture_on_commit_callbacks(execute=True):
        take(run, "0.0", 1.0)
    assert (told(seat), score_of(run)) == ([], None)
    with django_capture_on_commit_callbacks(execute=True):
        take(run, "0.1", 0.7)
    assert told(seat) == [0.85]
    progress = progress_of_seat(seat)
    assert (progress.percent, progress.score_scaled) == (100, Decimal("0.8500"))
    assert progress.passed_at is not None


def test_failing_later_takes_nothing_away(graded, django_capture_on_commit_callbacks):
    seat, run = graded
    with django_capture_on_commit_callbacks(execute=True):
        take(run, "0.0", 0.9)
        take(run, "0.1", 0.9)
        take(run, "0.1", 0.2, verb=words.FAILED)
    assert told(seat) == [0.9]
    row = item_row(seat, items_of(seat)[0].key)
    assert (row.best_scaled, row.passed_at is not None) == (Decimal("0.9000"), True)


def test_trial_has_no_score():
    run = trial(unit(1, more=PASS))
    take(run, "0.0", 1.0)
    assert score_of(run) is None


@pytest.mark.parametrize(
    ("result", "share"),
    [
        ({}, None),
        ({"score": {"raw": 3}}, None),
        ({"score": {"scaled": True}}, None),
        ({"score": {"scaled": "1"}}, None),
        ({"score": {"scaled": 0.33333}}, Decimal("0.3333")),
        ({"score": {"scaled": -0.5}}, Decimal(0)),
        ({"score": {"scaled": 1}}, Decimal(1)),
    ],
)
def test_share_is_read_from_a_statement(result, share):
    assert share_in({"result": result}) == share


def test_modes_of_a_trial_are_named_in_german(client):
    run = trial(unit(1))
    client.force_login(run.tried_by)
    page = client.get(reverse("cmi5:units", args=[run.pk])).text
    assert [str(word) for word in MODES.values()] == [
        "Lernen (zählt)",
        "Umsehen (zählt nicht)",
        "Nachlesen (nach dem Abschluss)",
    ]
    for mode, word in MODES.items():
        assert f'value="{mode}">{word}<' in page
    assert services.launch(run=run, place="0.0", mode=words.BROWSE).mode == "Browse"
