"""What the studio says of questions: how hard they are, how well they tell."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from courses.insight import rules, selectors, words
from courses.insight.release import share

if TYPE_CHECKING:
    from courses.insight.figures import QuestionFigures


@dataclass(frozen=True, slots=True)
class Beside:
    """A question of the draft with its figures in words."""

    block: str
    prompt: str
    figures: str
    remark: str
    href: str


def beside(row: Any, user: Any) -> str:
    """Return the figures of a test's questions, by version; empty for everybody else's tests."""
    if not isinstance(row, apps.get_model("modules", "Lesson")) or row.kind != "quiz":
        return ""
    module = rules.visible(user).filter(pk=row.chapter.module_id).first()
    found = selectors.questions_of_test(module, row.key) if module else None
    if module is None or found is None:
        return ""
    edition, figures = found
    drafted = {str(block["id"]) for block in row.body.raw_data if "id" in block}
    query = {"version": edition}
    entries = [
        _entry(one, reverse("insight:question", args=[module.pk, one.item, one.id], query=query))
        for one in figures
        if one.id in drafted
    ]
    context = {"edition": edition, "entries": entries, "month": selectors.counted_until()}
    return render_to_string("insight/studio/beside.html", context)


def _entry(one: "QuestionFigures", href: str) -> Beside:
    if one.asked is None:
        return Beside(one.id, one.prompt, words.question_verdicts(one)[0], "", href)
    said = _("%(asked)s asked, right: %(right)s, discrimination: %(discrimination)s") % {
        "asked": words.number(one.asked),
        "right": words.percent(one.right_share),
        "discrimination": words.discrimination_text(one),
    }
    return Beside(one.id, one.prompt, said, " ".join(words.question_verdicts(one)), href)


def measured(
    user: Any, places: Collection[tuple[uuid.UUID, str]]
) -> dict[tuple[uuid.UUID, str], str]:
    """Return how many were right at questions of tests, where enough were asked; in words."""
    found = selectors.asked_and_right(rules.visible(user), places)
    return {
        place: _("%(share)s right") % {"share": words.percent(share(right, asked))}
        for place, (asked, right) in found.items()
        if share(right, asked) is not None
    }
