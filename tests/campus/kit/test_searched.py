"""Choosing some of many by a part of their name, without script."""

import re

import pytest
from django import forms
from django.http import QueryDict

from campus.kit import searched
from campus.kit.searched import FEW, MOST, SearchedChoices

MANY = [(str(number), f"Ort {number:03}") for number in range(1, 101)]


class Towns(forms.Form):
    name = forms.CharField()
    towns = forms.MultipleChoiceField(choices=MANY, required=False, widget=SearchedChoices)


class Few(forms.Form):
    towns = forms.MultipleChoiceField(choices=MANY[:FEW], required=False, widget=SearchedChoices)


def drawn(form):
    return str(form["towns"])


def offered(form):
    """Return the values that can be ticked, and of these the ticked ones."""
    boxes = re.findall(r'<input type="checkbox"[^>]*value="(\d+)"[^>]*?(checked)?>', drawn(form))
    return [value for value, _on in boxes], [value for value, on in boxes if on]


def sent(text):
    return Towns(QueryDict(text))


def test_few_choices_are_all_listed_without_a_search():
    assert offered(Few(initial={"towns": ["2"]})) == ([str(n) for n in range(1, FEW + 1)], ["2"])
    assert 'type="search"' not in drawn(Few())
    assert 'id="id_towns_0"' in drawn(Few())


def test_of_many_only_the_chosen_ones_are_listed_at_first():
    form = Towns(initial={"towns": ["7", "70"]})
    assert offered(form) == (["7", "70"], ["7", "70"])
    assert 'type="search"' in drawn(form) and "100 können gewählt werden" in drawn(form)
    assert "autofocus" not in drawn(form)


def test_found_ones_stand_below_the_chosen_ones():
    form = sent("towns=7&towns-word=ort++05&towns-find=1")
    assert offered(form) == (["7", *(str(n) for n in range(50, 60))], ["7"])
    assert "Gefunden: 10" in drawn(form) and "autofocus" in drawn(form)
    assert 'value="ort 05"' in drawn(form)


def test_chosen_one_that_fits_stands_there_once():
    assert offered(sent("towns=50&towns-word=050")) == (["50"], ["50"])


def test_too_many_found_ones_are_cut_and_counted():
    form = sent("towns-word=ort")
    assert len(offered(form)[0]) == MOST
    assert f"Die ersten {MOST} von 100" in drawn(form)


def test_nothing_found_is_said():
    assert "Sonst trägt niemand" in drawn(sent("towns-word=Xanten"))
    assert offered(sent("towns=3&towns-word=Xanten")) == (["3"], ["3"])


def test_word_is_shown_without_markup():
    assert "<script>" not in drawn(sent("towns-word=%3Cscript%3E"))


@pytest.mark.parametrize("text", ["", "towns=7", "towns=7&towns=50&towns-word=05&towns-find=1"])
def test_each_box_has_an_id_of_its_own_and_number_0_is_the_search(text):
    ids = re.findall(r'<input [^>]*\bid="([^"]+)"', drawn(sent(text)))
    assert len(ids) == len(set(ids)) and ids.count("id_towns_0") == 1
    assert re.search(r'type="search"[^>]*id="id_towns_0"', drawn(sent(text)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [("towns-find=1", True), ("towns-word=05", False), ("name=a", False), ("", False)],
)
def test_search_is_told_from_sending_the_form(text, expected):
    assert searched.is_search(sent(text)) is expected


def test_form_on_its_own_is_no_search():
    assert searched.is_search(Towns()) is False


def test_search_keeps_what_was_typed_and_judges_nothing():
    form = searched.unjudged(sent("name=&towns=7&towns-word=05&towns-find=1"))
    assert not form.errors and form["towns"].value() == ["7"]
    assert sent("name=").errors


def test_what_is_sent_is_checked_as_ever():
    form = sent("name=a&towns=7&towns=70")
    assert form.is_valid() and form.cleaned_data["towns"] == ["7", "70"]
    assert not sent("name=a&towns=999").is_valid()
