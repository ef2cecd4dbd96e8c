"""What waits, one lesson under review, decisions and comments."""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from campus.kit.access import allowed
from campus.kit.errors import DomainError
from courses.review import presenting, rules, selectors, services, who
from courses.review.forms import BACK, PASS, CommentForm, DecisionForm
from courses.review.models import Comment
from courses.review.stages import LABELS, QUESTIONS, Stage

if TYPE_CHECKING:
    from courses.modules.models import Lesson, Module
    from courses.review.models import StageState
    from members.accounts.requests import SignedInRequest

PER_PAGE = 20


@allowed(rules.may_review)
@require_GET
def listed(request: "SignedInRequest") -> HttpResponse:
    """List what waits for the user, module by module."""
    everything = request.GET.get("stufen") == "alle"
    groups = selectors.grouped(selectors.waiting_for(request.user, everything=everything))
    page = Paginator(groups, PER_PAGE).get_page(request.GET.get("page"))
    is_office = Stage.OFFICE in who.stages_of(request.user)
    tabs = [
        {"label": _("My stage"), "href": reverse("review:list"), "current": not everything},
        {
            "label": _("All stages"),
            "href": f"{reverse('review:list')}?stufen=alle",
            "current": everything,
        },
    ]
    context = {"page": page, "tabs": tabs if is_office else []}
    return render(request, "review/list.html", context)


@allowed(rules.may_open)
@require_http_methods(["GET", "POST"])
def module(request: "SignedInRequest", pk: int) -> HttpResponse:
    """Show how far the review of a module is; its authors hand in all drafts at once."""
    row = get_object_or_404(rules.readable_modules(request.user), pk=pk)
    writes = rules.may_write_module(request.user, row)
    status = 200
    if request.method == "POST":
        if not writes:
            raise Http404
        try:
            count = services.submit_module(module=row, by=request.user)
        except DomainError as error:
            messages.error(request, str(error))
            status = error.status
        else:
            words = ngettext("%(n)s lesson handed in.", "%(n)s lessons handed in.", count)
            messages.success(request, words % {"n": count})
            return redirect("review:module", pk)
    groups = selectors.grouped(selectors.reviews_of_module(row))
    drafts = services.waiting_drafts(row) if writes else []
    context = {"module": row, "groups": groups, "drafts": drafts, "writes": writes}
    return render(request, "review/module.html", context, status=status)


@allowed(rules.may_review)
@require_http_methods(["GET", "POST"])
def module_stage(request: "SignedInRequest", pk: int, stage: str) -> HttpResponse:
    """Show what of a module waits at a stage, and decide on all of it."""
    waiting = selectors.waiting_for(request.user, everything=True)
    groups = selectors.grouped(row for row in waiting if row.lesson.chapter.module_id == pk)
    group = next((one for one in groups if one.stage == stage), None)
    if group is None:
        raise Http404
    comment_only = any(row.state.task.stagetask.comment_only for row in group.rows)
    form = DecisionForm(request.POST or None, comment_only=comment_only)
    status = 200
    if request.method == "POST":
        states = [row.state for row in group.rows]
        status = _decide(request, form, states)
        if status == 200:
            return redirect("review:list")
    lessons = [row.lesson for row in group.rows]
    context = {
        "group": group,
        "module": group.module,
        "question": QUESTIONS[group.stage],
        "comments": selectors.open_comments(lessons),
        "form": form,
    }
    return render(request, "review/stage.html", context, status=status)


@allowed(rules.may_open)
@require_http_methods(["GET", "POST"])
def lesson(request: "SignedInRequest", pk: int) -> HttpResponse:
    """Show a draft with its review and its comments; who may, decides."""
    row = get_object_or_404(rules.readable_lessons(request.user), pk=pk)
    state = selectors.current_state(row)
    decides = state is not None and _decides(request.user, row, state)
    comment_only = bool(state and state.task.stagetask.comment_only)
    form = DecisionForm(request.POST or None, comment_only=comment_only) if decides else None
    status = 200
    if request.method == "POST":
        if state is None or form is None:
            messages.error(request, _("Nothing of this lesson waits for your decision any more."))
            return redirect("review:lesson", pk)
        status = _decide(request, form, [state])
        if status == 200:
            return redirect("review:list")
    context = _lesson_context(request, row, state)
    return render(request, "review/lesson.html", {**context, "form": form}, status=status)


def _lesson_context(
    request: "SignedInRequest", row: "Lesson", state: "StageState | None"
) -> dict[str, Any]:
    draft = row.get_latest_revision_as_object()
    return {
        "lesson": row,
        "shown": presenting.shown(draft, selectors.comments_on(row)),
        "state": state,
        "stage": LABELS[Stage(state.task.stagetask.stage)] if state else "",
        "question": QUESTIONS[Stage(state.task.stagetask.stage)] if state else "",
        "steps": selectors.steps_of(row),
        "sent_back": selectors.sent_back(row),
        "writes": rules.may_write(request.user, row),
        "comment_form": CommentForm(),
        "tabs": lesson_tabs(request.user, row, "lesson"),
    }


def lesson_tabs(user: Any, row: "Lesson", here: str) -> list[dict[str, Any]]:
    """Return the views of one lesson under review; links are for those who write it."""
    names = (
        ("lesson", _("Lesson and comments")),
        ("compare", _("What is different")),
        ("history", _("Earlier states")),
        ("links", _("Links for people without account")),
    )
    return [
        {"label": label, "href": reverse(f"review:{name}", args=[row.pk]), "current": name == here}
        for name, label in names
        if name != "links" or rules.may_write(user, row)
    ]


def _decides(user: Any, row: "Lesson", state: "StageState") -> bool:
    stage = Stage(state.task.stagetask.stage)
    requested_by = state.workflow_state.requested_by_id
    return who.may_decide(user, stage, row.chapter.module.provider, requested_by=requested_by)


def _decide(request: "SignedInRequest", form: DecisionForm, states: "list[StageState]") -> int:
    """Decide as the form says; return 200, or the status of what went wrong."""
    if not form.is_valid():
        return 400
    data = form.cleaned_data
    passing = data["decision"] == PASS
    try:
        services.decide_all(
            states=states, by=request.user, comment=data["comment"], passing=passing
        )
    except DomainError as error:
        field = "comment" if data["decision"] == BACK and not data["comment"].strip() else None
        form.add_error(field, str(error))
        return error.status
    messages.success(request, _("Passed on.") if passing else _("Sent back to the author."))
    return 200


@allowed(rules.may_review)
@require_POST
def take(request: "SignedInRequest", pk: int) -> HttpResponse:
    """Say “I am reviewing this”, or give it back."""
    row = get_object_or_404(rules.readable_lessons(request.user), pk=pk)
    state = selectors.current_state(row)
    if state is None or not _decides(request.user, row, state):
        raise Http404
    deed = services.release if request.POST.get("abgeben") else services.take
    try:
        deed(state=state, by=request.user)
    except DomainError as error:
        messages.error(request, str(error))
    return redirect("review:lesson", pk)


@allowed(rules.may_open)
@require_POST
def comment(request: "SignedInRequest", pk: int) -> HttpResponse:
    """Comment on a block or on the lesson."""
    row = get_object_or_404(rules.readable_lessons(request.user), pk=pk)
    form = CommentForm(request.POST)
    if not form.is_valid():
        context = _lesson_context(request, row, selectors.current_state(row))
        context = {**context, "comment_form": form, "refused": form.data.get("block", "")}
        return render(request, "review/lesson.html", context, status=400)
    made = services.comment(lesson=row, by=request.user, **form.cleaned_data)
    messages.success(request, _("Your comment has been stored."))
    return redirect(f"{reverse('review:lesson', args=[pk])}#kommentar-{made.pk}")


@allowed(rules.may_open)
@require_POST
def settle(request: "SignedInRequest", pk: int) -> HttpResponse:
    """Mark a comment as dealt with, or open it again."""
    lessons = rules.readable_lessons(request.user)
    row = get_object_or_404(Comment.objects.filter(lesson__in=lessons), pk=pk)
    may = rules.may_write(request.user, row.lesson) or row.written_by_id == request.user.pk
    if not may:
        raise Http404
    if request.POST.get("offen"):
        services.reopen(comment=row)
    else:
        services.resolve(comment=row, by=request.user)
    return redirect(f"{reverse('review:lesson', args=[row.lesson_id])}#kommentar-{row.pk}")


def module_of(request: "SignedInRequest", pk: int) -> "Module":
    """Return a module that the user may read; 404 where not."""
    found: Module = get_object_or_404(rules.readable_modules(request.user), pk=pk)
    return found
