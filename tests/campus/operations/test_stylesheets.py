"""Of KERN's sheet only reset and palette are loaded; nothing that the pages use is lost."""

import re

import pytest

from campus.operations.stylesheets import MADE, NOTICE, made_from, reduced
from tests.architecture.source import ROOT

STATIC = ROOT / "campus" / "static"


def inside(sheet, own=""):
    whole = reduced(sheet, own)
    assert whole.startswith(f"{NOTICE}@layer kern {{\n")
    return whole.removeprefix(f"{NOTICE}@layer kern {{\n").removesuffix("}\n").replace("\n", "")


@pytest.mark.parametrize(
    ("sheet", "kept"),
    [
        ('@charset "UTF-8";html{margin:0}', "html{margin:0}"),
        (".kern-card{margin:0}p{margin:0}", "p{margin:0}"),
        (".kern-card p,p{margin:0}", "p{margin:0}"),
        ("a[href]:not(.x,.y),.kern-a{top:0}", "a[href]:not(.x,.y){top:0}"),
        ("@media print{.kern-a{top:0}p{top:1px}}", "@media print{p{top:1px}}"),
        ("@media print{.kern-a{top:0}}", ""),
        (".kern-a:has(p[disabled],b[x=y]){top:0}i{top:0}", "i{top:0}"),
        (".kern-a:has(p,b) .kern-c,i:not(p,b){top:0}", "i:not(p,b){top:0}"),
        (":is(body,.kern-dark,[a=b]):not(.x){top:0}", ":is(body,[a=b]):not(.x){top:0}"),
        (":is(.kern-light,.kern-dark) p,i{top:0}", "i{top:0}"),
        ("@keyframes turn{to{rotate:1turn}}p{top:0}", "p{top:0}"),
        ("/* p{} */p{top:0}", "p{top:0}"),
    ],
)
def test_components_go_and_elements_stay(sheet, kept):
    assert inside(sheet) == kept


def test_only_properties_that_are_read_are_defined_also_by_way_of_others():
    sheet = ":root{--kern-a: var(--kern-b);--kern-b: 1px;--kern-c: 2px}p{top:var(--kern-d)}"
    assert inside(sheet, own="p{margin:var(--kern-a)}") == (
        ":root{--kern-a: var(--kern-b);--kern-b: 1px}p{top:var(--kern-d)}"
    )


def test_dark_palette_is_kept_where_the_light_one_is():
    sheet = "@media (prefers-color-scheme: dark){:root{--kern-a: black;--kern-b: red}}"
    kept = "@media (prefers-color-scheme: dark){:root{--kern-a: black}}"
    assert inside(sheet, own="p{color:var(--kern-a)}") == kept


def test_sheet_in_the_repository_is_the_one_that_is_made():
    """After a change of a style sheet: `manage.py vendor --styles`."""
    assert (STATIC / "campus" / MADE).read_text() == made_from(STATIC)


def test_brackets_of_what_is_made_are_closed():
    made = (STATIC / "campus" / MADE).read_text()
    for opening, closing in ("()", "[]", "{}"):
        heads = made if opening == "{" else re.sub(r"\{[^{}]*\}", "", made)
        assert heads.count(opening) == heads.count(closing)
        assert all(line.count(opening) == line.count(closing) for line in heads.splitlines()[2:-1])


def test_every_property_that_a_page_reads_is_defined():
    made = (STATIC / "campus" / MADE).read_text()
    own = [path.read_text() for path in (STATIC / "campus").glob("*.css") if path.name != MADE]
    read = {name for sheet in own for name in re.findall(r"var\((--kern-[\w-]+)", sheet)}
    assert read
    assert [name for name in read if f"{name}:" not in made] == []


def test_no_page_uses_a_component_that_is_not_loaded():
    pages = (ROOT / "templates").rglob("*.html")
    assert [
        path.name for path in pages if re.search(r'class="[^"]*\bkern-', path.read_text())
    ] == []
