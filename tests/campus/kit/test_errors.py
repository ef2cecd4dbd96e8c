"""Refusals carry a code for programs and a whole sentence for people."""

import pytest
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from campus.kit.errors import DomainError, NotAllowed
from campus.kit.mail import one_line
from campus.kit.states import StateTable, WrongState

TABLE = StateTable({"draft": ["issued", "discarded"], "issued": {"paid"}, "paid": ()})
WORDS = {
    "draft": "ein Entwurf",
    "issued": "ausgestellt",
    "paid": "bezahlt",
    "discarded": "verworfen",
    "no such state": "unbekannt",
}


class Full(DomainError):
    """There is no seat left."""

    code = "full"
    message = _("This step is no longer possible: the entry is already “%(state)s”.")


def test_error_words_its_sentence_with_the_values_given():
    error = Full(state="bezahlt", secret="not in the sentence")
    assert str(error) == "Dieser Schritt ist nicht mehr möglich: Der Eintrag ist schon „bezahlt“."
    assert error.values["secret"] == "not in the sentence"
    assert error.args == ("full",)


def test_error_speaks_the_language_of_the_moment_it_is_shown():
    error = Full(state="paid")
    with translation.override("en"):
        assert str(error).startswith("This step is no longer possible")
    assert str(error).startswith("Dieser Schritt")


@pytest.mark.parametrize("value", ["50 % Rabatt", "%(state)s", "100%", "{state}"])
def test_error_shows_signs_of_formatting_in_a_value_as_they_are(value):
    assert f"„{value}“" in str(Full(state=value))


@pytest.mark.parametrize(
    ("error", "status", "code"),
    [(DomainError, 409, "refused"), (NotAllowed, 403, "not_allowed"), (Full, 409, "full")],
)
def test_error_has_the_status_of_its_reason(error, status, code):
    assert (error.status, error.code) == (status, code)
    assert issubclass(error, DomainError)


@pytest.mark.parametrize(
    ("source", "target", "is_allowed"),
    [
        ("draft", "issued", True),
        ("draft", "discarded", True),
        ("draft", "paid", False),
        ("draft", "draft", False),
        ("issued", "draft", False),
        ("paid", "issued", False),
        ("discarded", "draft", False),
        ("no such state", "draft", False),
        ("draft", "no such state", False),
    ],
)
def test_state_table_allows_only_the_moves_it_names(source, target, is_allowed):
    assert TABLE.allows(source, target) is is_allowed
    if is_allowed:
        TABLE.check(source, target, words=WORDS)
    else:
        with pytest.raises(WrongState) as refusal:
            TABLE.check(source, target, words=WORDS)
        assert f"Der Eintrag ist schon „{WORDS[source]}“." in str(refusal.value)


def test_state_table_is_not_changed_by_what_it_was_made_from():
    moves = {"draft": {"issued"}}
    table = StateTable(moves)
    moves["draft"].add("paid")
    assert not table.allows("draft", "paid")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Guten Tag", "Guten Tag"),
        ("Neu\r\nBcc: alle@stadt.example", "Neu Bcc: alle@stadt.example"),
        ("  viel\t Platz \n", "viel Platz"),
        ("Zeile\u2028Umbruch\x85Ende\x0b.", "Zeile Umbruch Ende ."),
        ("", ""),
    ],
)
def test_one_line_leaves_no_break_for_a_header(text, line):
    assert one_line(text) == line
