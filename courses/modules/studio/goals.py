"""The page on which questions of a test are assigned to the chapters about which they ask.

So a renewal may begin with the test: what it proves need not be learnt again.
"""

from dataclasses import dataclass
from functools import partial
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from courses.modules import goals, services
from courses.modules.models import Chapter, Kind, Lesson, Module
from courses.modules.questions import Question, parse
from courses.modules.selectors import lessons_with_drafts, newest_version
from courses.modules.studio import structure
from courses.modules.studio.scoping import own_rows
from members.roles.rules import is_editor

LACKS: dict[str, Promise] = {
    goals.NO_TEST: gettext_lazy("The published version has no graded test that counts."),
    goals.SEVERAL: gettext_lazy(
        "The published version has more than one graded step; one test has to stand for all of it."
    ),
    goals.NOTHING: gettext_lazy("Besides the test there is nothing that a test could prove."),
    goals.UNCOVERED: gettext_lazy("Not every attempt asks about these chapters: %(chapters)s."),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of a test with the chapter to which it is assigned; None: where the test is."""

    question: Question
    chapter: int | None

    @property
    def name(self) -> str:
        """Return the name of its field."""
        return f"frage-{self.question.id}"


@dataclass(frozen=True, slots=True)
class Test:
    """A graded test of the working copy with its questions."""

    # Keeps test runners from taking the class for a test.
    __test__ = False

    lesson: Lesson
    asked: tuple[Asked, ...]


@require_http_methods(["GET", "HEAD", "POST"])
def assign(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the questions of a module's graded tests, and keep what they are assigned to."""
    rows = own_rows(Module, request.user, "change").select_related("course", "provider")
    module = get_object_or_404(rows, pk=pk)
    tests, chapters = _tests(module), _chapters(module)
    if request.method == "POST":
        with transaction.atomic():
            for test in tests:
                found = _chosen(test, request.POST, {chapter.pk for chapter in chapters})
                structure.set_goals(lesson=test.lesson, goals=found)
            if is_editor(request.user):
                _publish(module)
        messages.success(request, _said(is_published=is_editor(request.user)))
        return redirect("studio_goals", module.pk)
    context = {
        "module": module,
        "tests": tests,
        "chapters": chapters,
        **_standing(module),
    }
    return render(request, "modules/studio/goals.html", context)


def _chapters(module: Module) -> list[Chapter]:
    return list(Chapter.objects.filter(module=module).order_by("position", "pk"))


def _tests(module: Module) -> list[Test]:
    """Return the graded tests with the questions of their newest drafts."""
    found = []
    for lesson in lessons_with_drafts(module):
        draft = lesson.get_latest_revision_as_object() if lesson.latest_revision else lesson
        if draft.kind == Kind.QUIZ and draft.graded:
            asked = tuple(Asked(one, lesson.goals.get(one.id)) for one in parse(draft.body))
            found.append(Test(lesson, asked))
    return found


def _chosen(test: Test, sent: QueryDict, chapters: set[int]) -> dict[str, int]:
    """Return what was chosen; what is no chapter of the module counts as nothing."""
    found: dict[str, int] = {}
    for one in test.asked:
        value = sent.get(one.name, "")
        if value.isdecimal() and int(value) in chapters:
            found[one.question.id] = int(value)
    return found


def _publish(module: Module) -> None:
    """Put it in force: it asks nothing else of anybody, so that it is a correction."""
    freeze = partial(services.freeze_if_possible, module_id=module.pk, is_correction=True)
    transaction.on_commit(freeze)


def _said(*, is_published: bool) -> str:
    if is_published:
        return _("Saved, and in force for everybody who renews from now on.")
    return _("Saved. It is in force with the next published version.")


def _standing(module: Module) -> dict[str, Any]:
    """Return whether renewals may begin with the test in the published version, or why not."""
    version = newest_version(module)
    known = goals.proving(version) if version else goals.Proving(lack=goals.NO_TEST)
    if known.is_possible:
        return {"lack": ""}
    return {"lack": str(LACKS[known.lack]) % {"chapters": ", ".join(known.uncovered)}}
