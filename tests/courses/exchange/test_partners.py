"""Entries as the partners of MOOChub tell them, in data of our own of the same shapes.

The shapes are those of Xikolo (openHPI, eGov-Campus, KI-Campus), of the Moodle plug-in of TH Lübeck
and of feeds that still tell v2 (iMooX, oncampus, opencampus.sh).
"""

import pytest

from courses.exchange.moochub import older, reading
from courses.exchange.moochub.reading import Fault
from tests.factories.moochub import an_entry

PLATFORM = {"name": "Lernort Beispiel", "identifier": "https://lernort.example/"}
XIKOLO = {
    "courseCode": "verwaltung2026",
    "description": "<p>Wie <em>Register</em> sprechen.</p>\n",
    "startDate": ["2026-03-01T08:00:00Z"],
    "endDate": [],
    "image": {"type": "ImageObject", "contentUrl": "https://bilder.example/1.png", "license": []},
    "instructors": [{"name": "Eine Person"}],
    "duration": "P4W",
    "courseMode": ["online"],
    "offers": [{"price": 1000, "price_currency": "EUR", "category": "course"}],
    "teaches": [],
    "educationalAlignment": [],
    "publisher": PLATFORM | {"type": "Organization"},
    "creator": [{"name": "Person", "honorificPrefix": None, "type": "Person", "description": ""}],
    "license": [{"identifier": "proprietary", "url": None, "contentUrl": None}],
}
LUEBECK = {
    "courseMode": ["online", "asynchronous"],
    "expires": None,
    "instructor": [{"name": "Eine Person", "type": "Person"}],
    "duration": "PT12H",
    "publisher": PLATFORM | {"type": "Organization", "image": {"license": [{"url": None}]}},
    "creator": [PLATFORM | {"type": "Organization"}],
    "license": [{"identifier": "Proprietary", "url": None}],
    "keywords": [""],
}
BY_SA = "https://creativecommons.org/licenses/by-sa/4.0/"


def in_v2(**changes):
    attributes = {
        "name": "Registermodernisierung",
        "courseCode": "3",
        "courseMode": "MOOC",
        "abstract": "Wie Register sprechen.",
        "languages": ["de", "en"],
        "startDate": "2026-10-19T12:00:00+02:00",
        "image": {"url": "https://bilder.example/1.png", "licenses": []},
        "instructors": [{"name": "Eine &amp; eine andere", "image": None}],
        "duration": "P7W",
        "workload": 1,
        "moocProvider": {"name": "Lernort", "url": "https://lernort.example/", "logo": None},
        "url": "https://lernort.example/kurs/register",
        "courseLicenses": [{"url": BY_SA}],
        "access": ["free"],
        **changes,
    }
    told = {key: value for key, value in attributes.items() if value is not ...}
    return {"id": "3", "type": "courses", "attributes": told}


def facts(raw):
    return reading.entry(raw).facts


def test_entry_of_openhpi_is_taken_over_with_the_address_of_its_platform():
    told = facts(an_entry(**XIKOLO))
    assert told["text"] == "Wie Register sprechen."
    assert (told["provider_name"], told["provider_url"]) == tuple(PLATFORM.values())
    assert (told["licence"], told["licence_url"]) == ("proprietary", "")
    assert (told["minutes"], told["format"], told["access"]) == (0, "on_demand", "free")


def test_platform_that_does_not_say_whether_it_is_a_person_is_taken_over():
    told = facts(an_entry(**XIKOLO | {"publisher": PLATFORM, "creator": [PLATFORM]}))
    assert told["provider_name"] == "Lernort Beispiel"


def test_licence_whose_address_is_mistyped_keeps_its_name():
    mistyped = "https: //creativecommons.org/publicdomain/zero/1.0"
    told = facts(an_entry(**XIKOLO | {"license": [{"identifier": "CC0-1.0", "url": mistyped}]}))
    assert (told["licence"], told["licence_url"]) == ("CC0-1.0", "")


def test_entry_of_the_moodle_of_luebeck_is_taken_over():
    told = facts(an_entry(**LUEBECK))
    assert (told["licence"], told["minutes"]) == ("proprietary", 720)
    assert told["provider_url"] == PLATFORM["identifier"]


def test_entry_in_the_words_of_v2_is_taken_over():
    told = facts(in_v2())
    assert (told["title"], told["text"]) == ("Registermodernisierung", "Wie Register sprechen.")
    assert (told["provider_name"], told["provider_url"]) == ("Lernort", "https://lernort.example/")
    assert (told["licence"], told["licence_url"]) == ("CC-BY-SA-4.0", BY_SA)
    assert (told["language"], told["access"], told["identifier"]) == ("de", "free", "3")
    assert (told["minutes"], told["format"]) == (0, "on_demand")


def test_long_text_of_v2_goes_before_the_short_one():
    assert facts(in_v2(description="Lang."))["text"] == "Lang."
    assert facts(in_v2(abstract=...))["text"] == ""


def test_platform_of_v2_may_be_a_mere_name_and_an_id_a_number():
    raw = in_v2(moocProvider="lernort.example")
    told = facts({**raw, "id": 17})
    assert (told["provider_name"], told["provider_url"]) == ("lernort.example", "")
    assert told["identifier"] == reading.identifier_of({**raw, "id": 17}) == "17"


@pytest.mark.parametrize(
    ("licence", "identifier"),
    [
        ({"id": "CC-BY-4.0", "url": "https://x.example/"}, "CC-BY-4.0"),
        ({"id": "proprietary"}, "proprietary"),
        ({"url": "https://creativecommons.org/licenses/by/3.0/de/"}, "CC-BY-3.0"),
        ({"url": "http://creativecommons.org/licenses/by-nc-nd/4.0"}, "CC-BY-NC-ND-4.0"),
        ({"url": "https://creativecommons.org/publicdomain/zero/1.0/"}, "CC0-1.0"),
    ],
)
def test_licence_of_v2_is_named(licence, identifier):
    assert facts(in_v2(courseLicenses=[licence]))["licence"] == identifier


@pytest.mark.parametrize(
    ("changes", "code", "place"),
    [
        ({"courseLicenses": ...}, "missing", "license"),
        ({"courseLicenses": []}, "missing", "license"),
        ({"courseLicenses": ["frei"]}, "kind", "license"),
        ({"courseLicenses": [{"url": "https://x.example/"}]}, "missing", "identifier"),
        ({"courseLicenses": [{"url": 4}]}, "missing", "identifier"),
        ({"moocProvider": ...}, "missing", "creator"),
        ({"moocProvider": {"url": "https://x.example/"}}, "missing", "creator.name"),
        ({"url": ...}, "missing", "url"),
        ({"name": None}, "missing", "name"),
        ({"languages": "de"}, "kind", "inLanguage"),
    ],
)
def test_entry_of_v2_without_what_is_needed_says_what(changes, code, place):
    with pytest.raises(Fault) as caught:
        facts(in_v2(**changes))
    assert (caught.value.code, caught.value.place) == (code, place)


@pytest.mark.parametrize("raw", [None, 3, "courses", [], {"type": "courses", "attributes": 3}])
def test_what_is_no_entry_of_v2_stays_as_it_is(raw):
    assert older.as_v3(raw) is raw
    with pytest.raises(Fault):
        reading.entry(raw)


def test_digest_is_that_of_the_words_of_the_other_platform():
    assert facts(in_v2())["digest"] == reading.digest_of(in_v2())
