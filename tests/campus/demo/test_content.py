"""The demo content is complete and consistent: every key, file, answer and number."""

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from stdnum.de import leitweg

import campus.demo

CONTENT = Path(campus.demo.__file__).parent / "content"
MODULES = sorted(CONTENT.glob("*/module.yaml"))

TAUGHT_THROUGH = {
    "ozg-und-efa-grundlagen",
    "it-sicherheit-am-arbeitsplatz",
    "barrierefreie-dokumente",
}
MODULE_KEYS = {
    "slug",
    "provider",
    "title",
    "promise",
    "description",
    "goals",
    "audience",
    "prerequisites",
    "level",
    "licence",
    "topics",
    "competences",
    "format",
    "price",
    "accessibility",
    "chapters",
}
TERMS = {"participation_percent", "achievement_percent", "valid_months"}
OPTIONAL_KEYS = {"audiences", "look_inside", "teachers"} | TERMS
BLOCK_KEYS = {
    "heading": {"value"},
    "paragraph": {"value"},
    "image": {"file", "alt", "caption", "decorative"},
    "callout": {"kind", "title", "text"},
    "accordion": {"items"},
    "table": {"caption", "header", "rows"},
    "glossary": {"terms"},
    "video": {"file", "captions", "poster", "title", "transcript", "seconds"},
    "audio": {"file", "title", "transcript", "seconds"},
    "download": {"file", "title", "note"},
    "embed": {"file", "title", "description"},
    "code": {"caption", "code"},
    "acknowledgement": {"file", "title", "edition"},
}
FILE_BLOCKS = ("download", "embed", "acknowledgement")
ALLOWED_TAGS = {"p", "b", "i", "ul", "ol", "li", "a"}
MUNICIPALITY_KEYS = {
    "slug",
    "name",
    "short_name",
    "kind",
    "land",
    "ars",
    "ags",
    "population",
    "population_date",
    "street",
    "postcode",
    "city",
    "leitweg_id",
    "greeting",
    "accent",
    "staff",
    "departments",
}


def load(name):
    return yaml.safe_load((CONTENT / name).read_text(encoding="utf-8"))


def items_of(module, kind):
    return [
        item for chapter in module["chapters"] for item in chapter["items"] if item["kind"] == kind
    ]


def blocks_of(module, *types):
    return [
        block
        for lesson in items_of(module, "lesson")
        for block in lesson["body"]
        if block["type"] in types
    ]


def rich_texts(module):
    yield module["description"]
    for block in blocks_of(module, "paragraph", "callout", "accordion", "video", "audio"):
        for key in ("value", "text", "transcript"):
            if key in block:
                yield block[key]
        yield from (entry["text"] for entry in block.get("items", []))


def contrast_with_white(colour):
    def linear(channel):
        return channel / 12.92 if channel <= 0.03928 else ((channel + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(int(colour[start : start + 2], 16) / 255) for start in (1, 3, 5))
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def seconds_of(timestamp):
    hours, minutes, seconds = timestamp.split(":")
    return int(hours) * 3600 + int(minutes) * 60 + float(seconds)


@pytest.fixture(params=MODULES, ids=lambda path: path.parent.name)
def module(request):
    return yaml.safe_load(request.param.read_text(encoding="utf-8")) | {
        "folder": request.param.parent
    }


def test_modules_are_twelve_with_three_taught_through():
    names = {path.parent.name for path in MODULES}

    assert len(names) == 12
    assert names >= TAUGHT_THROUGH


def test_module_has_all_keys_and_known_references(module):
    topics = load("topics.yaml")
    providers = {provider["slug"] for provider in load("providers.yaml")["providers"]}

    assert module.keys() - {"folder"} - OPTIONAL_KEYS == MODULE_KEYS
    assert module["slug"] == module["folder"].name
    assert module["provider"] in providers
    assert set(module["topics"]) <= {topic["slug"] for topic in topics["topics"]}
    assert set(module["competences"]) <= {entry["code"] for entry in topics["competences"]}
    assert module["level"] in {"basic", "intermediate", "advanced"}
    assert module["format"] in {"on_demand", "hybrid", "live"}
    assert 3 <= len(module["goals"]) <= 6
    assert re.fullmatch(r"\d+\.\d\d", module["price"])
    assert Decimal(module["price"]) >= 0


def test_items_have_unique_keys_and_positive_minutes(module):
    items = items_of(module, "lesson") + items_of(module, "quiz")
    keys = [item["key"] for item in items]

    assert len(keys) == len(set(keys))
    assert all(re.fullmatch(r"[a-z0-9-]+", key) for key in keys)
    assert all(item["minutes"] > 0 and item["title"] for item in items)
    assert len(items) == sum(len(chapter["items"]) for chapter in module["chapters"])


def test_blocks_have_the_keys_of_their_type(module):
    for lesson in items_of(module, "lesson"):
        assert lesson["body"]
        for block in lesson["body"]:
            assert block.keys() == BLOCK_KEYS[block["type"]] | {"type"}, lesson["key"]


def test_callouts_tables_and_lists_are_filled(module):
    for block in blocks_of(module, "callout"):
        assert block["kind"] in {"tip", "warning", "example", "law"}
        assert block["title"]
        assert block["text"]
    for block in blocks_of(module, "table"):
        assert block["caption"]
        assert all(len(row) == len(block["header"]) for row in block["rows"])
    for block in blocks_of(module, "accordion"):
        assert all(entry["title"] and entry["text"] for entry in block["items"])
    for block in blocks_of(module, "glossary"):
        assert all(entry["term"] and entry["definition"] for entry in block["terms"])


def test_rich_text_uses_only_allowed_tags_and_closes_them(module):
    for text in rich_texts(module):
        tags = re.findall(r"<(/?)([a-z0-9]+)[^>]*>", text)
        assert {name for _, name in tags} <= ALLOWED_TAGS
        opened = sorted(name for closing, name in tags if not closing)
        assert opened == sorted(name for closing, name in tags if closing)


def test_questions_have_right_answers_and_feedback(module):
    for quiz in items_of(module, "quiz"):
        assert quiz["questions"], quiz["key"]
        for question in quiz["questions"]:
            if question["type"] == "pool":
                continue
            assert question["prompt"]
            assert question["explanation"]
            if question["type"] not in {"single", "multiple"}:
                continue
            correct = sum(option["correct"] for option in question["options"])
            assert len(question["options"]) >= 2
            assert correct == 1 if question["type"] == "single" else correct >= 1, question[
                "prompt"
            ]
            assert all(option["text"] and option["feedback"] for option in question["options"])


def test_demo_shows_every_type_of_question_a_pool_and_a_time_limit():
    quizzes = [
        quiz
        for path in MODULES
        for quiz in items_of(yaml.safe_load(path.read_text(encoding="utf-8")), "quiz")
    ]
    types = {question["type"] for quiz in quizzes for question in quiz["questions"]}
    assert types >= {"single", "multiple", "matching", "ordering", "numeric"}
    assert types >= {"short_text", "cloze", "pool"}
    assert any(quiz["graded"] and quiz.get("time_limit") for quiz in quizzes)


def test_graded_tests_have_a_pass_mark_and_limited_attempts(module):
    for quiz in items_of(module, "quiz"):
        if quiz["graded"]:
            assert 0 < quiz["pass_percent"] <= 100
            assert quiz["max_attempts"] > 0
        else:
            assert quiz["max_attempts"] == 0


@pytest.mark.parametrize("slug", sorted(TAUGHT_THROUGH))
def test_module_taught_through_has_chapters_lessons_pictures_and_a_final_test(slug):
    module = load(f"{slug}/module.yaml")

    assert 3 <= len(module["chapters"]) <= 4
    assert 8 <= len(items_of(module, "lesson")) <= 12
    assert len(blocks_of(module, "image")) >= 4
    assert [quiz["graded"] for quiz in items_of(module, "quiz")].count(True) == 1
    assert all(
        any(item["kind"] == "quiz" and not item["graded"] for item in chapter["items"])
        for chapter in module["chapters"]
    )


def test_every_file_named_exists_and_every_medium_is_used(module):
    named = {
        block[key]
        for block in blocks_of(module, "image", "video", "audio", *FILE_BLOCKS)
        for key in ("file", "captions", "poster")
        if key in block
    }

    assert named == {path.name for path in module["folder"].iterdir()} - {"module.yaml"}
    assert (CONTENT / f"course-{module['slug']}.png").is_file()


def test_media_have_text_alternatives(module):
    for image in blocks_of(module, "image"):
        assert image["decorative"] or len(image["alt"]) > 20
    for recording in blocks_of(module, "video", "audio"):
        assert len(recording["transcript"]) > 200
        assert recording["seconds"] > 0


def test_captions_run_forward_and_end_with_the_video(module):
    for video in blocks_of(module, "video"):
        lines = (module["folder"] / video["captions"]).read_text(encoding="utf-8").splitlines()
        spans = [tuple(map(seconds_of, line.split(" --> "))) for line in lines if "-->" in line]

        assert lines[0] == "WEBVTT"
        assert all(start < end for start, end in spans)
        assert all(
            earlier[1] <= later[0] + 0.01 for earlier, later in zip(spans, spans[1:], strict=False)
        )
        assert spans[-1][1] <= video["seconds"] + 0.5


def test_captions_say_what_the_transcript_says(module):
    for video in blocks_of(module, "video"):
        lines = (module["folder"] / video["captions"]).read_text(encoding="utf-8").splitlines()[1:]
        spoken = " ".join(
            line for line in lines if line and "-->" not in line and not line.isdigit()
        )

        assert spoken == " ".join(re.sub(r"<[^>]+>", " ", video["transcript"]).split())


@pytest.mark.parametrize(
    ("pattern", "limit"),
    [
        ("*/*.pdf", 60_000),
        ("*/*.png", 150_000),
        ("hero.png", 150_000),
        ("course-*.png", 80_000),
        ("*/*.mp4", 1_500_000),
        ("*/*.mp3", 500_000),
    ],
)
def test_media_stay_small(pattern, limit):
    files = list(CONTENT.glob(pattern))

    assert files
    assert all(path.stat().st_size < limit for path in files)


def test_all_content_together_stays_below_eight_megabytes():
    assert sum(path.stat().st_size for path in CONTENT.rglob("*") if path.is_file()) < 8_000_000


def test_providers_say_that_they_are_demo_data():
    providers = load("providers.yaml")["providers"]

    assert len({provider["slug"] for provider in providers}) == len(providers) == 4
    for provider in providers:
        # Two of them also name who vouches for certificates, plainly nobody real.
        signs = {key: provider.pop(key) for key in list(provider) if key.startswith("signatory")}
        assert all("Demo-" in text or "Beispielangabe" in text for text in signs.values())
        assert provider.keys() == {
            "slug",
            "name",
            "short_name",
            "street",
            "postcode",
            "city",
            "description",
        }
        assert "Beispieldaten" in provider["description"]
        assert (CONTENT / "logos" / f"{provider['slug']}.png").is_file()


def test_competences_are_the_twenty_one_of_digcomp():
    data = load("topics.yaml")
    codes = [entry["code"] for entry in data["competences"]]
    sizes = {"1": 3, "2": 6, "3": 4, "4": 4, "5": 4}

    assert codes == [
        f"{area}.{number}" for area, size in sizes.items() for number in range(1, size + 1)
    ]
    assert 8 <= len({topic["slug"] for topic in data["topics"]}) == len(data["topics"]) <= 10
    assert all(
        entry["name_de"] and entry["name_en"] for entry in data["competences"] + data["topics"]
    )


@pytest.fixture(
    params=load("municipalities.yaml")["municipalities"], ids=lambda entry: entry["slug"]
)
def municipality(request):
    return request.param


def test_municipality_has_valid_keys_and_numbers(municipality):
    assert municipality.keys() == MUNICIPALITY_KEYS
    assert re.fullmatch(r"\d{12}", municipality["ars"])
    assert municipality["kind"] in {"city", "municipality", "district"}
    assert municipality["land"] in {"HE", "RP", "BW"}
    assert {"06": "HE", "07": "RP", "08": "BW"}[municipality["ars"][:2]] == municipality["land"]
    assert re.fullmatch(r"\d{5}", municipality["postcode"])
    assert municipality["population"] > 0
    assert isinstance(municipality["population_date"], date)


def test_municipality_ags_follows_from_its_ars(municipality):
    if municipality["kind"] == "district":
        assert municipality["ags"] == ""
        assert municipality["ars"][5:] == "0000000"
    else:
        assert municipality["ags"] == municipality["ars"][:5] + municipality["ars"][9:]


def test_municipality_leitweg_id_has_valid_check_digits(municipality):
    assert leitweg.is_valid(municipality["leitweg_id"])
    assert "-DEMO" in municipality["leitweg_id"]


def test_municipality_has_readable_accent_logo_and_departments(municipality):
    departments = municipality["departments"]
    flat = departments + [child for entry in departments for child in entry.get("children", [])]

    assert contrast_with_white(municipality["accent"]) >= 4.5
    assert (CONTENT / "logos" / f"{municipality['slug']}.png").is_file()
    assert 4 <= len(flat) <= 12
    assert len({entry["cost_centre"] for entry in flat}) == len(flat)
    assert all(entry["name"] for entry in flat)


def test_municipalities_are_unique_and_have_about_three_hundred_staff():
    entries = load("municipalities.yaml")["municipalities"]

    for key in ("slug", "name", "ars", "leitweg_id"):
        assert len({entry[key] for entry in entries}) == len(entries) == 13
    assert 280 <= sum(entry["staff"] for entry in entries) <= 320


def test_names_are_plenty_and_unique():
    names = load("names.yaml")

    assert {key: len(set(values)) for key, values in names.items()} == {
        "given_names": 80,
        "surnames": 120,
        "positions": 25,
    }
