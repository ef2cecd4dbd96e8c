"""Every refusal is a whole German sentence with the values it names."""

import inspect

import pytest

from campus.kit.errors import DomainError
from members.accounts import limits
from members.people import errors

VALUES = {
    "name": "Erika Groß",
    "uses": "Erste Hilfe",
    "email": "e@x.example",
    "number": "4711",
    "first_day": "04.05.2026",
    "department": "Standesamt",
    "time": "ab 04.05.2026",
}
REFUSALS = [
    kind
    for module in (errors, limits)
    for _, kind in inspect.getmembers(module, inspect.isclass)
    if issubclass(kind, DomainError) and kind is not DomainError
]


@pytest.mark.parametrize("kind", REFUSALS, ids=lambda kind: kind.code)
def test_refusal_is_german_and_a_sentence(kind):
    sentence = str(kind(**VALUES))
    assert sentence.endswith(".")
    assert "%(" not in sentence
    assert not {"the", "is", "please"} & set(sentence.lower().split())
    assert 400 <= kind.status < 500


def test_refusals_have_codes_of_their_own():
    assert len({kind.code for kind in REFUSALS}) == len(REFUSALS)


@pytest.mark.parametrize(
    ("kind", "status", "words"),
    [
        (errors.InvitationUnknown, 404, "Diese Einladung gibt es nicht."),
        (errors.InvitationExpired, 410, "Diese Einladung ist abgelaufen."),
        (errors.InvitationUsed, 410, "wurde bereits verwendet"),
        (errors.InvitationRevoked, 410, "Diese Einladung gilt nicht mehr."),
        (errors.LoginNameTaken, 409, "Dieser Anmeldename ist schon vergeben."),
        (errors.NeedsEmail, 400, "Für Erika Groß gibt es keine E-Mail-Adresse."),
        (errors.AlreadyHasAccess, 409, "Erika Groß kann sich bereits anmelden."),
        (errors.EmploymentHasEnded, 409, "Erika Groß ist ausgeschieden."),
        (errors.DepartmentInUse, 409, "Zu „Erika Groß“ gehören noch Mitarbeitende"),
        (errors.DepartmentNamed, 409, "bleibt das Amt bestehen"),
        (limits.TooManyAttempts, 429, "zehn Minuten"),
    ],
)
def test_refusal_says_what_to_do(kind, status, words):
    assert kind.status == status
    assert words in str(kind(**VALUES))
