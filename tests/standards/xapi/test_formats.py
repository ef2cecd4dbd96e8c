"""XAPI-Data 4: formats of single values; our IRI grammar against an independent one."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from rfc3987_syntax import is_valid_syntax_iri

from courses.xapi.core import formats

IRIS = [
    "http://adlnet.gov/expapi/verbs/attended",
    "https://user:pass@host.example:8443/a/b;c=1?q=%C3%A4&r=/?#frag/?",
    "urn:uuid:12345678-1234-5678-1234-567812345678",
    "mailto:store@kommunalcampus.example",
    "tag:kommunalcampus.example,2026:x",
    "http://example.com/فعل/خواندن",
    "http://müller.example/straße",
    "http://[2001:db8::1]:80/x",
    "http://[v1.fe:x]/",
    "file:///etc/hosts",
    "x:",
    "x:/",
    "x://",
    "http://a.example?\ue000",
]
NO_IRIS = [
    "",
    "a",
    "/a/b",
    "//host.example/a",
    "ab=c://should.fail.example",
    "1http://x",
    "http://a b",
    "http://a.example/<x>",
    "http://a.example/%zz",
    "http://a.example/\x00",
    "http://a.example/\n",
    "http://[::1::]/",
    "http://[zz]/",
    "http://a.example/\ue000",
    "http://a.example/#a#b",
    "http://a.example:80a/",
    "http://a@b@c/",
]


@pytest.mark.parametrize("iri", IRIS)
def test_an_iri_with_scheme_is_one(iri: str) -> None:
    assert formats.is_iri(iri)


@pytest.mark.parametrize("text", NO_IRIS)
def test_other_text_is_no_iri(text: str) -> None:
    assert not formats.is_iri(text)


# The parser knows no shortened IPv6 address.
@pytest.mark.parametrize("text", [text for text in (*IRIS, *NO_IRIS) if "[2001" not in text])
def test_our_iri_grammar_agrees_with_the_parser_of_rfc_3987(text: str) -> None:
    assert formats.is_iri(text) == is_valid_syntax_iri(text)


@hypothesis_settings(max_examples=40)
@given(st.text(alphabet="ab:/?#@!$%20.-_~äЖ\u00a0<>\\ ", max_size=12))
def test_our_iri_grammar_agrees_on_any_text(tail: str) -> None:
    assert formats.is_iri(f"x:{tail}") == is_valid_syntax_iri(f"x:{tail}")


@given(st.text())
def test_any_text_is_judged_without_an_error(text: str) -> None:
    for judge in (
        formats.is_iri,
        formats.is_mailbox,
        formats.is_language_tag,
        formats.is_uuid,
        formats.is_sha1,
        formats.is_sha2,
        formats.is_media_type,
        formats.is_duration,
    ):
        assert judge(text) in (True, False)
    formats.parsed_time(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-03-02T08:15:30Z", "2026-03-02T08:15:30.000000Z"),
        ("2026-03-02T08:15:30.123456789Z", "2026-03-02T08:15:30.123456Z"),
        ("2026-03-02T09:15:30,5+01:00", "2026-03-02T08:15:30.500000Z"),
        ("2026-03-02T09:15+0100", "2026-03-02T08:15:00.000000Z"),
        ("2026-03-02T09:15:00+01", "2026-03-02T08:15:00.000000Z"),
        ("2026-03-02t08:15:30z", "2026-03-02T08:15:30.000000Z"),
        ("2016-12-31T23:59:60Z", "2017-01-01T00:00:00.000000Z"),
        ("2026-03-02T08:15:30", "2026-03-02T08:15:30.000000Z"),
    ],
)
def test_data_4_5_an_iso_8601_timestamp_is_read(text: str, expected: str) -> None:
    instant = formats.parsed_time(text)
    assert instant is not None
    assert formats.time_text(instant) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026-03-02",
        "2026-3-2T08:15:30Z",
        "2026-02-30T08:15:30Z",
        "2026-03-02T25:15:30Z",
        "2026-03-02 08:15:30Z",
        "2026-03-02T08:15:30-00:00",
        "2026-03-02T08:15:30-0000",
        "2026-03-02T08:15:30-00",
        "2026-03-02T08:15:30+25:00",
        "0001-01-01T00:00:00+23:00",
        "9999-12-31T23:59:59-23:00",
        "2026-03-02T08:15:30Z\n",
        "٢٠٢٦-03-02T08:15:30Z",
        "1772439330",
    ],
)
def test_data_4_5_other_text_is_no_timestamp(text: str) -> None:
    assert formats.parsed_time(text) is None


def test_ieee_4_2_7_in_2_0_a_timestamp_has_a_zone() -> None:
    assert formats.parsed_time("2026-03-02T08:15:30", zone_required=True) is None
    assert formats.parsed_time("2026-03-02T08:15:30Z", zone_required=True)


@given(st.datetimes(timezones=st.just(dt.UTC)))
def test_data_4_5_s1_b3_a_written_time_is_read_back_exactly(instant: dt.datetime) -> None:
    assert formats.parsed_time(formats.time_text(instant)) == instant


@pytest.mark.parametrize(
    "text",
    ["PT4H35M59.14S", "PT16559.14S", "P3Y1M29DT4H35M59.14S", "P3Y", "P4W", "P0.5Y", "PT1,5S"],
)
def test_data_4_6_an_iso_8601_duration_is_one(text: str) -> None:
    assert formats.is_duration(text)


@pytest.mark.parametrize(
    "text", ["", "P", "PT", "P4W1D", "PT1S2M", "P1S", "PT1H.5M", "P0.5Y1M", "P1Y ", "PT1H\n", "p1y"]
)
def test_data_4_6_other_text_is_no_duration(text: str) -> None:
    assert not formats.is_duration(text)


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("PT1.239S", "PT1.23S", True),
        ("PT1.2S", "PT1.20S", True),
        ("PT1S", "PT1.001S", True),
        ("PT1.23S", "PT1.24S", False),
        ("PT60S", "PT1M", False),
        ("P1Y", "P1Y", True),
        ("PT0.5H", "PT0.51H", False),
    ],
)
def test_data_4_6_s3_b5_durations_are_compared_to_a_hundredth_of_a_second(
    first: str, second: str, same: bool
) -> None:
    assert (formats.comparable_duration(first) == formats.comparable_duration(second)) == same


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("text/plain", True),
        ("text/plain; charset=ascii", True),
        ('multipart/mixed; boundary="a b"', True),
        ("application/vnd.openbadges+json;v=3", True),
        ("text", False),
        ("text/", False),
        ("text/plain; charset", False),
        ("text/plain\r\nX: y", False),
    ],
)
def test_data_2_4_11_media_types_follow_rfc_2046(text: str, good: bool) -> None:
    assert formats.is_media_type(text) is good


@pytest.mark.parametrize(
    ("digits", "good"), [(56, True), (64, True), (96, True), (128, True), (40, False), (65, False)]
)
def test_data_2_4_11_sha2_has_the_length_of_its_family(digits: int, good: bool) -> None:
    assert formats.is_sha2("aF" * (digits // 2) + "0" * (digits % 2)) is good
