"""The address of the catalogue and the counts of its filters."""

import datetime as dt

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from courses.catalogue import query
from courses.catalogue.query import CatalogueQuery


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


@pytest.mark.parametrize(
    ("address", "page"),
    [
        ("", 1),
        ("page=1", 1),
        ("page=7", 7),
        ("page=0", 1),
        ("page=-3", 1),
        ("page=1.5", 1),
        ("page=1e3", 1),
        ("page=", 1),
        ("page=%00", 1),
        ("page=%C2%B2", 1),
        ("page=%D9%A3", 3),
        ("page=999999", 1),
        ("page=2&page=5", 5),
    ],
)
def test_page_of_any_address_is_a_positive_number(address, page):
    assert asked(address).page == page


@pytest.mark.parametrize(
    ("address", "text"),
    [
        ("q=++Recht++", "Recht"),
        ("q=%00Re%00cht", "Recht"),
        ("q=%0A%09", ""),
        ("q=a&q=b", "b"),
        ("q=" + "x" * 500, "x" * 200),
        ("q=" + "x" * 199 + "+yyy", "x" * 199),
    ],
)
def test_text_of_any_address_is_trimmed(address, text):
    assert asked(address).text == text


NAMES = st.sampled_from([*query.FACETS, "q", "page", "unsinn"])
PARAMS = st.lists(st.tuples(NAMES, st.text(max_size=30)), max_size=12)


def params(pairs):
    """Return the parameters of an address as Django reads them."""
    found = QueryDict(mutable=True)
    for name, value in pairs:
        found.appendlist(name, value)
    return found


@given(pairs=PARAMS)
def test_address_leads_back_to_the_same_query(pairs):
    first = CatalogueQuery.from_params(params(pairs))
    again = CatalogueQuery.from_params(QueryDict(first.address()[1:]))
    assert again == first
    assert again.address() == first.address()


@given(pairs=PARAMS, facet=st.sampled_from(query.FACETS), value=st.text(min_size=1, max_size=9))
def test_toggling_twice_leads_back_and_to_the_first_page(pairs, facet, value):
    start = CatalogueQuery.from_params(params(pairs))
    once = start.toggled(facet, value)
    assert once.page == 1
    assert (value in once.values(facet)) is (value not in start.values(facet))
    assert set(once.toggled(facet, value).values(facet)) == set(start.values(facet))


@given(pairs=PARAMS)
def test_restricted_query_knows_only_what_exists(pairs):
    known = {"thema": ["a", "b"], "stufe": ["x"]}
    found = CatalogueQuery.from_params(params(pairs)).restricted(known)
    assert all(set(values) <= set(known.get(name, ())) for name, values in found.chosen.items())
    assert all(found.chosen.values())


def test_without_text_keeps_filters_and_leads_to_first_page():
    assert asked("q=Recht&thema=a&page=4").without_text().address() == "?thema=a"


@pytest.mark.parametrize(
    ("address", "empty"),
    [("", True), ("page=3", True), ("q=+", True), ("q=a", False), ("dauer=kurz", False)],
)
def test_query_is_empty_without_words_and_filters(address, empty):
    assert asked(address).is_empty is empty


@pytest.mark.parametrize(
    ("minutes", "expected"), [(-5, ""), (180, "mittel"), (10_000, "lang"), (59, "kurz")]
)
def test_duration_class_at_its_edges(minutes, expected):
    assert query.duration_class(minutes) == expected


TODAY = dt.date(2026, 3, 2)


@pytest.mark.parametrize(
    ("day", "dated", "expected"),
    [
        (None, False, "jederzeit"),
        (None, True, ""),
        (TODAY, True, "bald"),
        (TODAY + dt.timedelta(days=30), False, "bald"),
        (TODAY + dt.timedelta(days=31), True, "spaeter"),
    ],
)
def test_date_class_tells_soon_from_later_and_always(day, dated, expected):
    assert query.date_class(day, TODAY, dated=dated) == expected


def test_other_words_and_no_filters_lead_to_first_page():
    start = asked("q=Datenschuz&thema=a&page=4")
    assert start.with_text("Datenschutz").address() == "?q=Datenschutz&thema=a"
    assert start.without_filters().address() == "?q=Datenschuz"
