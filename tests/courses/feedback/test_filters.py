"""What the list of questions is asked for, and forms with words that are too long or missing."""

from urllib.parse import parse_qs

import pytest

from courses.feedback.filters import ALL, ANSWERED, OPEN, STATES, Filter, read_filter, tabs_of
from courses.feedback.forms import STARS, AnswerForm, NoteForm, QuestionForm, RatingForm
from courses.feedback.models import LONGEST_TEXT


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("kind", ["", "frage", "fehler"])
def test_filter_survives_its_own_tabs(state, kind):
    wanted = Filter(state, kind, "Äpfel & Birnen")
    tabs = tabs_of(wanted)
    assert [tab["label"] for tab in tabs] == ["Offen", "Beantwortet", "Alle"]
    assert [tab["current"] for tab in tabs] == [one == state for one in (OPEN, ANSWERED, ALL)]
    for tab, expected in zip(tabs, STATES, strict=True):
        sent = {name: values[0] for name, values in parse_qs(tab["href"][1:]).items()}
        assert read_filter(sent) == Filter(expected, kind, wanted.text)


@pytest.mark.parametrize("text", ["x" * 5000, "\x00\x00", "   ", "%", "'; DROP TABLE", "🙂" * 60])
def test_odd_words_are_cut_and_never_an_error(text):
    found = read_filter({"q": text}).text
    assert len(found) <= 100
    assert "\x00" not in found
    assert found == found.strip()


@pytest.mark.parametrize(
    ("stars", "sentence"),
    [("", "füllen Sie dieses Feld aus"), ("0", "gültige Auswahl"), ("6", "gültige Auswahl")]
    + [("5.0", "gültige Auswahl"), ("²", "gültige Auswahl")],
)
def test_rating_needs_one_to_five_stars(stars, sentence):
    form = RatingForm({"stars": stars, "comment": ""})
    assert sentence in form.errors.as_text()


def test_stars_are_said_in_words():
    assert [number for number, _words in STARS] == [5, 4, 3, 2, 1]
    assert str(dict(STARS)[1]) == "1 Stern: schlecht"
    assert "Bitte nennen Sie niemanden." in str(RatingForm().fields["comment"].help_text)


@pytest.mark.parametrize(
    ("form", "data"),
    [
        (NoteForm, {"seconds": ""}),
        (QuestionForm, {"kind": "question"}),
        (AnswerForm, {}),
    ],
)
def test_text_ends_at_two_thousand_signs(form, data):
    assert form({**data, "text": "x" * LONGEST_TEXT}).is_valid()
    refused = form({**data, "text": "x" * (LONGEST_TEXT + 1)})
    assert "höchstens 2000 Zeichen" in refused.errors.as_text()


@pytest.mark.parametrize(("form", "may_be_empty"), [(NoteForm, True), (AnswerForm, False)])
def test_only_a_note_may_be_without_words(form, may_be_empty):
    assert form({"text": "  "}).is_valid() is may_be_empty


def test_learner_reads_before_writing_who_will_read_it():
    assert "Nur Sie lesen sie." in str(NoteForm().fields["text"].help_text)
    assert "erfährt aber Ihren Namen nicht" in str(QuestionForm().fields["text"].help_text)
    assert "Ihr Arbeitgeber liest nichts davon." in str(QuestionForm().fields["text"].help_text)
