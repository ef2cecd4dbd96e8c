"""What was chosen in a tool: read as Deep Linking 2.0 writes it, and never trusted."""

import pytest

from courses.lti.core import vocabulary as words
from courses.lti.core.contents import Unreadable, read_choice

TARGET = "https://moodle.example/launch"
LINK = {"type": "ltiResourceLink", "title": "Vergabe", "url": f"{TARGET}?id=1"}
LINE = {"label": "Punkte", "scoreMaximum": 20, "resourceId": "r", "tag": "t"}


def chosen(*items):
    """Return what is read of these items."""
    return read_choice({words.CHOICE_ITEMS: list(items)}, target=TARGET)


def test_dl_3_link_is_read_with_all_that_is_kept():
    link = {**LINK, "text": "Üben", "custom": {"id": 7, "s": "x"}, "lineItem": LINE}
    assert chosen(link) == [
        {
            "title": "Vergabe",
            "text": "Üben",
            "url": f"{TARGET}?id=1",
            "custom": {"id": "7", "s": "x"},
            "has_score": True,
            "label": "Punkte",
            "score_maximum": "20.00",
            "resource_id": "r",
            "tag": "t",
        }
    ]


def test_dl_3_link_without_an_address_opens_the_target_of_the_tool():
    assert chosen({"type": "ltiResourceLink"})[0]["url"] == TARGET


@pytest.mark.parametrize(
    ("item", "title"),
    [
        (LINK, "Vergabe"),
        ({**LINK, "title": ""}, "LTI"),
        ({**LINK, "title": None}, "LTI"),
        ({**LINK, "title": None, "lineItem": LINE}, "Punkte"),
        ({**LINK, "title": " Zum Üben \x00"}, "Zum Üben"),
        ({**LINK, "title": "x" * 400}, "x" * 160),
        ({**LINK, "title": ["Liste"]}, "LTI"),
        ({**LINK, "title": True}, "LTI"),
    ],
)
def test_title_is_a_short_text_whatever_was_sent(item, title):
    assert chosen(item)[0]["title"] == title


@pytest.mark.parametrize("kind", ["link", "file", "html", "image", "x", None, 7])
def test_dl_3_other_types_were_not_asked_for_and_are_left_out(kind):
    assert chosen({**LINK, "type": kind}) == []
    assert len(chosen({**LINK, "type": kind}, LINK)) == 1


def test_dl_4_5_4_nothing_chosen_is_an_answer():
    assert chosen() == []
    assert read_choice({}, target=TARGET) == []


@pytest.mark.parametrize("items", ["x", 7, {"type": "ltiResourceLink"}, ["x"], [None], [[]]])
def test_what_is_no_list_of_objects_is_refused(items):
    with pytest.raises(Unreadable, match="list of objects"):
        read_choice({words.CHOICE_ITEMS: items}, target=TARGET)


def test_more_than_a_handful_at_once_is_refused():
    assert len(chosen(*[LINK] * 20)) == 20
    with pytest.raises(Unreadable, match="more than 20"):
        chosen(*[LINK] * 21)


@pytest.mark.parametrize(
    ("maximum", "kept"),
    [
        (1, "1.00"),
        (0.5, "0.50"),
        (100, "100.00"),
        (999_999, "999999.00"),
    ],
)
def test_dl_3_4_most_points_are_kept(maximum, kept):
    assert chosen({**LINK, "lineItem": {"scoreMaximum": maximum}})[0]["score_maximum"] == kept


@pytest.mark.parametrize("maximum", [0, -1, 1_000_000, "20", None, True, float("nan")])
def test_dl_3_4_most_points_have_to_be_a_number_above_nought(maximum):
    with pytest.raises(Unreadable, match="scoreMaximum"):
        chosen({**LINK, "lineItem": {"scoreMaximum": maximum}})


@pytest.mark.parametrize("line", [None, "x", [], {}])
def test_content_without_a_line_reports_no_results(line):
    assert chosen({**LINK, "lineItem": line})[0]["has_score"] is False


@pytest.mark.parametrize(
    ("custom", "kept"),
    [
        (None, {}),
        ("x", {}),
        ({"a": "b"}, {"a": "b"}),
        ({"a": 1.5}, {"a": "1.5"}),
        ({"a": True, "b": None, "c": {}, "d": []}, {}),
        ({"a": "x" * 900}, {"a": "x" * 500}),
        ({"a\x00": "b\x00"}, {"a": "b"}),
    ],
)
def test_dl_3_custom_parameters_are_texts(custom, kept):
    assert chosen({**LINK, "custom": custom})[0]["custom"] == kept


def test_no_more_than_fifty_custom_parameters_are_kept():
    custom = {str(number): "x" for number in range(80)}
    assert len(chosen({**LINK, "custom": custom})[0]["custom"]) == 50
