"""Slots in parts of pages that are drawn once: filled with text, never with markup of a reader."""

import pytest
from django.utils.safestring import SafeString, mark_safe

from campus.kit.drawn import filled, slot


def test_each_slot_gets_its_value_wherever_it_stands():
    drawn = f"<b>{slot('name')}</b> {slot('next')} {slot('name')}"
    assert filled(drawn, name="Kim", next="/x/") == "<b>Kim</b> /x/ Kim"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("<script>", "&lt;script&gt;"),
        ('" onclick="', "&quot; onclick=&quot;"),
        (mark_safe("<b>drawn</b>"), "<b>drawn</b>"),
        (7, "7"),
    ],
)
def test_what_is_put_in_is_escaped_as_in_templates(value, shown):
    assert filled(slot("name"), name=value) == shown


def test_value_that_looks_like_a_slot_opens_none():
    assert filled(slot("name"), name=str(slot("token")), token="secret") == str(slot("token"))


def test_slot_without_a_value_is_empty_and_the_whole_is_safe():
    whole = filled(f"a{slot('tools')}b")
    assert whole == "ab"
    assert isinstance(whole, SafeString)
