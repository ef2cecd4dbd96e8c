"""Cells of the matrix in words and as HTML: each status with its day, in both languages."""

import datetime as dt

import pytest
from django.utils import translation

from courses.assignments.selectors import Cell
from courses.assignments.states import LATE, VALID, WAITING, Status
from courses.assignments.words import KINDS, LABELS, NOTES, SHOWN_DAYS, in_words, note_of
from courses.oversight.cells import words_on
from courses.oversight.errors import FAULTS, TooManyForPaper
from courses.oversight.selectors import Column, Job, Row, Seen, Unit, _cell, _until_of, below
from courses.oversight.sums import Branch, Sum, branches
from courses.oversight.views.drawn import drawn_head, drawn_on, drawn_rows, tabs_of
from courses.oversight.wishes import OFFERED

DAY = dt.date(2026, 7, 1)


def day(number):
    return DAY + dt.timedelta(days=number)


def cell(status, **facts):
    given = {
        "due_on": day(30),
        "fulfilled_on": day(-10),
        "valid_until": day(90),
        "opens_on": day(-20),
    }
    return Cell(status, 1, **{**given, **facts})


@pytest.mark.parametrize(
    ("status", "facts", "label", "note"),
    [
        (Status.FULFILLED, {}, "erfüllt", "bis 29.09.2026"),
        (Status.FULFILLED, {"valid_until": None}, "erfüllt", "am 21.06.2026"),
        (Status.FULFILLED, {"valid_until": None, "fulfilled_on": None}, "erfüllt", ""),
        # On its last day a proof still counts until that day.
        (Status.FULFILLED, {"valid_until": DAY}, "erfüllt", "bis 01.07.2026"),
        (Status.RENEW, {}, "gültig, jetzt erneuern", "bis 31.07.2026"),
        (Status.TEMPORARY, {}, "vorläufig gültig", "bis 29.09.2026"),
        (Status.FUTURE, {"opens_on": day(5)}, "beginnt später", "ab 06.07.2026"),
        (Status.OPEN, {}, "offen", "fällig am 31.07.2026"),
        (Status.DUE_SOON, {"due_on": day(9)}, "bald fällig", "in 9 Tagen"),
        (Status.DUE_SOON, {"due_on": day(1)}, "bald fällig", "in 1 Tag"),
        (Status.OVERDUE, {"due_on": day(-1)}, "überfällig", "fällig am 30.06.2026"),
        (Status.EXPIRED, {"valid_until": day(-3)}, "abgelaufen", "seit 28.06.2026"),
        (Status.FAILED, {"due_on": day(-1)}, "Frist verstrichen", "fällig am 30.06.2026"),
        (Status.EXEMPT, {}, "befreit", ""),
        (Status.NOT_ASSIGNED, {}, "nicht zugewiesen", ""),
    ],
)
def test_cell_says_how_it_stands_with_one_day(status, facts, label, note):
    with translation.override("de"):
        found = words_on(cell(status, **facts), DAY)
        html = drawn_on([cell(status, **facts)], DAY)
    assert (found["label"], found["note"]) == (label, note)
    assert html.startswith("<td>")
    assert label in html
    assert (note in html) is True
    assert f"kc-badge--{KINDS[status]}" in html


def test_what_is_due_soon_is_counted_from_the_day_that_is_shown():
    found = cell(Status.DUE_SOON, due_on=day(3))
    with translation.override("de"):
        notes = [words_on(found, day(number))["note"] for number in (-5, 0, 2)]
    assert notes == ["in 8 Tagen", "in 3 Tagen", "in 1 Tag"]


def test_same_cell_is_drawn_in_the_language_of_each_reader():
    found = cell(Status.OVERDUE)
    for language, word in (("de", "überfällig"), ("en", "overdue"), ("de", "überfällig")):
        with translation.override(language):
            assert word in drawn_on([found], DAY)
            assert words_on(found, DAY)["label"] == word


@pytest.mark.parametrize("status", list(Status))
def test_every_status_has_a_badge_a_word_and_a_note_that_fits(status):
    assert KINDS[status] in {"success", "info", "warning", "danger", "neutral"}
    assert str(LABELS[status])
    sentence, shown = note_of(cell(status))
    assert (shown is None) is (status not in SHOWN_DAYS)
    assert bool(in_words(sentence, shown, DAY)) is (shown is not None)
    # Whatever names a day has a sentence for it; only what is due soon counts days.
    if status in SHOWN_DAYS and status is not Status.DUE_SOON:
        assert status in NOTES


def test_late_is_red_and_valid_never_is():
    assert {KINDS[status] for status in LATE} == {"danger"}
    assert "danger" not in {KINDS[status] for status in VALID}
    assert set(OFFERED) >= LATE | VALID | WAITING


def turn(number=1, **facts):
    days = {
        "due_on": day(10),
        "fulfilled_on": None,
        "valid_until": None,
        "opens_on": None,
        "ends_on": None,
        "temporary_until": None,
        "revoked_on": None,
        "archived_on": None,
    }
    return 7, 3, number, False, None, *{**days, **facts}.values()


@pytest.mark.parametrize(
    ("before", "number", "expected"),
    [
        (None, 1, None),
        (turn(1, fulfilled_on=day(-9), valid_until=day(9)), 2, day(9)),
        (turn(1, fulfilled_on=day(-9), valid_until=None), 2, None),
        # Not learnt yet on that day.
        (turn(1, fulfilled_on=day(1), valid_until=day(9)), 2, None),
        (turn(1, fulfilled_on=DAY, valid_until=day(9)), 2, day(9)),
        # Revoked by then, or only later.
        (turn(1, fulfilled_on=day(-9), valid_until=day(9), revoked_on=DAY), 2, None),
        (turn(1, fulfilled_on=day(-9), valid_until=day(9), revoked_on=day(1)), 2, day(9)),
        # There is a turn between them.
        (turn(1, fulfilled_on=day(-9), valid_until=day(9)), 3, None),
    ],
)
def test_proof_before_counts_as_it_was_on_the_day(before, number, expected):
    assert _until_of(before, number, DAY) == expected


@pytest.mark.parametrize(
    ("facts", "former", "is_paused", "expected"),
    [
        ({}, None, False, (Status.DUE_SOON, None, None)),
        ({}, None, True, (Status.EXEMPT, None, None)),
        ({}, day(4), False, (Status.RENEW, None, day(4))),
        ({"temporary_until": day(4)}, None, False, (Status.TEMPORARY, None, day(4))),
        ({"fulfilled_on": DAY}, None, False, (Status.FULFILLED, DAY, None)),
        (
            {"fulfilled_on": DAY, "valid_until": day(5)},
            day(2),
            False,
            (Status.FULFILLED, DAY, day(5)),
        ),
        # What will be learnt tomorrow is not known today.
        (
            {"fulfilled_on": day(1), "valid_until": day(9)},
            None,
            False,
            (Status.DUE_SOON, None, None),
        ),
    ],
)
def test_cell_is_worked_out_of_the_days_of_a_turn(facts, former, is_paused, expected):
    days = turn(**facts)[5:]
    found = _cell(3, days, former, is_paused, False, (DAY, True))
    assert (found.status, found.fulfilled_on, found.valid_until) == expected
    hidden = _cell(3, days, former, is_paused, False, (DAY, False))
    assert (hidden.status, hidden.fulfilled_on) == (found.status, None)


def test_lines_hold_name_department_and_cells_and_escape_them():
    job = Job(1, Seen(2, None), "Kim <Muster>", 'Amt "A"')
    html = drawn_rows([Row(job, (cell(Status.OPEN), cell(Status.EXEMPT)))], DAY)
    assert html.count("<tr>") == 1
    assert html.count("<td>") == 2
    assert "Kim &lt;Muster&gt;" in html
    assert "Amt &quot;A&quot;" in html


def test_name_that_looks_like_a_slot_opens_none():
    job = Job(1, Seen(2, None), "\x00cells\x00", "")
    html = drawn_rows([Row(job, (cell(Status.OPEN),))], DAY)
    assert html.count("<td>") == 1


def test_head_leads_to_each_obligation():
    html = drawn_head([Column(4, "Brandschutz"), Column(9, "Erste <Hilfe>")])
    assert "/personal/pflichten/4/" in html
    assert "Erste &lt;Hilfe&gt;" in html


@pytest.mark.parametrize("active", ["matrix", "departments", "late"])
def test_tabs_keep_the_choice_and_mark_where_one_is(active):
    tabs = tabs_of("stadt", "kommune=stadt&amt=7", active)
    assert [tab["current"] for tab in tabs].count(True) == 1
    assert [str(tab["href"]).endswith("amt=7") for tab in tabs] == [True, True, False]


@pytest.mark.parametrize(
    ("units", "own", "expected"),
    [
        ([], {}, []),
        ([Unit(1, "A", None)], {}, [Branch(1, "A", 0, Sum())]),
        (
            [Unit(2, "B", 1), Unit(1, "A", None)],
            {2: Sum(1, 2, 1, 1)},
            [Branch(1, "A", 0, Sum(1, 2, 1, 1)), Branch(2, "B", 1, Sum(1, 2, 1, 1))],
        ),
    ],
)
def test_branches_are_told_from_the_top(units, own, expected):
    found = list(branches(units, own))
    assert found == expected
    assert all(branch.level == branch.depth + 1 for branch in found)


def test_departments_that_lead_in_a_circle_end():
    units = [Unit(1, "A", 2), Unit(2, "B", 1)]
    assert below(units, units[0]) == {1, 2}


@pytest.mark.parametrize("code", sorted(FAULTS))
def test_fault_of_a_day_is_a_sentence_and_a_refusal(code):
    error = FAULTS[code]()
    assert error.code == code
    assert error.status in (400, 403)
    assert str(error).endswith(".")


def test_paper_names_how_many_fit():
    with translation.override("de"):
        assert "1000" in str(TooManyForPaper(most=1000))
