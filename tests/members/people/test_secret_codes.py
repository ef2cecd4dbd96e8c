"""A code from paper is understood however it is typed, and cannot be guessed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from members.people.secret_codes import (
    ALPHABET,
    CODE_LENGTH,
    digest,
    in_groups,
    new_code,
    new_token,
    normalised,
)

CODES = st.text(ALPHABET, min_size=CODE_LENGTH, max_size=CODE_LENGTH)


@given(CODES)
def test_a_code_in_groups_and_small_letters_is_the_same_code(code):
    assert normalised(in_groups(code)) == code
    assert normalised(in_groups(code).lower().replace("-", " ")) == code


@given(CODES, CODES)
def test_two_codes_have_one_digest_only_if_they_are_the_same(one, other):
    assert (digest(one) == digest(other)) is (one == other)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("OoIiLlUu", "001111VV"), ("7F3K–91QM", "7F3K91QM"), ("7F3K_91.QM", "7F3K91QM"), ("", "")],
)
def test_what_is_mistaken_on_paper_is_understood(typed, meant):
    assert normalised(typed) == meant


def test_alphabet_has_no_sign_that_is_read_as_another():
    assert len(set(ALPHABET)) == len(ALPHABET) == 32
    assert not set(ALPHABET) & set("ILOU")


def test_token_is_long_fit_for_an_address_and_never_the_same():
    tokens = {new_token() for _ in range(20)}
    assert len(tokens) == 20
    assert all(len(token) >= 43 for token in tokens)
    assert all(sign.isalnum() or sign in "-_" for token in tokens for sign in token)


def test_digest_tells_nothing_of_the_secret():
    code = new_code()
    assert len(digest(code)) == 64
    assert code.lower() not in digest(code)
