"""A unit as the content of a module: lesson, confirmation, questions; pure but for its words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from django.utils.translation import gettext as _

from courses.units.plain import blocks

# All questions have to be right; as often as somebody likes.
ALL = 100
INTERNAL = "internal"


@dataclass(frozen=True, slots=True)
class Paper:
    """The document of a unit: its file in the folder, its name, the day of its version."""

    file: str
    title: str
    edition: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """What was filled in for a unit."""

    title: str
    promise: str
    text: str = ""
    minutes: int = 10
    link_url: str = ""
    link_title: str = ""
    confirm: bool = False
    questions: Sequence[Mapping[str, Any]] = ()


def module_of(
    sheet: Sheet, paper: Paper | None, *, slug: str, description: str = "", licence: str = INTERNAL
) -> dict[str, Any]:
    """Return what a folder with a module would hold, as `content_import` reads it."""
    items = [_lesson(sheet, paper)]
    if sheet.confirm and paper is None:
        items.append(_confirmation())
    if sheet.questions:
        items.append(_test(sheet))
    return {
        "slug": slug,
        "title": sheet.title,
        "promise": sheet.promise,
        "description": description,
        "licence": licence,
        "look_inside": "nobody",
        "participation_percent": 100,
        "chapters": [{"title": sheet.title, "items": items}],
    }


def body_of(sheet: Sheet, paper: Paper | None) -> list[dict[str, Any]]:
    """Return the blocks of the lesson: text, link, document."""
    found: list[dict[str, Any]] = list(blocks(sheet.text))
    if sheet.link_url:
        address, name = escape(sheet.link_url), escape(sheet.link_title or sheet.link_url)
        found.append({"type": "paragraph", "value": f'<p><a href="{address}">{name}</a></p>'})
    if paper is not None:
        about = {"file": paper.file, "title": paper.title}
        if sheet.confirm:
            if not any(block["type"] == "heading" for block in found):
                # What is to be confirmed has a heading of its own, below one of the lesson.
                found.append({"type": "heading", "value": _("Document")})
            found.append({"type": "acknowledgement", "edition": paper.edition, **about})
        else:
            found.append({"type": "download", "note": paper.title, **about})
    return found


def _lesson(sheet: Sheet, paper: Paper | None) -> dict[str, Any]:
    return {
        "kind": "lesson",
        "key": "lesson",
        "title": sheet.title,
        "minutes": sheet.minutes,
        "completion": "confirmed" if sheet.confirm and paper else "button",
        "body": body_of(sheet, paper),
    }


def _quiz(key: str, title: str, minutes: int, questions: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "kind": "quiz",
        "key": key,
        "title": title,
        "minutes": minutes,
        "graded": True,
        "pass_percent": ALL,
        "body": [],
        "questions": questions,
    }


def _confirmation() -> dict[str, Any]:
    """Return the step with which a text is confirmed; a document has its own way."""
    yes = {
        "text": _("Yes, I have read and understood it."),
        "correct": True,
        "feedback": _("Thank you. Your confirmation has been noted."),
    }
    no = {
        "text": _("No, not yet."),
        "correct": False,
        "feedback": _("Read it in peace, and ask your superiors what is unclear."),
    }
    prompt = _("Have you read and understood all of it?")
    asked = {"type": "single", "prompt": prompt, "options": [yes, no]}
    return _quiz("confirmation", _("Confirmation"), 1, [asked])


def _test(sheet: Sheet) -> dict[str, Any]:
    return {
        **_quiz(
            "questions",
            _("Questions"),
            len(sheet.questions),
            [_question(one) for one in sheet.questions],
        ),
        "shuffle_options": True,
    }


def _question(one: Mapping[str, Any]) -> dict[str, Any]:
    right = {"text": one["right"], "correct": True, "feedback": _("That is right.")}
    wrong = [
        {"text": text, "correct": False, "feedback": _("That is not right. Read it again.")}
        for text in one["wrong"]
    ]
    return {"type": "single", "prompt": one["prompt"], "options": [right, *wrong]}
