"""Every refusal has a code of its own and a whole German sentence with its values filled in."""

import inspect

import pytest
from django.utils import translation

from campus.kit.errors import DomainError
from members.billing import errors

VALUES = {"reasons": "Grund.", "last": "04.05.2026", "reference": "KA 1", "limit": "5,00 €"}
REFUSALS = [
    each
    for _, each in inspect.getmembers(errors, inspect.isclass)
    if issubclass(each, DomainError) and each is not DomainError
]


@pytest.mark.parametrize("refusal", REFUSALS)
def test_refusal_is_a_whole_german_sentence_with_its_values(refusal):
    with translation.override("en"):
        english = str(refusal(**VALUES))
    with translation.override("de"):
        german = str(refusal(**VALUES))
    assert german != english
    assert german.endswith(".")
    assert "%(" not in german


def test_codes_are_unique_and_statuses_are_errors_of_the_client_or_of_stripe():
    codes = [refusal.code for refusal in REFUSALS]
    assert len(set(codes)) == len(codes) == len(REFUSALS)
    assert "refused" not in codes
    assert {refusal.status for refusal in REFUSALS} <= {400, 404, 409, 503}
