"""Codes, login names and states of access, without a database."""

import pytest

from members.people import login_names, secret_codes
from members.people.access_states import AccessState, access_state


def test_new_code_is_long_and_without_lookalikes():
    codes = {secret_codes.new_code() for _ in range(50)}
    assert len(codes) == 50
    assert all(len(code) == 16 and not set(code) & set("ILOU") for code in codes)


def test_in_groups_reads_in_fours():
    assert secret_codes.in_groups("7F3K91QM00AB22CD") == "7F3K-91QM-00AB-22CD"


@pytest.mark.parametrize(
    "typed",
    ["7F3K-91QM-00AB-22CD", "7f3k 91qm 00ab 22cd", "7F3K9lQMoOAB22CD", " 7F3K–91QM–00AB–22CD\n"],
)
def test_a_typed_code_has_the_digest_of_the_printed_one(typed):
    assert secret_codes.digest(typed) == secret_codes.digest("7F3K91QM00AB22CD")


def test_a_token_is_compared_sign_by_sign():
    token = secret_codes.new_token()
    assert secret_codes.normalised(f" {token}\n") == token
    assert secret_codes.digest(token) != secret_codes.digest(token.swapcase())


@pytest.mark.parametrize(
    ("first", "last", "taken", "wanted"),
    [
        ("Jürgen", "Müßig", set(), "juergen.muessig"),
        ("Ana-Łucja", "de São João", set(), "analucja.desaojoao"),
        ("Erika", "Beispiel", {"erika.beispiel", "erika.beispiel2"}, "erika.beispiel3"),
        ("Мария", "", set(), "konto"),
    ],
)
def test_suggest_login_name_is_plain_and_free(first, last, taken, wanted):
    assert login_names.suggest(first, last, taken) == wanted


@pytest.mark.parametrize(
    ("left", "user", "invited", "state"),
    [
        (True, True, True, AccessState.LEFT),
        (False, True, True, AccessState.ACTIVE),
        (False, False, True, AccessState.INVITED),
        (False, False, False, AccessState.NONE),
    ],
)
def test_access_state_of_a_job(left, user, invited, state):
    assert access_state(has_left=left, has_user=user, is_invited=invited) is state
