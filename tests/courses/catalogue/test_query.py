"""The address of the catalogue and the counts of its filters."""

import pytest
from django.http import QueryDict

from courses.catalogue import query
from courses.catalogue.query import CatalogueQuery, Row


def asked(address):
    return CatalogueQuery.from_params(QueryDict(address))


@pytest.mark.parametrize(
    ("address", "again"),
    [
        ("", "?"),
        ("q=Recht", "?q=Recht"),
        ("q=&seite=7&thema=a", "?thema=a"),
        ("thema=a&thema=b&thema=a", "?thema=a&thema=b"),
        ("page=3", "?page=3"),
        ("page=x", "?"),
        ("page=-1", "?"),
        ("page=99999999", "?"),
        ("unsinn=1", "?"),
    ],
)
def test_address_of_read_query_is_clean(address, again):
    assert asked(address).address() == again


def test_toggled_value_comes_and_goes_and_leads_to_first_page():
    start = asked("q=Recht&thema=a&page=4")
    with_b = start.toggled("thema", "b")
    assert with_b.address() == "?q=Recht&thema=a&thema=b"
    assert with_b.toggled("thema", "a").toggled("thema", "b").address() == "?q=Recht"


def test_restricted_query_forgets_unknown_values():
    assert asked("thema=a&thema=x&stufe=y").restricted({"thema": ["a"]}).address() == "?thema=a"


@pytest.mark.parametrize(
    ("minutes", "expected"), [(0, ""), (1, "kurz"), (60, "kurz"), (61, "mittel"), (181, "lang")]
)
def test_duration_class_has_three_steps(minutes, expected):
    assert query.duration_class(minutes) == expected


@pytest.mark.parametrize(
    ("price", "expected"), [(None, ""), (0, "kostenfrei"), (49, "kostenpflichtig")]
)
def test_cost_class_tells_free_from_unknown(price, expected):
    assert query.cost_class(price) == expected


def row(pk, **values):
    sets = {name: frozenset(values.get(name, ())) for name in query.FACETS}
    return Row(pk, sets)


def test_count_leaves_out_choice_of_same_facet_only():
    rows = [row(1, thema=["a"], stufe=["x"]), row(2, thema=["b"], stufe=["x"])]
    rows.append(row(3, thema=["b"], stufe=["y"]))
    counts = query.count(rows, asked("thema=a"))
    assert counts["thema"] == {"a": 1, "b": 2}
    assert counts["stufe"] == {"x": 1}
