"""What the collection reads out of stored questions."""

import copy
import uuid

import pytest

from courses.modules.questions import parse, read
from courses.modules.questions.collecting import (
    copied,
    digest_of,
    gathered,
    kept,
    read_kept,
    tags_of,
    without_notes,
)
from tests.factories.modules import paragraph, question
from tests.factories.questions import cloze, matching, one_of_each, ordering, pool


def noted(block, **notes):
    """Return the question with what an author notes about it."""
    return {**block, "value": {**block["value"], **notes}}


@pytest.mark.parametrize(
    ("typed", "tags"),
    [
        ("", ()),
        (None, ()),
        (" , ,", ()),
        ("Fristen", ("Fristen",)),
        ("Fristen,  Datenschutz ", ("Fristen", "Datenschutz")),
        ("Fristen, fristen, FRISTEN", ("Fristen",)),
        ("öffentliches\n Recht", ("öffentliches Recht",)),
        ("a|b", ("a", "b")),
    ],
)
def test_tags_are_typed_with_commas_between_them(typed, tags):
    assert tags_of(typed) == tags


@pytest.mark.parametrize("tags", [(), ("Fristen",), ("Fristen", "Recht am Bau")])
def test_kept_tags_are_read_again(tags):
    assert read_kept(kept(tags)) == tags


def test_a_kept_tag_is_not_found_in_a_longer_one():
    assert kept(["recht"]) not in kept(["baurecht", "rechte"])


def test_questions_are_gathered_with_their_place_and_nothing_else():
    body = [paragraph(), question(prompt="Erste?"), pool(), matching(prompt="Zweite?")]
    found = gathered(body)

    assert [(one.prompt, one.place, one.kind) for one in found] == [
        ("Erste?", 1, "single"),
        ("Zweite?", 3, "matching"),
    ]
    assert [one.block for one in found] == [body[1]["id"], body[3]["id"]]


def test_each_type_of_question_is_gathered_under_its_type():
    kinds = [one.kind for one in gathered([*one_of_each(), question(type="multiple")])]
    assert kinds == ["matching", "ordering", "numeric", "short_text", "cloze", "multiple"]


def test_words_are_those_of_question_answers_feedback_and_tags():
    (found,) = gathered([noted(question(prompt="Was gilt ÜBERALL?"), tags="Grundgesetz")])

    for word in ("überall", "antwort 2", "rückmeldung 3", "weil es so ist", "grundgesetz"):
        assert word in found.words
    assert "single" not in found.words
    assert found.block not in found.words


@pytest.mark.parametrize(("level", "kept_level"), [("hard", "hard"), ("riesig", ""), (None, "")])
def test_only_known_levels_are_kept(level, kept_level):
    (found,) = gathered([noted(question(), level=level)])
    assert found.level == kept_level


def test_unfinished_question_is_gathered_as_far_as_it_goes():
    (found,) = gathered([{"type": "cloze", "id": "a", "value": {}}])
    assert (found.prompt, found.tags, found.kind) == ("", "", "cloze")
    assert gathered([{"type": "cloze", "value": {}}, {"type": "question", "id": ""}]) == []


def test_digest_tells_what_learners_are_asked_and_no_notes():
    block = question(prompt="Was gilt?")
    same = noted(block, tags="Recht", level="hard", points=None)
    other = noted(block, prompt="Was gilt nicht?")

    assert digest_of(block) == digest_of(same)
    assert digest_of(block) != digest_of(other)


def test_digest_of_a_copy_is_that_of_its_original():
    for block in (*one_of_each(), question()):
        assert digest_of(copied(block, str(uuid.uuid4()))) == digest_of(block)


def test_copy_asks_the_same_under_ids_of_its_own():
    block = question()
    before = copy.deepcopy(block)
    twin = copied(block, "neu")

    old, new = read(block), read(twin)
    assert block == before
    assert new.id == "neu"
    assert [one.text for one in new.options] == [one.text for one in old.options]
    assert not {one.id for one in new.options} & {one.id for one in old.options}
    assert copied(block, "neu") == twin


@pytest.mark.parametrize("make", [matching, ordering, cloze], ids=lambda made: made.__name__)
def test_right_answer_of_a_copy_earns_all_points(make):
    twin = read(copied(make(), "neu"))
    assert twin.credit(twin.clean(twin.solution())) == 1


def test_notes_are_left_out_of_questions_alone():
    plain = question()
    body = [paragraph(), noted(plain, tags="Recht", level="easy"), pool()]

    assert without_notes(body) == [body[0], plain, body[2]]


def test_notes_change_nothing_that_is_asked():
    block = question()
    assert parse([noted(block, tags="Recht", level="easy")]) == parse([block])


def test_signs_that_no_column_holds_are_left_out():
    block = noted(question(prompt="Was\x00 gilt\ud800?"), tags="Re\x00cht", type="x" * 99)
    (found,) = gathered([block])

    assert (found.prompt, found.tags, found.kind) == ("Was gilt ?", "|Re cht|", "single")
    assert "\x00" not in found.words
    assert gathered([{**block, "id": "a\x00b"}]) == []


def test_order_in_which_a_database_stores_the_parts_makes_no_difference():
    block = noted(question(), tags="Recht")
    other = {**block, "value": dict(reversed(block["value"].items()))}
    assert gathered([other]) == gathered([block])
