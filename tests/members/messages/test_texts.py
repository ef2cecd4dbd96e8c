"""Subject and text, in the recipient's language and without a way into the headers."""

import datetime as dt

import pytest
from django.utils import translation

from members.messages.kinds import Kind
from members.messages.texts import SUBJECT_LENGTH, write

NEWS = Kind("test_news", "News")
DAY = dt.date(2026, 5, 4)
SPOKEN = (
    "{% load i18n %}{% translate 'Messages' %} {{ name }}\n\n"
    "{{ day|date:'SHORT_DATE_FORMAT' }} {{ amount|floatformat:2 }}\n{{ site_name }}"
)


@pytest.fixture
def spoken(tmp_path):
    """Lay a template with words to translate beside the others."""
    (tmp_path / "email" / "test_spoken.txt").write_text(SPOKEN, encoding="utf-8")
    return Kind("test_spoken", "Spoken")


def test_write_takes_the_subject_from_the_first_line():
    subject, body = write(NEWS, "de", {"name": "Erika"})
    assert subject == "Neues für Erika"
    assert body == "Guten Tag Erika,\nsiehe http://testserver.\n"


@pytest.mark.parametrize(
    "name",
    [
        "Erika\nBcc: alle@stadt.example",
        "Erika\r\nBcc: alle@stadt.example",
        "Erika\rBcc: alle@stadt.example",
        "Erika\u2028Bcc: alle@stadt.example",
        "Erika\x0b\x0c\x1d\x85Bcc: x",
    ],
)
def test_write_leaves_no_line_break_in_the_subject(name):
    subject, _ = write(NEWS, "de", {"name": name})
    assert len(subject.splitlines()) == 1


def test_write_cuts_a_subject_that_is_too_long():
    subject, body = write(NEWS, "de", {"name": "x" * 500})
    assert len(subject) == SUBJECT_LENGTH
    assert "x" * 500 in body


@pytest.mark.parametrize("name", ["<b>&amp;</b>", "O'Neill & Söhne", '"Anführung"', "{{ name }}"])
def test_write_leaves_plain_text_as_it_is(name):
    subject, body = write(NEWS, "de", {"name": name})
    assert subject == f"Neues für {name}"
    assert f"Guten Tag {name}," in body


@pytest.mark.parametrize(
    ("language", "subject", "numbers"),
    [
        ("de", "Mitteilungen E", "04.05.2026 1234,50"),
        ("", "Mitteilungen E", "04.05.2026 1234,50"),
        ("en", "Messages E", "4 May 2026 1234.50"),
    ],
)
def test_write_speaks_the_language_of_the_recipient(spoken, language, subject, numbers):
    with translation.override("en" if language != "en" else "de"):
        written = write(spoken, language, {"name": "E", "day": DAY, "amount": 1234.5})
    assert written == (subject, f"{numbers}\nKommunalCampus\n")


def test_write_leaves_the_language_of_the_reader_alone():
    with translation.override("en"):
        write(NEWS, "de", {"name": "Erika"})
        assert translation.get_language() == "en"
