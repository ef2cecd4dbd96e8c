"""Entries of other catalogues by table: what the schema allows, and what becomes of it."""

import orjson
import pytest

from courses.exchange.moochub import feed, reading
from courses.exchange.moochub.reading import Fault
from tests.courses.exchange.test_feed import record
from tests.factories.moochub import HPI, LICENCE, a_page, an_entry


def facts(**changes):
    return reading.entry(an_entry(**changes)).facts


def fault_of(raw):
    with pytest.raises(Fault) as caught:
        reading.entry(raw)
    return caught.value.code, caught.value.place


def test_entry_becomes_plain_facts():
    told = facts()
    assert told["title"] == "Sichere Passwörter"
    assert told["text"] == "In diesem Kurs geht es um Sichere Passwörter."
    assert (told["provider_name"], told["provider_url"]) == (HPI["name"], HPI["url"])
    assert (told["licence"], told["licence_url"]) == (LICENCE["identifier"], LICENCE["url"])
    assert (told["language"], told["access"], told["minutes"]) == ("de", "free", 180)
    assert told["keywords"] == ["Sicherheit"]


def test_what_our_own_feed_tells_can_be_read_by_another_platform_like_ours():
    raw = feed.resource(record(minutes=95, keywords=["Recht"]))
    told = reading.entry(orjson.loads(orjson.dumps(raw))).facts
    assert (told["title"], told["minutes"], told["format"]) == ("Kurs", 95, "on_demand")
    assert told["address"] == "https://campus.example/anbieter/hs/kurs/"


def test_entry_with_nothing_but_what_is_required_is_taken_over():
    optional = ("description", "inLanguage", "courseMode", "duration", "access", "keywords")
    told = facts(**dict.fromkeys(optional, ...))
    assert (told["text"], told["language"], told["minutes"], told["access"]) == ("", "", 0, "")
    assert (told["format"], told["keywords"]) == ("on_demand", [])
    assert facts(**dict.fromkeys(optional))["format"] == "on_demand"


@pytest.mark.parametrize(
    ("changes", "code", "place"),
    [
        ({"name": ...}, "missing", "name"),
        ({"name": None}, "missing", "name"),
        ({"name": 7}, "kind", "name"),
        ({"name": "  "}, "value", "name"),
        ({"name": "<script>x</script>"}, "value", "name"),
        ({"learningResourceType": ...}, "missing", "learningResourceType"),
        ({"learningResourceType": {"identifier": "x"}}, "value", "learningResourceType"),
        ({"publisher": ...}, "missing", "publisher"),
        ({"publisher": "HPI"}, "kind", "publisher"),
        ({"publisher": {"type": "Organization"}}, "missing", "publisher.name"),
        ({"publisher": {"type": "Firma", "name": "x"}}, "value", "publisher.type"),
        ({"creator": []}, "missing", "creator"),
        ({"creator": ["x"]}, "kind", "creator"),
        ({"url": ...}, "missing", "url"),
        ({"url": "/kurse/1"}, "address", "url"),
        ({"url": "javascript:alert(1)"}, "address", "url"),
        ({"url": "http://lernen.example/1"}, "address", "url"),
        ({"url": "https://nutzer:wort@lernen.example/"}, "address", "url"),
        ({"url": 'https://lernen.example/"><script>'}, "address", "url"),
        ({"license": ...}, "missing", "license"),
        ({"license": []}, "missing", "license"),
        ({"license": ["CC-BY"]}, "kind", "license"),
        ({"license": [{"identifier": "CC-BY-4.0"}]}, "missing", "license.url"),
        ({"license": [{"url": None}]}, "missing", "identifier"),
        ({"description": ["x"]}, "kind", "description"),
        ({"inLanguage": "de"}, "kind", "inLanguage"),
        ({"inLanguage": [3]}, "kind", "inLanguage"),
        ({"courseMode": ["remote"]}, "value", "courseMode"),
        ({"access": ["gratis"]}, "value", "access"),
        ({"duration": "drei Stunden"}, "value", "duration"),
        ({"duration": "P"}, "value", "duration"),
        ({"duration": 90}, "kind", "duration"),
        ({"workload": "viel"}, "kind", "workload"),
        ({"keywords": {"a": 1}}, "kind", "keywords"),
    ],
)
def test_entry_that_the_schema_forbids_says_where(changes, code, place):
    assert fault_of(an_entry(**changes)) == (code, place)


@pytest.mark.parametrize(
    ("raw", "code", "place"),
    [
        (None, "kind", "id"),
        ([], "kind", "id"),
        ({}, "missing", "id"),
        ({"id": 5}, "kind", "id"),
        ({"id": " "}, "value", "id"),
        ({"id": "x" * 121}, "value", "id"),
        ({"id": "a\x00b"}, "value", "id"),
        ({"id": "a"}, "missing", "type"),
        ({"id": "a", "type": "courses"}, "value", "type"),
        ({"id": "a", "type": "Course"}, "missing", "attributes"),
        ({"id": "a", "type": "Course", "attributes": []}, "kind", "attributes"),
    ],
)
def test_what_is_no_entry_at_all_says_so(raw, code, place):
    assert fault_of(raw) == (code, place)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<p>Eins.</p>\n<p>Zwei &amp; drei.</p>", "Eins.\nZwei & drei."),
        ("Eins<br/>Zwei", "Eins\nZwei"),
        ("<ul><li>a</li><li>b</li></ul>", "a\nb"),
        ("<script>alert(1)</script>Ja", "Ja"),
        ("<img src=x onerror=alert(1)>Bild", "Bild"),
        ("<a href='javascript:alert(1)'>hier</a>", "hier"),
        ("&lt;b&gt;fett&lt;/b&gt;", "<b>fett</b>"),
        ("<style>p{}</style><p>  viel   Platz </p>", "viel Platz"),
        ("a\x00b\u202ec\ufeff", "ab c"),
        ("Ende ohne <b", "Ende ohne"),
        ("3 < 5 und 7 > 2", "3 < 5 und 7 > 2"),
        ("", ""),
    ],
)
def test_text_from_outside_becomes_plain(text, expected):
    assert reading.plain(text, 100) == expected


def test_long_text_ends_with_an_ellipsis_within_its_bounds():
    shown = reading.plain("Wort " * 2000, 4000)
    assert len(shown) <= 4000 and shown.endswith("…")


@pytest.mark.parametrize(
    ("modes", "format_"),
    [
        ([], "on_demand"),
        (["online"], "on_demand"),
        (["online", "asynchronous"], "on_demand"),
        (["online", "synchronous"], "live"),
        (["synchronous", "asynchronous"], "on_demand"),
        (["onsite"], "live"),
        (["blended", "onsite"], "hybrid"),
    ],
)
def test_mode_becomes_our_form(modes, format_):
    assert reading.format_of(modes) == format_


@pytest.mark.parametrize(
    ("duration", "workload", "minutes"),
    [
        ("PT45M", {}, 45),
        ("PT1H30M", {}, 90),
        ("PT1.5H", {}, 90),
        # Weeks say when it ends, not how long one learns.
        ("P2W", {}, 0),
        ("P2W", {"timeValue": 3, "timeUnit": "h/week"}, 360),
        ("P14D", {"timeValue": 1, "timeUnit": "h/day"}, 840),
        ("P1M", {"timeValue": 13, "timeUnit": "h/month"}, 780),
        ("P2W", {"timeValue": "drei", "timeUnit": "h/week"}, 0),
        ("P2W", {"timeValue": 3, "timeUnit": "h/jahr"}, 0),
        ("PT99999H", {}, 0),
        ("", {"timeValue": 3, "timeUnit": "h/week"}, 0),
    ],
)
def test_minutes_are_those_in_which_one_learns(duration, workload, minutes):
    assert reading.minutes_of(duration, workload) == minutes


@pytest.mark.parametrize(
    ("licence", "expected"),
    [
        (
            {"identifier": "CC0-1.0", "url": "https://x.example/l"},
            ("CC0-1.0", "https://x.example/l"),
        ),
        ({"identifier": "CC0-1.0", "url": None}, ("CC0-1.0", "")),
        ({"identifier": "CC0-1.0", "url": "javascript:x"}, ("CC0-1.0", "")),
        ({"identifier": "Proprietary", "url": "https://x.example/l"}, ("proprietary", "")),
    ],
)
def test_licence_keeps_its_identifier_and_a_good_address_only(licence, expected):
    told = facts(license=[licence])
    assert (told["licence"], told["licence_url"]) == expected


def test_person_may_publish_and_a_bad_address_of_theirs_is_left_out():
    told = facts(publisher={"type": "Person", "name": "A. Beispiel", "url": "ftp://x.example"})
    assert (told["provider_name"], told["provider_url"]) == ("A. Beispiel", "")


@pytest.mark.parametrize(
    ("languages", "first"), [(["en", "de"], "en"), (["xx yy", "de-AT"], "de-AT"), (['"><'], "")]
)
def test_language_is_a_code_or_nothing(languages, first):
    assert facts(inLanguage=languages)["language"] == first


def test_digest_changes_with_the_words_but_not_with_their_order():
    one = an_entry()
    other = {key: one[key] for key in reversed(list(one))}
    assert reading.digest_of(one) == reading.digest_of(other)
    assert reading.digest_of(one) != reading.digest_of(an_entry(duration="PT2H"))


@pytest.mark.parametrize(
    ("links", "following"),
    [
        (None, ""),
        ({}, ""),
        ({"next": None}, ""),
        ({"next": " https://x.example/2 "}, "https://x.example/2"),
        ({"next": {"href": "https://x.example/2"}}, "https://x.example/2"),
    ],
)
def test_page_says_where_the_next_one_stands(links, following):
    page = reading.document(orjson.dumps({"data": [1], "links": links}))
    assert (page.entries, page.following) == ([1], following)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "json"),
        (b"<html>", "json"),
        (b"\xff\xfe", "json"),
        (b"[" * 5000, "json"),
        (b"[]", "document"),
        (b'{"data": {}}', "document"),
        (b'{"data": [], "links": {"next": 7}}', "document"),
    ],
)
def test_what_is_no_page_of_a_catalogue_is_refused(content, code):
    with pytest.raises(Fault) as caught:
        reading.document(content)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        (an_entry("Recht"), "Recht"),
        ({"id": "k-1"}, "k-1"),
        ({"id": 7, "attributes": {"name": " "}}, ""),
        ("x", ""),
        (None, ""),
    ],
)
def test_broken_entry_is_called_by_whatever_names_it(raw, name):
    assert reading.name_of(raw) == name


def test_page_of_our_own_making_is_a_page():
    page = reading.document(orjson.dumps(a_page([an_entry()], "https://x.example/2")))
    assert len(page.entries) == 1 and page.following == "https://x.example/2"
