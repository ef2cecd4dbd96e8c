"""What can be assigned: what it is called, what tells it apart, what an obligation stores of it."""

from types import SimpleNamespace

import pytest

from courses.assignments.models import Obligation
from courses.bundles.judging import GETS, Hit, Standing, Verdict
from courses.bundles.planning import Choice, Line, Thing, things_of
from courses.bundles.words import STANDINGS, conflicts_of, deadlines_of

COURSE = SimpleNamespace(pk=3, title="Datenschutz")
PATH = SimpleNamespace(pk=8)
VERSION = SimpleNamespace(path_id=8, path=PATH, title="Digital im Rathaus")


@pytest.mark.parametrize(
    ("thing", "title", "key", "values"),
    [
        (Thing(course=COURSE), "Datenschutz", "course:3", {"course": COURSE, "title": ""}),
        (
            Thing(version=VERSION),
            "Digital im Rathaus",
            "path:8",
            {"course": None, "path": PATH, "title": "Digital im Rathaus"},
        ),
        (
            Thing(proof="Erste Hilfe"),
            "Erste Hilfe",
            "proof:erste hilfe",
            {"course": None, "path": None, "title": "Erste Hilfe"},
        ),
    ],
)
def test_thing_is_a_course_a_path_or_a_proof(thing, title, key, values):
    assert (thing.title, thing.key, thing.values) == (title, key, values)


@pytest.mark.parametrize(
    ("chosen", "keys"),
    [
        (([], [], []), []),
        (([COURSE], [VERSION], ["Stapler"]), ["course:3", "path:8", "proof:stapler"]),
        (([COURSE, COURSE], [], []), ["course:3"]),
        (([], [VERSION, VERSION], []), ["path:8"]),
        (([], [], ["Stapler", "STAPLER", "Kran"]), ["proof:stapler", "proof:kran"]),
    ],
)
def test_each_thing_is_taken_once_in_the_order_of_the_form(chosen, keys):
    assert [thing.key for thing in things_of(*chosen)] == keys


def choice(**terms):
    sets = {"departments": [], "positions": ("Kasse",), "groups": [], "people": []}
    return Choice(municipality=None, things=[], sets=sets, terms=terms)


def test_terms_hold_for_all_but_a_path_is_demanded_once():
    chosen = choice(valid_months=12, due_amount=5)
    assert chosen.terms_for(Thing(course=COURSE)) == {"valid_months": 12, "due_amount": 5}
    assert chosen.terms_for(Thing(version=VERSION)) == {"valid_months": None, "due_amount": 5}
    assert chosen.terms == {"valid_months": 12, "due_amount": 5}
    assert chosen.chosen["positions"] == ["Kasse"]


def line(*hits, **facts):
    return Line(
        Thing(proof="x"), Verdict("proof:x", None, hits), facts.pop("existing", None), **facts
    )


SOMEBODY = Hit(1, Standing.NEW)
RUNNING = Obligation(title="x")


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (line(SOMEBODY), []),
        (line(), ["Zu Ihrer Auswahl gehört niemand."]),
        (
            line(SOMEBODY, existing=RUNNING),
            ["Es ist schon Pflicht. Personen kommen hinzu; Frist und Wiederholung bleiben."],
        ),
        (
            line(SOMEBODY, existing=RUNNING, concerns_all=True),
            ["Es ist schon für alle Mitarbeitenden Pflicht; Neue erhalten es sofort."],
        ),
        (
            line(Hit(1, Standing.NEW, ways=2)),
            ["1 Person wurde mehrfach ausgewählt und erhält es einmal."],
        ),
        (
            line(SOMEBODY, in_paths=("Digital im Rathaus",)),
            ["Der Kurs ist auch Teil des Lernpfads „Digital im Rathaus“."],
        ),
        (
            line(SOMEBODY, builds_on=("Grundlagen", "Vertiefung")),
            ["Es baut auf „Grundlagen, Vertiefung“ auf; das verlangt niemand."],
        ),
    ],
)
def test_conflicts_are_said_one_by_one(row, told):
    assert conflicts_of(row) == told


def test_deadlines_are_those_of_whoever_gets_it():
    assert deadlines_of(line(SOMEBODY)) == ""
    assert deadlines_of(line(Hit(1, Standing.HAS), Hit(2, Standing.RELEASED))) == ""


def test_every_standing_has_a_word_and_released_people_get_nothing():
    assert set(STANDINGS) == set(Standing)
    assert set(Standing) - GETS == {Standing.HAS, Standing.RELEASED}
