"""Suggested login names are plain, free, and the same for the same name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from members.accounts.models import User
from members.people.login_names import MOST_SIGNS, plain, suggest

NAMES = st.text(max_size=200)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Jürgen", "juergen"),
        ("Öztürk", "oeztuerk"),
        ("Weiß", "weiss"),
        ("STRAẞE", "strasse"),
        ("Ju\u0308rgen", "juergen"),
        ("Søren", "soren"),
        ("Đorđe", "dorde"),
        ("Łukasz", "lukasz"),
        ("Étienne", "etienne"),
        ("Ñuñez", "nunez"),
        ("Çelik", "celik"),
        ("Anna-Lena", "annalena"),
        ("O'Neill", "oneill"),
        ("von der Heide", "vonderheide"),
        ("Meier 2", "meier2"),
        ("Мария", ""),
        ("李", ""),
        ("", ""),
    ],
)
def test_plain_leaves_letters_that_every_keyboard_has(text, wanted):
    assert plain(text) == wanted


@pytest.mark.parametrize(
    ("first", "last", "taken", "wanted"),
    [
        ("Jürgen", "Groß", (), "juergen.gross"),
        ("Jürgen", "Groß", ("juergen.gross",), "juergen.gross2"),
        ("Jürgen", "Groß", ("juergen.gross", "juergen.gross2"), "juergen.gross3"),
        ("Jürgen", "Groß", ("juergen.gross2",), "juergen.gross"),
        ("Jürgen", "Groß", ("juergen.gross", "juergen.gross3"), "juergen.gross2"),
        ("Madonna", "", (), "madonna"),
        ("", "Meier", (), "meier"),
        ("李", "小龙", (), "konto"),
        ("李", "小龙", ("konto",), "konto2"),
    ],
)
def test_suggest_takes_the_first_free_number(first, last, taken, wanted):
    assert suggest(first, last, taken) == wanted


@given(NAMES, NAMES, st.sets(st.integers(1, 20)))
def test_suggest_is_always_free_valid_and_short_enough(first, last, numbers):
    base = suggest(first, last, ())
    taken = {base, *(f"{base}{number}" for number in numbers)}
    found = suggest(first, last, taken)
    assert found not in taken
    assert len(found) <= MOST_SIGNS + 3 <= User._meta.get_field("username").max_length
    assert found.isascii() and found == found.lower()
    User.username_validator(found)
