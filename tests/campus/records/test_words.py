"""Statements in words: readable for people, and silent about who somebody is."""

import pytest
from django.utils import translation

from campus.records import words
from campus.records.owners import Owner
from courses.xapi import vocabulary
from tests.factories.xapi import activity, agent, group, reference, statement, substatement

FORUM = "https://moodle.example/mod/forum/view/77/"


@pytest.mark.parametrize(
    ("names", "shown"),
    [
        ({"en": "Report", "de": "Melden"}, "Melden"),
        ({"en": "Report", "de-DE": "Melden"}, "Melden"),
        ({"fr": "Signaler", "en-GB": "Report"}, "Report"),
        ({"fr": "Signaler"}, "Signaler"),
        ({"de": " ", "fr": "Signaler"}, "Signaler"),
        ({}, ""),
    ],
)
def test_text_is_german_else_english_else_any(names, shown):
    assert words.in_language(names) == shown


def test_text_follows_the_reader():
    with translation.override("en"):
        assert words.in_language({"en": "Report", "de": "Melden"}) == "Report"
        assert words.verb_words(vocabulary.COMPLETED.as_dict()) == "completed"


def test_endless_name_is_cut():
    assert len(words.in_language({"de": "x" * 5000})) == words.LONGEST + 1


@pytest.mark.parametrize(
    ("verb", "shown"),
    [
        ({"id": vocabulary.COMPLETED.iri}, "abgeschlossen"),
        ({"id": vocabulary.COMPLETED.iri, "display": {"de": "gehackt"}}, "abgeschlossen"),
        ({"id": "https://w3id.org/verbs/annotated", "display": {"en": "noted"}}, "noted"),
        ({"id": "https://w3id.org/verbs/annotated"}, "annotated"),
        ({"id": "https://w3id.org/verbs#annotated"}, "annotated"),
        ({"id": "urn:x"}, "urn:x"),
    ],
)
def test_verb_is_read_from_our_list_then_from_the_statement(verb, shown):
    assert words.verb_words(verb) == shown


@pytest.mark.parametrize(
    ("actor", "shown"),
    [
        (agent("3f0c7a52-77aa"), "Konto 3f0c7a52…"),
        (agent("kurz"), "Konto kurz"),
        ({"mbox": "mailto:erika@beispiel.example", "name": "Erika"}, "anderes Kennzeichen"),
        ({"openid": "https://erika.example"}, "anderes Kennzeichen"),
        (group(agent("a"), name="Amt 3"), "eine Gruppe"),
    ],
)
def test_actor_is_an_opaque_account_and_never_a_name(actor, shown):
    found = words.actor_words(actor)
    assert found.startswith(shown)
    assert "Erika" not in found and "erika" not in found and "Amt" not in found


@pytest.mark.parametrize(
    ("thing", "shown"),
    [
        (activity(FORUM, name={"de": "Fragen"}, type=vocabulary.LESSON), "Lektion „Fragen“"),
        (activity(FORUM, name={"de": "Fragen"}, type="https://x.example/type"), "„Fragen“"),
        (activity(FORUM), "„77“"),
        (activity("https://known.example/1"), "„Bekannt“"),
        (reference("3f0c7a52-0000-4000-8000-000000000000"), "Aussage 3f0c7a52"),
        (substatement(), "eine Aussage in der Aussage"),
        (agent("3f0c7a52-77aa"), "Konto 3f0c7a52…"),
    ],
)
def test_thing_is_named_by_kind_and_name_or_by_its_address(thing, shown):
    names = {"https://known.example/1": {"de": "Bekannt"}}
    assert words.thing_words(thing, names).startswith(shown)


@pytest.mark.parametrize(
    ("result", "shown"),
    [
        ({}, ""),
        ({"score": {"scaled": 0.8}}, "80 Prozent"),
        ({"score": {"raw": 8}, "success": False}, "nicht bestanden"),
        (
            {"score": {"scaled": 1}, "success": True, "completion": True},
            "100 Prozent, bestanden, abgeschlossen",
        ),
        ({"completion": False}, "nicht abgeschlossen"),
    ],
)
def test_result_is_told_as_far_as_stated(result, shown):
    assert words.result_words(result) == shown


@pytest.mark.parametrize(
    ("around", "found"),
    [
        ({}, None),
        ({"parent": [activity("https://x.example/1")]}, "https://x.example/1"),
        ({"grouping": activity("https://x.example/2")}, "https://x.example/2"),
        ({"grouping": [], "other": [activity("https://x.example/3")]}, None),
    ],
)
def test_surrounding_is_parent_or_grouping(around, found):
    place = words.surrounding(statement(context={"contextActivities": around}))
    assert (place and place["id"]) == found


@pytest.mark.parametrize(
    ("name", "owner"),
    [
        ("platform", Owner("platform", "")),
        ("provider:12", Owner("provider", "12")),
        ("client:abc", Owner("client", "abc")),
    ],
)
def test_source_is_read_from_the_authority(name, owner):
    assert words.source_of({"authority": agent(name)}) == owner
