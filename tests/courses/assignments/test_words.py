"""Every status in words: badge, word and the one date that matters."""

import datetime as dt

import pytest

from campus.kit import dates
from courses.assignments.planning import Standing
from courses.assignments.selectors import Cell
from courses.assignments.services.history import Fate
from courses.assignments.states import LATE, VALID, Status
from courses.assignments.words import FATES, KINDS, LABELS, STANDINGS, words_for

DUE = dt.date(2026, 6, 30)
UNTIL = dt.date(2027, 6, 30)
DONE = dt.date(2026, 6, 1)
OPENS = dt.date(2026, 5, 1)


def cell(status):
    return Cell(
        status=status,
        obligation_id=1,
        due_on=DUE,
        fulfilled_on=DONE,
        valid_until=UNTIL,
        opens_on=OPENS,
    )


@pytest.mark.parametrize(
    ("status", "kind", "label", "note"),
    [
        (Status.FULFILLED, "success", "erfüllt", "bis 30.06.2027"),
        (Status.TEMPORARY, "warning", "vorläufig gültig", "bis 30.06.2027"),
        (Status.RENEW, "warning", "gültig, jetzt erneuern", "bis 30.06.2026"),
        (Status.FUTURE, "neutral", "beginnt später", "ab 01.05.2026"),
        (Status.OPEN, "info", "offen", "fällig am 30.06.2026"),
        (Status.OVERDUE, "danger", "überfällig", "fällig am 30.06.2026"),
        (Status.EXPIRED, "danger", "abgelaufen", "seit 30.06.2027"),
        (Status.FAILED, "danger", "Frist verstrichen", "fällig am 30.06.2026"),
        (Status.REVOKED, "danger", "widerrufen", ""),
        (Status.EXEMPT, "neutral", "befreit", ""),
        (Status.ARCHIVED, "neutral", "nicht mehr betroffen", ""),
        (Status.NOT_ASSIGNED, "neutral", "nicht zugewiesen", ""),
    ],
)
def test_status_in_words(status, kind, label, note):
    assert words_for(cell(status)) == {"kind": kind, "label": label, "note": note}


@pytest.mark.parametrize(("days", "note"), [(0, "heute"), (1, "in 1 Tag"), (9, "in 9 Tagen")])
def test_due_soon_counts_the_days(days, note):
    due = dates.today() + dt.timedelta(days=days)
    assert words_for(Cell(Status.DUE_SOON, 1, due_on=due))["note"] == note


def test_fulfilled_for_ever_says_when():
    once = Cell(Status.FULFILLED, 1, fulfilled_on=DONE)
    assert words_for(once)["note"] == "am 01.06.2026"


def test_fulfilled_without_its_day_says_nothing_more():
    assert words_for(Cell(Status.FULFILLED, 1))["note"] == ""


def test_every_status_has_a_word_of_its_own_and_a_badge():
    assert set(LABELS) == set(KINDS) == set(Status)
    assert len({str(label) for label in LABELS.values()}) == len(Status)


def test_badges_are_red_for_what_is_late_and_never_for_what_counts():
    assert all(KINDS[status] == "danger" for status in LATE)
    assert all(KINDS[status] != "danger" for status in VALID)


def test_every_fate_and_every_standing_has_words():
    assert set(FATES) == {fate.value for fate in Fate}
    assert set(STANDINGS) == {standing.value for standing in Standing}
