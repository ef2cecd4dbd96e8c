"""Pictures judged by their content, orders by one step at a time, choices of several employers."""

import io
import re

import pytest
from PIL import Image

from courses.portal.landing import pictures
from courses.portal.landing.choice import Choice, joined
from courses.portal.landing.ordering import arranged, moved, numbers


def picture(kind="PNG", size=(64, 48), mode="RGB", **more):
    buffer = io.BytesIO()
    Image.new(mode, size, 100).save(buffer, kind, **more)
    return buffer.getvalue()


def opened(content):
    return Image.open(io.BytesIO(content))


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        pytest.param(b"<svg xmlns='http://www.w3.org/2000/svg'/>", "drawing", id="svg"),
        pytest.param(b'<?xml version="1.0"?>\n<SVG onload="x()"/>', "drawing", id="SVG"),
        pytest.param(b"<html><script>1</script></html>", "kind", id="html"),
        pytest.param(b"%PDF-1.7 \n", "kind", id="pdf"),
        pytest.param(b"", "kind", id="empty"),
        pytest.param(picture("GIF", mode="L"), "kind", id="gif"),
        pytest.param(picture()[:60], "broken", id="cut-off"),
        pytest.param(b"\x89PNG\r\n\x1a\n" + b"<svg/>" * 9, "broken", id="head-only"),
        pytest.param(b"\xff\xd8\xff" + b"x" * 99, "broken", id="no-jpeg"),
        pytest.param(picture(size=(31, 400)), "small", id="small"),
        pytest.param(picture(size=(40_001, 1000), mode="1"), "pixels", id="pixels"),
        pytest.param(b"\xff\xd8\xff" + b"0" * pictures.LARGEST, "large", id="large"),
    ],
)
def test_what_is_no_picture_is_refused_with_its_reason(content, reason):
    with pytest.raises(pictures.Refused) as refused:
        pictures.written_anew(content, pictures.PICTURE)
    assert refused.value.reason == reason


@pytest.mark.parametrize(
    ("content", "most", "ending", "size"),
    [
        pytest.param(picture(), pictures.PICTURE, "jpg", (64, 48), id="plain"),
        pytest.param(picture(mode="RGBA"), pictures.PICTURE, "png", (64, 48), id="transparent"),
        pytest.param(picture("JPEG"), pictures.LOGO, "png", (64, 48), id="logo"),
        pytest.param(picture(size=(3200, 800)), pictures.PICTURE, "jpg", (1600, 400), id="wide"),
        pytest.param(picture("JPEG", mode="CMYK"), pictures.PICTURE, "jpg", (64, 48), id="print"),
    ],
)
def test_picture_is_written_anew_and_small_enough(content, most, ending, size):
    anew, found = pictures.written_anew(content, most)
    assert found == ending
    assert opened(anew).size == size


def test_nothing_but_pixels_is_kept_and_the_picture_stands_upright():
    facts = Image.Exif()
    facts[0x0112], facts[0x010F] = 6, "Meine Kamera"
    anew, _ = pictures.written_anew(picture("JPEG", exif=facts) + b"<script>", pictures.PICTURE)
    assert opened(anew).size == (48, 64)
    assert not re.search(rb"Kamera|script", anew)
    assert not opened(anew).getexif()


@pytest.mark.parametrize(
    ("text", "keys"),
    [("", ()), ("3,5,2", (3, 5, 2)), (" 3 , x, 3,-1,²,7", (3, 7)), (",,,", ())],
)
def test_numbers_are_read_from_what_a_form_sends(text, keys):
    assert numbers(text) == keys


@pytest.mark.parametrize(
    ("wished", "found"),
    [((), (1, 2, 3)), ((3, 1), (3, 1, 2)), ((9, 2), (2, 1, 3)), ((3, 2, 1), (3, 2, 1))],
)
def test_courses_stand_as_wished_and_none_is_lost(wished, found):
    assert arranged((1, 2, 3), wished) == found


@pytest.mark.parametrize(
    ("key", "way", "found"),
    [
        (2, "up", (2, 1, 3)),
        (2, "down", (1, 3, 2)),
        (1, "up", (1, 2, 3)),
        (3, "down", (1, 2, 3)),
        (9, "up", (1, 2, 3)),
        (2, "away", (1, 2, 3)),
    ],
)
def test_course_moves_by_one_place_and_not_beyond_the_ends(key, way, found):
    assert moved((1, 2, 3), key, way) == found


NOBODY = (7, None, None, None)


@pytest.mark.parametrize(
    ("rows", "managed", "choice"),
    [
        pytest.param([], (), Choice(), id="no job"),
        pytest.param([NOBODY], (), Choice(), id="nothing said"),
        pytest.param([(7, 1, "hidden", "")], (), Choice(frozenset({1})), id="hidden"),
        pytest.param(
            [(7, 1, "hidden", ""), (7, 2, "chosen", "Gut!")],
            (),
            Choice(frozenset({1}), words={2: "Gut!"}),
            id="hidden and said",
        ),
        pytest.param([(7, 1, "hidden", ""), (8, None, None, None)], (), Choice(), id="second job"),
        pytest.param(
            [(7, 1, "hidden", ""), (7, 2, "hidden", ""), (8, 2, "hidden", "")],
            (),
            Choice(frozenset({2})),
            id="both hide",
        ),
        pytest.param(
            [(7, 1, "hidden", "")], (7,), Choice(marked=frozenset({1})), id="who hides it sees it"
        ),
        pytest.param(
            [(7, 1, "hidden", ""), (8, 1, "hidden", "")],
            (8,),
            Choice(marked=frozenset({1})),
            id="manages one of two",
        ),
        pytest.param(
            [(7, 1, "pinned", "Erst"), (8, 1, "pinned", "Später")],
            (),
            Choice(words={1: "Erst"}),
            id="the first job's words",
        ),
    ],
)
def test_choices_of_all_employers_are_joined(rows, managed, choice):
    assert joined(rows, managed) == choice
