"""The collection of questions: all that stand in the modules of one's providers, to be reused."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods
from wagtail.admin.menu import MenuItem

from campus.kit.errors import DomainError
from courses.modules import collection
from courses.modules.collection import Wanted
from courses.modules.errors import NoLongerThere, NoTestChosen
from courses.modules.models import Kind, Lesson
from courses.modules.question_blocks import QUESTION_TYPES
from courses.modules.question_fields import LEVELS
from courses.modules.questions.base import tidy
from courses.modules.studio import neighbours
from courses.modules.studio.scoping import own_rows
from members.roles.rules import may

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from courses.modules.collected import CollectedQuestion, QuestionOrigin

PER_PAGE = 25
LONGEST_QUERY = 100
MOST_DIGITS = 9
KINDS = {
    **dict(QUESTION_TYPES),
    "matching": gettext_lazy("Match"),
    "ordering": gettext_lazy("Put in order"),
    "numeric": gettext_lazy("Number"),
    "short_text": gettext_lazy("Short answer"),
    "cloze": gettext_lazy("Fill the gaps"),
}


@dataclass(slots=True)
class Entry:
    """A question as the list shows it."""

    row: "CollectedQuestion"
    kind: Any
    level: Any
    measured: str
    may_edit: bool
    origin: "QuestionOrigin | None" = None
    # The original says something else than when the question was taken over.
    is_behind: bool = False
    takers: list[Lesson] = field(default_factory=list)


class CollectionItem(MenuItem):
    """An entry for everybody who reads drafts of a provider."""

    def is_shown(self, request: Any) -> bool:
        """Ask the rule of the page."""
        return may(request.user, "view")


def menu_item() -> CollectionItem:
    """Return the entry below the lessons."""
    return CollectionItem(
        gettext_lazy("Collection of questions"),
        reverse_lazy("studio_questions"),
        name="questions",
        icon_name="help",
        order=130,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def questions(request: HttpRequest) -> HttpResponse:
    """Show the questions of the user's providers, and take chosen ones over into a test."""
    if not may(request.user, "change" if request.method == "POST" else "view"):
        raise PermissionDenied
    if request.method != "POST":
        return _show(request, target=request.GET.get("ziel", ""))
    chosen = request.POST.getlist("frage")
    try:
        draft = _take(request, chosen)
    except DomainError as error:
        messages.error(request, str(error))
        target = request.POST.get("ziel", "")
        return _show(request, target=target, chosen=chosen, status=error.status)
    messages.success(request, _said(draft, len(set(chosen))))
    return redirect("wagtailsnippets_modules_lesson:edit", draft.pk)


def _take(request: HttpRequest, chosen: list[str]) -> Lesson:
    """Copy the chosen questions; what somebody may not see does not exist for them."""
    keys = {int(key) for key in chosen if _is_key(key)}
    rows = collection.questions_in(_readable(request.user)).filter(pk__in=keys)
    target = request.POST.get("ziel", "")
    tests = _tests(request.user).filter(pk=target if _is_key(target) else 0)
    lesson = tests.first()
    if lesson is None:
        raise NoTestChosen
    found = list(rows)
    if len(found) < len(set(chosen)):
        raise NoLongerThere
    return collection.take(rows=found, lesson=lesson, user=request.user)


def _is_key(text: str) -> bool:
    return text.isdecimal() and len(text) <= MOST_DIGITS


def _said(draft: Lesson, count: int) -> str:
    text = ngettext(
        "%(count)s question now stands at the end of “%(title)s”, as a draft.",
        "%(count)s questions now stand at the end of “%(title)s”, as a draft.",
        count,
    )
    return text % {"count": count, "title": draft.title}


def _readable(user: Any) -> "QuerySet[Lesson]":
    """Return the lessons whose drafts the user may read: the rule of the single lesson."""
    return own_rows(Lesson, user)


def _tests(user: Any) -> "QuerySet[Lesson]":
    """Return the tests in which the user may write, by module."""
    tests: QuerySet[Lesson] = own_rows(Lesson, user, "change").filter(kind=Kind.QUIZ)
    related = tests.select_related("chapter__module__course").defer("body")
    return related.order_by(
        "chapter__module__course__title", "chapter__module", "chapter__position", "position", "pk"
    )


def _wanted(request: HttpRequest) -> Wanted:
    """Return what is looked for; what does not exist counts as nothing said."""
    kind, level = request.GET.get("art", ""), request.GET.get("schwierigkeit", "")
    module = request.GET.get("modul", "")
    return Wanted(
        words=tidy(request.GET.get("q", "")[:LONGEST_QUERY]),
        tag=tidy(request.GET.get("schlagwort", "")[:LONGEST_QUERY]),
        kind=kind if kind in KINDS else "",
        level=level if level in dict(LEVELS) else "",
        module=int(module) if _is_key(module) else None,
    )


def _show(
    request: HttpRequest, *, target: str, chosen: list[str] | None = None, status: int = 200
) -> HttpResponse:
    own, wanted = collection.questions_in(_readable(request.user)), _wanted(request)
    page = Paginator(collection.matching(own, wanted), PER_PAGE).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "page": page,
        "entries": _entries(page, request.user),
        "wanted": wanted,
        "tags": collection.tags_in(own),
        "modules": own.order_by("lesson__chapter__module__course__title")
        .values_list("lesson__chapter__module", "lesson__chapter__module__course__title")
        .distinct(),
        "kinds": KINDS.items(),
        "levels": LEVELS,
        "tests": _targets(page, request.user),
        "target": target,
        "chosen": {int(key) for key in chosen or () if _is_key(key)},
        "query": query.urlencode(),
        "here": request.GET.urlencode(),
    }
    return render(request, "modules/studio/questions.html", context, status=status)


def _targets(page: Page, user: Any) -> "QuerySet[Lesson]":
    """Return the tests into which the questions of a page can be taken over."""
    providers = {row.lesson.chapter.module.provider_id for row in page}
    return _tests(user).filter(chapter__module__provider__in=providers)


def _entries(page: Page, user: Any) -> list[Entry]:
    """Return the questions of a page with what is known of each; queries do not grow with them."""
    rows = list(page)
    lessons = {row.lesson_id for row in rows}
    writable = own_rows(Lesson, user, "change").filter(pk__in=lessons)
    editable = set(writable.order_by().values_list("pk", flat=True))
    told = neighbours.measured_of(user, {(row.lesson.key, row.block) for row in rows})
    origins = collection.origins_of(rows, _readable(user))
    standing = collection.standing_of(origins)
    of = {(one.lesson_id, one.block): one for one in origins}
    # A test that holds several copies is named once.
    takers: dict[tuple[int, str], dict[int, Lesson]] = defaultdict(dict)
    for one in origins:
        takers[one.origin_id, one.origin_block][one.lesson_id] = one.lesson
    return [
        Entry(
            row=row,
            kind=KINDS.get(row.kind, row.kind),
            level=dict(LEVELS).get(row.level, ""),
            measured=told.get((row.lesson.key, row.block), ""),
            may_edit=row.lesson_id in editable,
            origin=of.get((row.lesson_id, row.block)),
            is_behind=_is_behind(of.get((row.lesson_id, row.block)), standing),
            takers=list(takers[row.lesson_id, row.block].values()),
        )
        for row in rows
    ]


def _is_behind(origin: "QuestionOrigin | None", standing: dict[tuple[int, str], str]) -> bool:
    """Tell whether the original is there and says something else by now."""
    if origin is None:
        return False
    present = standing.get((origin.origin_id, origin.origin_block))
    return present is not None and present != origin.digest


def beside(row: Any, user: Any) -> str:
    """Say beside a test where more questions are, and which tags are in use at its provider."""
    if not isinstance(row, Lesson) or row.kind != Kind.QUIZ or not may(user, "change"):
        return ""
    same = _readable(user).filter(chapter__module__provider=row.chapter.module.provider_id)
    drafts = collection.questions_in(_readable(user).filter(pk=row.pk))
    entries = _entries(Paginator(drafts, 10**4).get_page(1), user)
    context = {
        "lesson": row,
        "tags": collection.tags_in(collection.questions_in(same)),
        "behind": [entry for entry in entries if entry.is_behind],
    }
    return render_to_string("modules/studio/questions_beside.html", context)
