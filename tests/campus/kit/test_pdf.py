"""Documents are the same for the same input, accessible, and safe from what people type."""

import datetime as dt
import io

import pytest
from pypdf import PdfReader

from campus.kit.pdf import PDF_A3_UA, render_pdf

AT = dt.datetime(2026, 5, 4, 9, tzinfo=dt.UTC)
TEMPLATE = """
#let data = json(bytes(sys.inputs.data))
#set document(title: "Probe")
#set text(font: "Fira Sans", lang: "de")
= Probe
Name: #data.name
#if "picture" in data { image(data.picture, alt: data.alt) }
"""
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9z"/></svg>'


@pytest.fixture(autouse=True)
def template(tmp_path, settings):
    """Lay a template into a scratch house."""
    settings.BASE_DIR = tmp_path
    (tmp_path / "templates" / "probe").mkdir(parents=True)
    path = tmp_path / "templates" / "probe" / "probe.typ"
    path.write_text(TEMPLATE, encoding="utf-8")
    return path


def render(**data):
    return render_pdf("probe/probe.typ", {"name": "Erika", **data}, at=AT)


def text_of(pdf):
    reader = PdfReader(io.BytesIO(pdf))
    return "\n".join(page.extract_text() for page in reader.pages)


def test_render_of_the_same_input_gives_the_same_bytes():
    assert render() == render()


@pytest.mark.parametrize("change", ["data", "moment"])
def test_render_of_another_input_gives_other_bytes(change):
    at = AT if change == "data" else AT + dt.timedelta(days=1)
    name = "Max" if change == "data" else "Erika"
    assert render_pdf("probe/probe.typ", {"name": name}, at=at) != render()


@pytest.mark.parametrize(
    "name",
    [
        '#read("/etc/passwd")',
        "#panic()",
        "*fett* _kursiv_",
        "= Titel",
        '"); #eval("1+1',
        "$ x^2 $",
        "\\u{41}",
        "Jürgen Groß-Łukasz",
        "<label> @ref",
        '{"name": "anders"}',
    ],
)
def test_render_sets_what_was_typed_as_text_and_never_as_markup(name):
    assert f"Name: {name}" in text_of(render(name=name))


def test_render_holds_language_title_and_tags_for_screen_readers():
    root = PdfReader(io.BytesIO(render())).trailer["/Root"]
    assert root["/Lang"] == "de"
    assert root["/MarkInfo"]["/Marked"]
    assert b"pdfuaid" in root["/Metadata"].get_data()


def test_render_for_the_archive_says_so():
    pdf = render_pdf("probe/probe.typ", {"name": "E"}, at=AT, standards=PDF_A3_UA)
    metadata = PdfReader(io.BytesIO(pdf)).trailer["/Root"]["/Metadata"].get_data()
    assert b"<pdfaid:part>3</pdfaid:part>" in metadata


def test_render_reads_files_given_beside_the_template():
    data = {"name": "E", "picture": "qr.svg", "alt": "Ein Bild"}
    pdf = render_pdf("probe/probe.typ", data, at=AT, files={"qr.svg": SVG})
    assert text_of(pdf)


def test_render_lays_files_only_into_its_own_folder(tmp_path):
    render_pdf("probe/probe.typ", {"name": "E"}, at=AT, files={"../../away.svg": SVG})
    assert not list(tmp_path.rglob("away.svg"))
    assert not (tmp_path.parent / "away.svg").exists()


def test_render_of_an_image_without_words_for_it_is_refused():
    data = {"name": "E", "picture": "qr.svg", "alt": None}
    with pytest.raises(RuntimeError):
        render_pdf("probe/probe.typ", data, at=AT, files={"qr.svg": SVG})


def test_render_of_a_file_outside_its_folder_is_refused(template):
    template.write_text('#read("/etc/passwd")', encoding="utf-8")
    with pytest.raises(RuntimeError):
        render()


def test_render_writes_days_and_amounts_as_text(template):
    template.write_text(TEMPLATE + "Tag: #data.day", encoding="utf-8")
    assert "Tag: 2026-05-04" in text_of(render(day=dt.date(2026, 5, 4)))
