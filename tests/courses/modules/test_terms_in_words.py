"""What the documents ask for, in words."""

import pytest

from courses.modules.terms import Terms
from courses.modules.terms_in_words import earnable, validity


@pytest.mark.parametrize(
    ("percent", "words"),
    [
        (1, "ab 1 Prozent der Pflichtschritte"),
        (50, "ab 50 Prozent der Pflichtschritte"),
        (100, "für alle Pflichtschritte"),
    ],
)
def test_confirmation_names_its_share_of_steps(percent, words):
    found = earnable(Terms(participation_percent=percent), has_graded_test=False)
    assert [(one.name, one.rule) for one in found] == [("Teilnahmebestätigung", words)]


@pytest.mark.parametrize("percent", [0, 50, 99])
def test_record_names_its_share_of_points_only_where_there_are_any(percent):
    found = earnable(Terms(achievement_percent=percent), has_graded_test=True)
    assert found[1].name == "Leistungsnachweis"
    assert found[1].rule == f"bei mehr als {percent} Prozent der Punkte in den benoteten Tests"


@pytest.mark.parametrize(
    ("months", "words"), [(None, "unbefristet"), (1, "1 Monat"), (24, "24 Monate")]
)
def test_validity_is_said_in_months(months, words):
    assert validity(Terms(valid_months=months)) == words
