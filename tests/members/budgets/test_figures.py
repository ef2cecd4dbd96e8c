"""What is left of a budget, by table and by property."""

from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from members.budgets.figures import Figures

MONEY = st.decimals(min_value=0, max_value=99999, places=2)


@pytest.mark.parametrize(
    ("planned", "committed", "invoiced", "left", "percent", "over", "nearly"),
    [
        ("1000", "0", "0", "1000", 0, False, False),
        ("1000", "100", "200", "700", 30, False, False),
        ("1000", "0", "899.99", "100.01", 89, False, False),
        ("1000", "900", "0", "100", 90, False, True),
        ("1000", "500", "500", "0", 100, False, True),
        ("1000", "500.01", "500", "-0.01", 100, True, False),
        ("0", "0", "0", "0", 0, False, False),
        ("0", "1", "0", "-1", 100, True, False),
        # More was taken back than charged in this year: the seats were of the year before.
        ("100", "-20", "0", "120", 0, False, False),
    ],
)
def test_figures_follow_from_three_sums(planned, committed, invoiced, left, percent, over, nearly):
    figures = Figures(D(planned), D(committed), D(invoiced))
    assert figures.left == D(left)
    assert figures.percent == percent
    assert (figures.is_over, figures.is_nearly_over) == (over, nearly)


@given(planned=MONEY, committed=MONEY, invoiced=MONEY, price=MONEY)
def test_what_fits_never_goes_beyond_the_plan(planned, committed, invoiced, price):
    before = Figures(planned, committed, invoiced)
    after = Figures(planned, committed + price, invoiced)
    if price > 0:
        assert before.suffices_for(price) is not after.is_over
    assert 0 <= after.percent <= 100
    assert not (after.is_over and after.is_nearly_over)


@given(planned=MONEY, committed=MONEY)
def test_invoicing_changes_nothing_of_what_is_left(planned, committed):
    assert Figures(planned, committed).left == Figures(planned, D(0), committed).left


@pytest.mark.parametrize("price", ["0", "-5"])
def test_what_costs_nothing_always_fits(price):
    assert Figures(D(0), D(10)).suffices_for(D(price))
