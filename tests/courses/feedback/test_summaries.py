"""Fewer than five answers say nothing; one more does not tell what it was."""

from decimal import Decimal

import pytest

from courses.feedback.summaries import summarise


@pytest.mark.parametrize("count", range(5))
def test_too_few_answers_say_nothing(count):
    assert summarise([(5, "Gut")] * count) is None


@pytest.mark.parametrize(
    ("stars", "shown"),
    [
        ((5, 5, 5, 5, 5), "5"),
        ((1, 1, 1, 1, 1), "1"),
        ((4, 4, 4, 4, 5), "4"),
        ((4, 4, 5, 5, 5), "4.5"),
        ((1, 5, 1, 5, 3), "3"),
        ((4, 4, 4, 5, 4, 4, 5, 5), "4.5"),
    ],
)
def test_the_mean_is_rounded_to_half_stars(stars, shown):
    summary = summarise([(one, "") for one in stars])
    assert (summary.stars, summary.count) == (Decimal(shown), len(stars))


def test_comments_come_in_alphabetical_order_and_empty_ones_not_at_all():
    summary = summarise([(3, "Zu lang"), (4, ""), (5, "Anschaulich"), (2, ""), (1, "")])
    assert summary.comments == ("Anschaulich", "Zu lang")
