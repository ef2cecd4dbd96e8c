"""What forms accept, how a draft is put together with its comments, tokens and brakes."""

import uuid
from types import SimpleNamespace

import pytest
from django.core import signing
from django.test import RequestFactory
from django.utils import translation

from courses.review import limits, presenting, tokens
from courses.review.errors import (
    AlreadyDecided,
    NothingToSubmit,
    NotYours,
    OnlyComments,
    ReasonMissing,
    TooManyTries,
)
from courses.review.forms import (
    BACK,
    PASS,
    CommentForm,
    DecisionForm,
    GuestCommentForm,
    LinkForm,
)
from courses.review.models import LONGEST_COMMENT, Comment

BLOCKS = [("a", "1. Text: Anfang"), ("b", "2. Bild")]


@pytest.mark.parametrize(
    ("data", "valid"),
    [
        ({"text": "Gut"}, True),
        ({"text": "Gut", "block": "a"}, True),
        ({"text": ""}, False),
        ({"text": "   "}, False),
        ({}, False),
        ({"text": "0"}, True),
        ({"text": "x" * LONGEST_COMMENT}, True),
        ({"text": "x" * (LONGEST_COMMENT + 1)}, False),
        ({"text": "Gut", "block": "x" * 61}, False),
    ],
)
def test_comment_needs_words_and_not_too_many(data, valid):
    assert CommentForm(data).is_valid() is valid


@pytest.mark.parametrize(
    ("data", "valid"),
    [
        ({"name": "A", "text": "Gut", "block": ""}, True),
        ({"name": "A", "text": "Gut", "block": "b"}, True),
        ({"name": "A", "text": "Gut", "block": "c"}, False),
        ({"name": "", "text": "Gut", "block": ""}, False),
        ({"name": " ", "text": "Gut", "block": ""}, False),
        ({"name": "A", "text": "", "block": ""}, False),
        ({"name": "A" * 121, "text": "Gut", "block": ""}, False),
    ],
)
def test_guest_needs_a_name_and_chooses_a_block_that_is_there(data, valid):
    assert GuestCommentForm(data, blocks=BLOCKS).is_valid() is valid


@pytest.mark.parametrize(
    ("decision", "comment_only", "valid"),
    [
        (PASS, False, True),
        (BACK, False, True),
        (PASS, True, True),
        (BACK, True, False),
        ("", False, False),
        ("veroeffentlichen", False, False),
    ],
)
def test_decision_offers_what_the_stage_allows(decision, comment_only, valid):
    form = DecisionForm({"decision": decision, "comment": ""}, comment_only=comment_only)
    assert form.is_valid() is valid


@pytest.mark.parametrize(
    ("days", "valid"),
    [
        ("7", True),
        ("14", True),
        ("30", True),
        ("365", False),
        ("0", False),
        ("x", False),
        ("", False),
        ("-7", False),
        ("7.5", False),
    ],
)
def test_link_lasts_at_most_a_month(days, valid):
    form = LinkForm({"purpose": "Beirat", "days": days})
    assert form.is_valid() is valid
    assert not valid or form.cleaned_data["days"] == int(days)


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (AlreadyDecided, 409),
        (ReasonMissing, 400),
        (OnlyComments, 409),
        (NotYours, 403),
        (NothingToSubmit, 409),
        (TooManyTries, 429),
    ],
)
def test_refusal_is_a_german_sentence_with_a_status(error, status):
    with translation.override("de"):
        sentence = str(error())
    assert error().status == status
    assert sentence.endswith(".")
    assert sentence[0].isupper()


def test_token_opens_only_what_it_was_issued_for():
    key = uuid.uuid4()
    assert tokens.read(tokens.issue(key)) == key
    assert tokens.issue(key) != str(key)


@pytest.mark.parametrize(
    "token",
    [
        "",
        "x",
        str(uuid.uuid4()),
        signing.dumps(str(uuid.uuid4()), salt="something.else"),
        signing.dumps("no key", salt=tokens.SALT),
        signing.dumps(None, salt=tokens.SALT),
        signing.dumps(["a"], salt=tokens.SALT),
    ],
    # Tokens hold the time: workers of one run would name the tests differently.
    ids=["nothing", "a letter", "another key", "another salt", "no key", "none", "a list"],
)
def test_token_of_somebody_else_opens_nothing(token):
    assert tokens.read(token) is None


@pytest.mark.parametrize("deed", ["open", "comment", "forged"])
def test_brake_counts_each_address_and_deed_for_itself(deed, monkeypatch):
    monkeypatch.setitem(limits.MOST, deed, 2)
    here = RequestFactory().get("/", REMOTE_ADDR="192.0.2.1")
    there = RequestFactory().get("/", REMOTE_ADDR="192.0.2.2")
    limits.count(here, deed)
    limits.count(here, deed)
    with pytest.raises(TooManyTries):
        limits.count(here, deed)
    limits.count(there, deed)


class Child(SimpleNamespace):
    """A block as Wagtail hands it out."""

    def get_prep_value(self):
        return {"type": self.block_type, "value": self.value, "id": self.id}


def draft(*blocks):
    children = [Child(block_type="paragraph", value=text, id=key) for key, text in blocks]
    return SimpleNamespace(body=children)


def said(block, *, open_=True):
    return Comment(block=block, text="T", resolved_at=None if open_ else "2026-01-01")


@pytest.mark.parametrize(
    ("comments", "at_blocks", "general", "lost", "waiting"),
    [
        ([], [0, 0], 0, 0, 0),
        ([said("a")], [1, 0], 0, 0, 1),
        ([said("a"), said("a", open_=False)], [2, 0], 0, 0, 1),
        ([said("b"), said("")], [0, 1], 1, 0, 2),
        ([said("weg")], [0, 0], 0, 1, 1),
        ([said("weg", open_=False), said("", open_=False)], [0, 0], 1, 1, 0),
    ],
)
def test_comments_are_put_where_they_belong(comments, at_blocks, general, lost, waiting):
    shown = presenting.shown(draft(("a", "<p>Eins</p>"), ("b", "<p>Zwei</p>")), comments)
    assert [len(block.comments) for block in shown.blocks] == at_blocks
    assert (len(shown.general), len(shown.lost), shown.open_count) == (general, lost, waiting)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("<p>Kurz.</p>", "Text: Kurz."),
        ("", "Text"),
        ("<p>" + "sehr " * 20 + "lang</p>", "Text: " + ("sehr " * 20)[:49] + "…"),
    ],
)
def test_block_is_named_by_kind_and_first_words(text, name):
    with translation.override("de"):
        shown = presenting.shown(draft(("a", text)), [])
    assert shown.blocks[0].name == name
    assert shown.choices == [("a", f"1. {name}")]
