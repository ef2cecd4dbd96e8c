"""How spreadsheets name columns and write days."""

import datetime as dt

import pytest

from courses.assignments.history_lists import HeadingsMissing, columns_of, day_of, lines_of

BASIC = {"who": 0, "duty": 1, "on": 2}


@pytest.mark.parametrize(
    ("headings", "columns"),
    [
        (["Personalnummer", "Pflicht", "Absolviert am"], BASIC),
        (["Pers.-Nr.", "Unterweisung", "Datum"], BASIC),
        (["E-Mail", "Kurs", "Abgeschlossen am"], BASIC),
        (["Mailadresse", "Schulung", "am"], BASIC),
        (["Name", "Thema", "erfüllt am"], BASIC),
        (["Mitarbeiterin", "Kurs", "Datum"], BASIC),
        (["NAME", "KURS", "DATUM"], BASIC),
        (["Kurs", "Name", "Datum"], {"duty": 0, "who": 1, "on": 2}),
        (["Name", "Kurs", "Datum", "Gültig bis"], {**BASIC, "until": 3}),
        (["Name", "Kurs", "Datum", "Ablauf"], {**BASIC, "until": 3}),
        (["Name", "Kurs", "Datum", "bis"], {**BASIC, "until": 3}),
        (["Name", "Name der Frau", "Kurs", "Datum"], {"who": 0, "duty": 2, "on": 3}),
        (["", "Bemerkung"], {}),
    ],
)
def test_columns_of(headings, columns):
    assert columns_of(headings) == columns


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("1.2.2025", dt.date(2025, 2, 1)),
        ("01.02.2025", dt.date(2025, 2, 1)),
        ("29.02.2024", dt.date(2024, 2, 29)),
        ("29.02.2025", None),
        ("00.01.2025", None),
        ("1.13.2025", None),
        ("1.2.25", None),
        ("2025-02-01", dt.date(2025, 2, 1)),
        ("2025-02-30", None),
        ("=HEUTE()", None),
        ("45000", None),
    ],
)
def test_days_that_are_no_days_are_none(text, day):
    assert day_of(text) == day


@pytest.mark.parametrize("missing", ["Personalnummer", "Pflicht", "Absolviert am"])
def test_list_without_a_column_is_refused(missing):
    headings = [one for one in ("Personalnummer", "Pflicht", "Absolviert am") if one != missing]
    with pytest.raises(HeadingsMissing) as refusal:
        lines_of(f"{';'.join(headings)};Bemerkung\nA;B;C".encode())
    assert missing in str(refusal.value)


def test_lines_keep_the_numbers_of_the_spreadsheet_and_leave_out_empty_rows():
    rows = "Name;Kurs;Datum\n\nA;K;01.02.2025\n;;\nB;K;02.02.2025"
    found = lines_of(rows.encode())
    assert [(one.number, one.who, one.on) for one in found] == [
        (3, "A", dt.date(2025, 2, 1)),
        (5, "B", dt.date(2025, 2, 2)),
    ]


def test_umlauts_of_old_spreadsheets_are_read():
    rows = "Name;Kurs;Datum;Gültig bis\nJörg Groß;Küche;01.02.2025;01.02.2026"
    (line,) = lines_of(rows.encode("cp1252"))
    assert (line.who, line.duty, line.until) == ("Jörg Groß", "Küche", dt.date(2026, 2, 1))
