"""Certificate numbers: readable, unguessable, forgiving when typed."""

import pytest

from courses.certificates.numbers import PATTERN, new_number, normalise


def test_new_number_matches_the_pattern_and_never_repeats():
    numbers = {new_number(2026) for _ in range(500)}
    assert len(numbers) == 500
    assert all(PATTERN.match(number) for number in numbers)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("KC-2026-7F3K9-QTX2M", "KC-2026-7F3K9-QTX2M"),
        (" kc-2026-7f3k9-qtx2m ", "KC-2026-7F3K9-QTX2M"),
        ("KC-2026-7F3K9 -QTX2M", "KC-2026-7F3K9-QTX2M"),
        # Letters that are not in the alphabet are the digits they look like.
        ("KC-2026-OF3K9-QTXIM", "KC-2026-0F3K9-QTX1M"),
        ("KC-2026-7F3K9", None),
        ("KC-2026-7F3K9-QTX2U", None),
        ("", None),
        ("Hauptstraße 1", None),
    ],
)
def test_normalise_typed_number(typed, number):
    assert normalise(typed) == number
