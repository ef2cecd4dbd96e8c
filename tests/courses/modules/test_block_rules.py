"""What the editor says of every block that is not ready to be published; by one table."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.images import ImageFile
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file

from courses.modules.blocks import LessonBlock
from courses.modules.content_import.faults import readable
from tests.factories.modules import MediaFactory, question

EMPTY = "Bitte füllen Sie dieses Feld aus."
ONE_RIGHT = "Markieren Sie genau eine Antwort als richtig oder lassen Sie mehrere zu."


def faults(block_type, value):
    """Return what is said of a block, "" where it can be published."""
    block = LessonBlock()
    try:
        block.clean(block.to_python([{"type": block_type, "value": value, "id": "1"}]))
    except ValidationError as error:
        return readable(error)
    return ""


def listed(*values):
    return [
        {"type": "item", "id": str(place), "value": value} for place, value in enumerate(values)
    ]


def callout(**changes):
    return {"kind": "tip", "title": "Tipp", "text": "<p>Text</p>", **changes}


def part(**changes):
    return {"parts": listed({"title": "Teil", "text": "<p>Text</p>", **changes})}


def term(**changes):
    return {"terms": listed({"term": "ARS", "definition": "Schlüssel", **changes})}


def table(caption="Fristen", headings=("Tag",), rows=(("Montag",),)):
    return {
        "caption": caption,
        "columns": [{"type": "text", "heading": heading} for heading in headings],
        "rows": [{"values": list(row)} for row in rows],
    }


def asked(place=None, **changes):
    """Return a question; `changes` hit the answer at `place`, or the question itself."""
    value = question()["value"]
    if place is None:
        return {**value, **changes}
    value["options"][place]["value"].update(changes)
    return value


@pytest.mark.parametrize(
    ("block_type", "value", "said"),
    [
        ("heading", "Überschrift", ""),
        ("heading", "", EMPTY),
        ("heading", "   ", EMPTY),
        ("heading", "x" * 161, "höchstens 160 Zeichen"),
        ("paragraph", "<p>Text</p>", ""),
        ("paragraph", "", EMPTY),
        *(("callout", callout(kind=kind), "") for kind in ("tip", "warning", "example", "law")),
        ("callout", callout(kind="rat"), "kind: Bitte eine gültige Auswahl treffen."),
        ("callout", callout(title=""), f"title: {EMPTY}"),
        ("callout", callout(title="x" * 121), "höchstens 120 Zeichen"),
        ("callout", callout(text=""), f"text: {EMPTY}"),
        ("accordion", part(), ""),
        ("accordion", part(title=""), f"parts: 0: title: {EMPTY}"),
        ("accordion", part(text=""), f"parts: 0: text: {EMPTY}"),
        ("accordion", {"parts": []}, "parts: Die minimale Anzahl an Elementen ist 1"),
        ("glossary", term(), ""),
        ("glossary", term(term=""), f"terms: 0: term: {EMPTY}"),
        ("glossary", term(definition=""), f"terms: 0: definition: {EMPTY}"),
        ("glossary", {"terms": []}, "terms: Die minimale Anzahl an Elementen ist 1"),
        ("table", table(), ""),
        ("table", table(caption=""), "Geben Sie der Tabelle eine Überschrift"),
        ("table", table(headings=("",)), "Geben Sie jeder Spalte eine Überschrift."),
        ("table", table(headings=(), rows=()), "Geben Sie jeder Spalte eine Überschrift."),
        ("table", table(rows=(("x" * 601,),)), "höchstens 600 Zeichen"),
        ("table", table(rows=(("",),)), ""),
    ],
)
def test_clean_text_block_says_what_is_missing(block_type, value, said):
    answer = faults(block_type, value)
    assert said in answer
    assert bool(answer) is bool(said)


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (asked(), ""),
        (asked(explanation=""), ""),
        (asked(prompt=""), f"prompt: {EMPTY}"),
        (asked(type="match"), "type: Bitte eine gültige Auswahl treffen."),
        (asked(0, correct=False), ONE_RIGHT),
        (asked(1, correct=True), ONE_RIGHT),
        (asked(1, feedback=""), f"options: 1: feedback: {EMPTY}"),
        (asked(0, feedback=" "), f"options: 0: feedback: {EMPTY}"),
        (asked(2, text=""), f"options: 2: text: {EMPTY}"),
        (asked(2, text="x" * 301), "höchstens 300 Zeichen"),
        (asked(2, feedback="x" * 401), "höchstens 400 Zeichen"),
        (asked(1, text="Antwort 1"), "Zwei Antworten haben denselben Text."),
        (asked(1, text=" Antwort 1 "), "Zwei Antworten haben denselben Text."),
        (question(options=1)["value"], "options: Die minimale Anzahl an Elementen ist 2"),
        (question(options=2)["value"], ""),
        (question(options=10)["value"], ""),
        (question(options=11)["value"], "options: Die maximale Anzahl an Elementen ist 10"),
        (question(type="multiple", right=0)["value"], "Markieren Sie mindestens eine Antwort"),
        (question(type="multiple", right=1)["value"], ""),
        (question(type="multiple", right=3)["value"], ""),
    ],
)
def test_clean_question_says_what_cannot_be_graded(value, said):
    answer = faults("question", value)
    assert said in answer
    assert bool(answer) is bool(said)


def test_clean_two_faulty_blocks_names_both_places():
    block = LessonBlock()
    body = [{"type": "heading", "value": "", "id": str(place)} for place in range(2)]
    with pytest.raises(ValidationError) as refused:
        block.clean(block.to_python(body))
    assert readable(refused.value) == f"0: {EMPTY} · 1: {EMPTY}"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("alt", "decorative", "said"),
    [
        ("Ein Haus", False, ""),
        ("", True, ""),
        ("", False, "alt_text: "),
        (" ", False, "alt_text: "),
    ],
)
def test_clean_picture_needs_description_unless_decorative(alt, decorative, said):
    image = get_image_model().objects.create(
        title="Bild", file=ImageFile(get_test_image_file(), name="b.png")
    )
    picture = {"image": image.pk, "alt_text": alt, "decorative": decorative}
    answer = faults("image", {"image": picture, "caption": ""})
    assert said in answer
    assert bool(answer) is bool(said)


@pytest.mark.django_db
def test_clean_picture_without_file_is_refused():
    picture = {"image": None, "alt_text": "Ein Haus", "decorative": False}
    assert EMPTY in faults("image", {"image": picture, "caption": ""})


@pytest.mark.django_db
@pytest.mark.parametrize("block_type", ["video", "audio"])
@pytest.mark.parametrize("kind", ["video", "audio"])
def test_clean_media_takes_only_its_own_kind(block_type, kind):
    answer = faults(block_type, MediaFactory(kind=kind).pk)
    if block_type == kind:
        assert answer == ""
    else:
        assert "Wählen Sie eine Datei der richtigen Art (Film oder Ton)." in answer


@pytest.mark.django_db
@pytest.mark.parametrize("block_type", ["video", "audio"])
def test_clean_media_that_is_gone_is_refused(block_type):
    assert EMPTY in faults(block_type, 999_999)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"kind": "video"}, {}),
        ({"kind": "audio", "captions": ""}, {}),
        ({"kind": "video", "captions": ""}, {"captions": "Fügen Sie Untertitel hinzu"}),
        ({"kind": "video", "transcript": ""}, {"transcript": "darf nicht leer sein"}),
        ({"kind": "audio", "captions": "", "transcript": ""}, {"transcript": "nicht leer"}),
        ({"title": ""}, {"title": "darf nicht leer sein"}),
        ({"kind": "bild"}, {"kind": "keine gültige"}),
        ({"file": "lessons/media/x.exe"}, {"file": "Dateiendung „exe“ ist nicht erlaubt."}),
        ({"captions": "lessons/x.exe"}, {"captions": "Dateiendung „exe“ ist nicht erlaubt."}),
        ({"captions": "lessons/x.srt"}, {}),
        ({"file": ""}, {"file": "darf nicht leer sein"}),
    ],
)
def test_media_says_what_people_would_miss(facts, said):
    media = MediaFactory.build(provider=MediaFactory().provider, **facts)
    try:
        media.full_clean()
    except ValidationError as error:
        found = error.message_dict
    else:
        found = {}
    assert set(found) == set(said)
    for name, words in said.items():
        assert words in " ".join(found[name])


@pytest.mark.django_db
def test_media_without_captions_and_poster_has_no_addresses():
    bare = MediaFactory.build(captions="", poster="")
    assert (bare.captions_url, bare.poster_url) == ("", "")
    assert MediaFactory(poster="").captions_url.endswith(".vtt")
