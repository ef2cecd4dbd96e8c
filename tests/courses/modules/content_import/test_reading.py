"""What is refused before a module folder touches the database, and in which words; by tables."""

import pytest
import yaml

from courses.modules.content_import import reading
from courses.modules.errors import BadContent


def module(**changes):
    """Return the smallest content that is accepted, with changes."""
    items = [{"kind": "lesson", "key": "a", "title": "A"}]
    facts = {"slug": "kurs", "title": "Kurs", "promise": "Sie können es."}
    return {**facts, "chapters": [{"title": "Kapitel", "items": items}], **changes}


def items(*entries):
    return module(chapters=[{"title": "Kapitel", "items": list(entries)}])


def entry(**changes):
    return {"kind": "lesson", "key": "a", "title": "A", **changes}


@pytest.fixture
def written(tmp_path):
    """Return a deed: write a file as `module.yaml` and return its folder."""

    def write(data):
        text = data if isinstance(data, str) else yaml.safe_dump(data, allow_unicode=True)
        (tmp_path / "module.yaml").write_text(text, encoding="utf-8")
        return tmp_path

    return write


def test_read_smallest_module_returns_its_items_in_order(written):
    chapters = [
        {"title": "Eins", "items": [entry(key="a"), entry(key="b")]},
        {"title": "Zwei", "items": [entry(key="c", kind="quiz")]},
    ]
    content = reading.read(written(module(chapters=chapters)))
    assert [item["key"] for item in reading.items(content)] == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ("", "module.yaml: Die Datei enthält kein Modul."),
        ("- eins\n- zwei\n", "module.yaml: Die Datei enthält kein Modul."),
        ("nur Text", "module.yaml: Die Datei enthält kein Modul."),
        (module(slug=""), "module.yaml: „slug“ fehlt."),
        (module(title=None), "module.yaml: „title“ fehlt."),
        (module(promise=""), "module.yaml: „promise“ fehlt."),
        (module(chapters=[]), "module.yaml: „chapters“ fehlt."),
        (module(chapters=[{"items": [entry()]}]), "chapters[1]: „title“ fehlt."),
        (module(chapters=[{"title": "K", "items": []}]), "chapters[1]: „items“ fehlt."),
        (module(chapters=["Kapitel"]), "chapters[1]: „title“ fehlt."),
        (items(entry(key="")), "A: „key“ fehlt."),
        (items(entry(title="")), "a: „title“ fehlt."),
        (items(entry(kind="")), "a: „kind“ fehlt."),
        (items(entry(kind="film")), "a: Die Art ist weder „lesson“ noch „quiz“."),
        (items(entry(), entry(title="B")), "a: Dieser Schlüssel kommt zweimal vor."),
    ],
)
def test_read_faulty_module_names_place_and_fault(written, data, sentence):
    with pytest.raises(BadContent) as refused:
        reading.read(written(data))
    assert str(refused.value) == sentence
    assert refused.value.status == 400
    assert refused.value.code == "bad_content"


@pytest.mark.parametrize(
    ("data", "place"),
    [
        (module(chapters="Kapitel"), "chapters"),
        (module(chapters={"title": "Kapitel"}), "chapters"),
        (module(goals="Ziel"), "goals"),
        (module(topics={"slug": "recht"}), "topics"),
        (module(competences="4.1"), "competences"),
        (module(chapters=[{"title": "K", "items": "a"}]), "chapters[1]"),
        (module(chapters=[{"title": "K", "items": {"key": "a"}}]), "chapters[1]"),
        (items("a"), "items"),
        (items(None), "items"),
        (items(["kind", "key"]), "items"),
    ],
)
def test_read_list_of_wrong_shape_is_refused_with_place(written, data, place):
    with pytest.raises(BadContent) as refused:
        reading.read(written(data))
    assert place in str(refused.value)


@pytest.mark.parametrize(
    "text",
    ["a: [1, 2", "\t- x", "a: b: c", "x: !!python/object/apply:os.system ['true']", "&a [*b]"],
)
def test_read_broken_yaml_is_refused_and_runs_nothing(written, text):
    with pytest.raises(BadContent, match=r"module\.yaml"):
        reading.read(written(text))


def test_read_file_in_foreign_encoding_is_refused(tmp_path):
    (tmp_path / "module.yaml").write_bytes("title: Übung".encode("latin-1"))
    with pytest.raises(BadContent, match=r"module\.yaml"):
        reading.read(tmp_path)


def test_read_key_used_in_two_chapters_is_refused(written):
    chapters = [{"title": title, "items": [entry()]} for title in ("Eins", "Zwei")]
    with pytest.raises(BadContent, match="zweimal"):
        reading.read(written(module(chapters=chapters)))


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("<p>Text</p>", "<p>Text</p>"),
        ("<p>A<script>alert(1)</script>B</p>", "<p>AB</p>"),
        ('<p onclick="x()">A</p>', "<p>A</p>"),
        ('<a href="javascript:alert(1)">x</a>', "<a>x</a>"),
        ('<a href="https://www.bund.de/">x</a>', '<a href="https://www.bund.de/">x</a>'),
        ('<a href="mailto:a@b.example" target="_top">x</a>', '<a href="mailto:a@b.example">x</a>'),
        ("<h2>Titel</h2>", "Titel"),
        ('<img src="x" onerror="y">', ""),
        ("<ul><li><b>a</b></li></ul>", "<ul><li><b>a</b></li></ul>"),
        ("5 < 6 & 7", "5 &lt; 6 &amp; 7"),
        (None, ""),
        (7, "7"),
    ],
)
def test_rich_text_keeps_only_what_authors_may_write(text, clean):
    assert reading.rich(text) == clean


def test_file_in_folder_is_found(tmp_path):
    (tmp_path / "bild.png").write_bytes(b"x")
    assert reading.file_in(tmp_path, "bild.png") == tmp_path / "bild.png"


@pytest.mark.parametrize(
    "name",
    [
        "fehlt.png",
        "../geheim.txt",
        "ordner/../../geheim.txt",
        "./bild.png",
        "ordner/bild.png",
        "ordner",
        ".",
        "..",
        "",
        "/etc/passwd",
        "verweis.png",
        "bild.png\x00.txt",
        None,
        5,
    ],
)
def test_file_outside_of_folder_is_refused_with_its_name(tmp_path, name):
    folder = tmp_path / "modul"
    (folder / "ordner").mkdir(parents=True)
    (folder / "bild.png").write_bytes(b"x")
    (folder / "ordner" / "bild.png").write_bytes(b"x")
    (tmp_path / "geheim.txt").write_text("geheim")
    (folder / "verweis.png").symlink_to(tmp_path / "geheim.txt")
    with pytest.raises(BadContent) as refused:
        reading.file_in(folder, name)
    assert str(refused.value) == f"{name}: Diese Datei liegt nicht im Ordner."
