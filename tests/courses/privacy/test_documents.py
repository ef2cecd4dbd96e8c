"""How an export is put into words."""

import datetime as dt
from decimal import Decimal

import pytest

from campus.kit.personal_data import Holding
from courses.privacy.documents import SHOWN, _entry, _section, _worded

HOLDING = Holding(
    "things",
    "things",
    lambda subject: [],
    {"state": "state", "deep.er": "depth", "text": "text"},
    order=1,
    words={"state": {"open": "offen"}},
)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, ""),
        ("", ""),
        ("Text", "Text"),
        (3, "3"),
        (Decimal("2.50"), "2,5"),
        (dt.date(2026, 3, 1), "01.03.2026"),
        ("2026-03-01T08:00:00.000Z", "01.03.2026 09:00"),
        ("2026-99-99T08:00:00.000Z", "2026-99-99T08:00:00.000Z"),
        ("2026-03-01 ohne Zone, ganz frei", "2026-03-01 ohne Zone, ganz frei"),
    ],
)
def test_value_is_worded(value, words):
    assert _worded(value) == words


def test_entry_leaves_out_what_is_empty_and_words_what_is_coded():
    row = {"state": "open", "deep": {"er": 1}, "text": "", "hidden": "x"}
    assert _entry(HOLDING, row) == [
        {"label": "State", "value": "offen"},
        {"label": "Depth", "value": "1"},
    ]


def test_section_says_what_is_left_out_and_that_there_is_nothing():
    rows = [{"text": "a"}] * (SHOWN + 2)
    assert len(_section(HOLDING, rows)["entries"]) == SHOWN
    assert _section(HOLDING, rows)["more"] == "2 weitere Einträge stehen in der JSON-Datei."
    assert _section(HOLDING, [])["empty"] == "Nichts gespeichert."
