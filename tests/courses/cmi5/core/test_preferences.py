"""The learner's preferences, good and bad ones."""

import json

import pytest

from courses.cmi5.core.preferences import broken, default_preferences

JSON = "application/json"


def document(language="de", audio="on", **more):
    """Return a document as a unit sends it."""
    return json.dumps({"languagePreference": language, "audioPreference": audio, **more}).encode()


@pytest.mark.parametrize(
    "language", ["de", "de-DE,en-GB", "zh-Hant-TW", "de, en", "x-verein", "sl-rozaj"]
)
def test_lists_of_language_tags_are_good(language):
    assert broken(document(language), f"{JSON}; charset=utf-8") == ""


@pytest.mark.parametrize(
    ("content", "kind", "requirement"),
    [
        (document(), "text/plain", "11.0.0.0-5"),
        (document(), "", "11.0.0.0-5"),
        (b"{", JSON, "11.0.0.0-5"),
        (b"\xff", JSON, "11.0.0.0-5"),
        (b"[" * 100_000, JSON, "11.0.0.0-5"),
        (b'"de"', JSON, "11.0.0.0-5"),
        (b'{"languagePreference": "de"}', JSON, "11.0.0.0-5"),
        (document(""), JSON, "11.1.0.0-1"),
        (document("Deutsch und Englisch"), JSON, "11.1.0.0-1"),
        (document("de,,en"), JSON, "11.1.0.0-1"),
        (document(7), JSON, "11.1.0.0-1"),
        (document(["de"]), JSON, "11.1.0.0-1"),
        (document(audio="laut"), JSON, "11.2.0.0-1"),
    ],
)
def test_what_is_bad_names_the_requirement(content, kind, requirement):
    assert broken(content, kind) == requirement


def test_our_own_first_preferences_are_good():
    assert broken(json.dumps(default_preferences("de")).encode(), JSON) == ""
