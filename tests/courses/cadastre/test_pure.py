"""What a version says in words, what differs between two, what the office's form accepts."""

import datetime as dt

import pytest
from django.utils import translation

from courses.cadastre import errors
from courses.cadastre.differences import changes_between, has_other_rhythm
from courses.cadastre.forms import EntryForm
from courses.cadastre.models import CONTENT, RHYTHM, STARTS, Version
from courses.cadastre.origins import SAME, initial_of
from courses.cadastre.words import deadline_words, interval_words, proof_words
from courses.catalogue.models import CoursePage
from courses.review.comparing.words import GONE, NEW, compare, compare_whole
from courses.review.comparing.words import SAME as STAYED
from tests.factories.cadastre import USUAL


@pytest.fixture(autouse=True)
def german():
    with translation.override("de"):
        yield


def version(**facts):
    return Version(number=1, **{**USUAL, **facts})


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({}, "30 Tage, gezählt: Ab der Zuweisung"),
        ({"due_amount": 1}, "1 Tag, gezählt: Ab der Zuweisung"),
        ({"due_unit": "working_days", "due_amount": 1}, "1 Arbeitstag, "),
        ({"due_unit": "working_days", "due_amount": 10}, "10 Arbeitstage, "),
        ({"due_unit": "months", "due_amount": 1}, "1 Monat, "),
        ({"due_unit": "months", "due_amount": 6}, "6 Monate, "),
        ({"due_start": "entry"}, "30 Tage, gezählt: Ab dem ersten Arbeitstag"),
        ({"due_start": "last_completion"}, "30 Tage, gezählt: Ab dem letzten Abschluss"),
    ],
)
def test_deadline_reads_as_time_and_beginning(facts, words):
    assert deadline_words(version(**facts)).startswith(words)


@pytest.mark.parametrize(
    ("facts", "parts"),
    [
        ({"valid_months": None}, ["Einmal genügt"]),
        ({"valid_months": 1}, ["Jeden Monat", "Erneuern ab 60 Tagen vorher"]),
        ({}, ["Alle 12 Monate", "Ab dem Abschluss", "Erneuern ab 60 Tagen vorher"]),
        ({"window_days": 1}, ["Erneuern ab 1 Tag vorher"]),
        ({"grace_days": 1}, ["1 Tag Nachfrist"]),
        ({"grace_days": 14}, ["14 Tage Nachfrist"]),
        (
            {"expiry_rule": "fixed", "fixed_day": dt.date(2026, 12, 31), "minimum_months": 6},
            ["31. Dezember", "mindestens 6 Monate"],
        ),
        ({"expiry_rule": "fixed", "minimum_months": 1}, ["mindestens 1 Monat"]),
    ],
)
def test_interval_reads_as_sentence_parts(facts, parts):
    words = interval_words(version(**facts))
    assert [part for part in parts if part not in words] == []


def test_interval_without_repetition_names_no_rule():
    assert interval_words(version(valid_months=None, grace_days=14)) == "Einmal genügt"


def test_fixed_day_is_named_under_its_rule_only():
    assert "Dezember" not in interval_words(version(fixed_day=dt.date(2026, 12, 31)))


@pytest.mark.django_db
def test_proof_is_a_course_or_a_document():
    assert proof_words(version()) == "Nachweis von anderswo: Unterweisung am Arbeitsplatz"
    course = CoursePage(title="Datenschutz")
    assert proof_words(version(course=course, proof="")) == "Kurs „Datenschutz“"


@pytest.mark.parametrize(
    ("facts", "labels"),
    [
        ({}, []),
        ({"title": "Belehrung"}, ["Titel"]),
        ({"legal_basis": "§ 4 DGUV Vorschrift 1"}, ["Rechtsgrundlage"]),
        ({"text": "Beschäftigte werden zweimal im Jahr unterwiesen."}, ["Was verlangt ist"]),
        ({"source_url": ""}, ["Quelle"]),
        ({"target_group": "Der Bauhof"}, ["Wen es betrifft"]),
        ({"proof": "Unterschrift"}, ["Was die Pflicht erfüllt"]),
        ({"due_amount": 60}, ["Übliche Frist"]),
        ({"valid_months": 24}, ["Abstand"]),
        ({"grace_days": 7, "title": "Neu"}, ["Titel", "Abstand"]),
    ],
)
def test_difference_is_named_fact_by_fact(facts, labels):
    assert [one.label for one in changes_between(version(), version(**facts))] == labels


def test_both_sides_hold_the_whole_text_with_what_is_different():
    old = version(text="Alle werden jährlich " + "sehr " * 40 + "gründlich unterwiesen.")
    new = version(text="Alle werden halbjährlich " + "sehr " * 40 + "gründlich unterwiesen.")
    [change] = changes_between(old, new)
    assert "".join(one.text for one in change.before) == old.text
    assert "".join(one.text for one in change.now) == new.text
    assert [one.text for one in change.before if one.kind == GONE] == ["jährlich"]
    assert [one.text for one in change.now if one.kind == NEW] == ["halbjährlich"]
    assert {one.kind for one in change.before} == {GONE, STAYED}


def test_what_was_empty_is_new_as_a_whole():
    [change] = changes_between(version(source_url=""), version())
    assert change.before == ()
    assert [one.kind for one in change.now] == [NEW]


def test_comparison_of_the_whole_cuts_nothing_that_the_short_one_cuts():
    old, new = "eins " + "zwei " * 60 + "drei", "eins " + "zwei " * 60 + "vier"
    assert "…" in "".join(one.text for one in compare(old, new))
    assert "…" not in "".join(one.text for one in compare_whole(old, new))


def test_too_long_texts_stand_one_after_the_other():
    old, new = "a " * 3000, "b " * 3000
    assert [one.kind for one in compare_whole(old, new)] == [GONE, NEW]
    assert compare(old, new) == compare_whole(old, new)


@pytest.mark.django_db
@pytest.mark.parametrize("name", CONTENT)
def test_running_obligation_cannot_follow_proof_deadline_and_interval(name):
    other = {"course": CoursePage(pk=7), "due_start": "entry", "due_unit": "months"}
    other |= {"expiry_rule": "previous", "fixed_day": dt.date(2026, 12, 31), "valid_months": 24}
    other |= {"carried_days": 30}
    value = other.get(name, 99 if isinstance(USUAL[name], int) else "anders")
    assert has_other_rhythm(version(), version(**{name: value})) is (name in RHYTHM)


def test_rhythm_is_what_the_form_of_obligations_takes_over():
    assert set(SAME) - {"legal_basis", "accepted_proofs"} == set(RHYTHM) - {"proof"}
    initial = initial_of(version())
    assert initial["title"] == "Unterweisung am Arbeitsplatz"
    assert initial["legal_basis"] == "§ 12 ArbSchG"
    assert (initial["due_amount"], initial["due_unit"]) == (30, "days")
    assert initial["course"] is None


def test_shared_deadline_is_never_a_day_of_the_calendar():
    assert [key for key, _label in STARTS] == ["assignment", "entry", "last_completion"]


@pytest.mark.parametrize(
    "error",
    [
        errors.VersionFrozen,
        errors.NothingToPublish,
        errors.NothingChanged,
        errors.ChangeMissing,
        errors.AlreadyAdopted,
        errors.NotInForce,
        errors.NotRunning,
    ],
)
def test_refusal_is_a_sentence_with_a_client_status(error):
    assert str(error()).endswith(".")
    assert 400 <= error().status < 500


def form(*, is_first=True, **changes):
    data = {**USUAL, **changes}
    filled = {name: value for name, value in data.items() if value is not None}
    return EntryForm(filled, courses=CoursePage.objects.all(), is_first=is_first)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({}, None),
        ({"valid_months": None}, None),
        ({"source_url": ""}, None),
        ({"title": ""}, "title"),
        ({"title": "x" * 161}, "title"),
        ({"legal_basis": ""}, "legal_basis"),
        ({"legal_basis": "x" * 241}, "legal_basis"),
        ({"text": ""}, "text"),
        ({"text": "x" * 4001}, "text"),
        ({"source_url": "javascript:alert(1)"}, "source_url"),
        ({"source_url": "http://example.org/"}, "source_url"),
        ({"target_group": ""}, "target_group"),
        ({"proof": ""}, "course"),
        ({"course": "999999"}, "course"),
        ({"due_start": "day"}, "due_start"),
        ({"due_amount": 0}, "due_amount"),
        ({"due_amount": 1000}, "due_amount"),
        ({"due_unit": "years"}, "due_unit"),
        ({"valid_months": 0}, "valid_months"),
        ({"valid_months": 121}, "valid_months"),
        ({"valid_months": "oft"}, "valid_months"),
        ({"expiry_rule": "fixed"}, "fixed_day"),
        ({"expiry_rule": "fixed", "fixed_day": "2026-02-31"}, "fixed_day"),
        ({"expiry_rule": "fixed", "fixed_day": "2026-12-31", "minimum_months": 6}, None),
        (
            {"expiry_rule": "fixed", "fixed_day": "2026-12-31", "minimum_months": 13},
            "minimum_months",
        ),
        ({"valid_months": 1}, "window_days"),
        ({"window_days": 366}, "window_days"),
        ({"grace_days": 366}, "grace_days"),
    ],
)
def test_draft_is_checked_field_by_field(changes, fault):
    assert list(form(**changes).errors) == ([fault] if fault else [])


@pytest.mark.django_db
def test_sentence_about_the_change_is_asked_for_from_the_second_version_on():
    assert "change" not in form().fields
    assert list(form(is_first=False).errors) == ["change"]
    second = form(is_first=False, change="Neu: jährlich.")
    assert second.is_valid()
    assert set(second.content) == set(CONTENT)
