"""Pages on which the office and providers make paths; every change is one button."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from campus.kit.access import allowed
from campus.kit.errors import DomainError
from courses.pathways import editing, rules, selectors, services
from courses.pathways.drafts import draft_lines
from courses.pathways.forms import NewPathForm, PathForm, SetForm, StepForm
from courses.pathways.models import LearningPath
from courses.pathways.plans import Group, Rule, Step
from courses.pathways.states import PathState
from courses.pathways.words import PATH_STATES, rule_words

if TYPE_CHECKING:
    from members.accounts.requests import SignedInRequest

PER_PAGE = 25


@allowed(rules.may_edit_any)
@require_GET
def manage(request: HttpRequest) -> HttpResponse:
    """List the paths that the user may change."""
    page = Paginator(rules.editable_by(request.user), PER_PAGE).get_page(request.GET.get("page"))
    rows = [(path, PATH_STATES[PathState(path.state)]) for path in page]
    return render(request, "pathways/manage.html", {"rows": rows, "page": page})


@allowed(rules.may_edit_any)
@require_http_methods(["GET", "POST"])
def new(request: "SignedInRequest") -> HttpResponse:
    """Begin a path."""
    form = NewPathForm(
        request.POST if request.method == "POST" else None,
        initial={"rule": Rule.ORDERED},
        providers=rules.providers_of(request.user),
        for_all=rules.works_for_all(request.user),
    )
    if form.is_bound and form.is_valid():
        path = services.create(by=request.user, **form.cleaned_data)
        return redirect("pathways:edit", path.pk)
    status = 400 if form.is_bound else 200
    return render(request, "pathways/new.html", {"form": form}, status=status)


@allowed(rules.may_edit_any)
@require_http_methods(["GET", "POST"])
def edit(request: "SignedInRequest", pk: int) -> HttpResponse:
    """Show a path's working copy; POST changes title, promise and rule."""
    path = _path(request, pk)
    if request.method == "GET":
        return _page(request, path)
    form = PathForm(request.POST)
    if not form.is_valid():
        return _page(request, path, status=400, about=form)
    services.describe(path=path, by=request.user, **form.cleaned_data)
    messages.success(request, _("Saved. Learners see it once you publish it."))
    return redirect("pathways:edit", pk)


@allowed(rules.may_edit_any)
@require_POST
def step(request: "SignedInRequest", pk: int) -> HttpResponse:
    """Append a course."""
    path = _path(request, pk)
    form = _step_form(request, path, request.POST)
    if not form.is_valid():
        return _page(request, path, status=400, step=form)
    wanted, points = form.cleaned_data["course"], form.cleaned_data["points"]
    into = form.cleaned_data["into"]
    return _changed(
        request,
        path,
        lambda seen: services.add_course(
            path=path, step=Step(wanted.pk, points), into=into, seen=seen, by=request.user
        ),
    )


@allowed(rules.may_edit_any)
@require_POST
def add_set(request: "SignedInRequest", pk: int) -> HttpResponse:
    """Append a set."""
    path = _path(request, pk)
    form = SetForm(request.POST, prefix="set")
    if not form.is_valid():
        return _page(request, path, status=400, set=form)
    data = form.cleaned_data
    group = Group(rule=Rule(data["rule"]), need=data["need"], title=data["title"])
    return _changed(
        request,
        path,
        lambda seen: services.add_set(path=path, group=group, seen=seen, by=request.user),
    )


@allowed(rules.may_edit_any)
@require_POST
def arrange(request: "SignedInRequest", pk: int) -> HttpResponse:
    """Move an entry up or down, or take it out: one button each, such as “up:2.1”."""
    path = _path(request, pk)
    deed, _colon, where = request.POST.get("deed", "").partition(":")
    try:
        place = editing.place_of(where)
    except ValueError:
        return redirect("pathways:edit", pk)
    change = {
        "up": lambda plan: editing.move(plan, place, -1),
        "down": lambda plan: editing.move(plan, place, 1),
        "remove": lambda plan: editing.remove(plan, place),
    }.get(deed, lambda plan: plan)
    return _changed(
        request,
        path,
        lambda seen: services.change_plan(path=path, change=change, seen=seen, by=request.user),
    )


@allowed(rules.may_edit_any)
@require_POST
def publish(request: "SignedInRequest", pk: int) -> HttpResponse:
    """Freeze the working copy as the version for new learners."""
    path = _path(request, pk)
    try:
        version = services.publish(path=path, by=request.user)
    except DomainError as error:
        return _page(request, path, status=error.status, error=error)
    messages.success(request, _("Published as version %(number)s.") % {"number": version.number})
    return redirect("pathways:edit", pk)


@allowed(rules.may_edit_any)
@require_POST
def withdraw(request: "SignedInRequest", pk: int) -> HttpResponse:
    """Take a path out of sight."""
    path = _path(request, pk)
    try:
        services.withdraw_path(path=path, by=request.user)
    except DomainError as error:
        return _page(request, path, status=error.status, error=error)
    messages.success(request, _("The path is no longer shown. Who has begun it keeps it."))
    return redirect("pathways:edit", pk)


def _path(request: HttpRequest, pk: int) -> LearningPath:
    return get_object_or_404(rules.editable_by(request.user), pk=pk)


def _changed(
    request: "SignedInRequest", path: LearningPath, deed: Callable[[int], LearningPath]
) -> HttpResponse:
    """Do a change of the plan and show it, or say why not."""
    try:
        deed(_revision(request.POST.get("seen", "")))
    except DomainError as error:
        path.refresh_from_db()
        return _page(request, path, status=error.status, error=error)
    return redirect(f"{request.path.rsplit('/', 2)[0]}/#schritte")


def _revision(sent: str) -> int:
    """Return the revision that a page names, one that never was where it names none."""
    is_number = sent.isascii() and sent.isdigit() and len(sent) < 10
    return int(sent) if is_number else -1


def _step_form(request: HttpRequest, path: LearningPath, data: Any = None) -> StepForm:
    sets = editing.sets_of(path.group)
    return StepForm(data, courses=selectors.published_courses(), sets=sets)


def _page(
    request: HttpRequest,
    path: LearningPath,
    *,
    status: int = 200,
    error: DomainError | None = None,
    **forms: Any,
) -> HttpResponse:
    group = path.group
    newest = selectors.versions_of(path).first()
    about = {"title": path.title, "promise": path.promise, "rule": group.rule}
    context = {
        "path": path,
        "state": PATH_STATES[PathState(path.state)],
        "newest": newest,
        "is_changed": newest is not None
        and (newest.plan, newest.title, newest.promise) != (path.plan, path.title, path.promise),
        "rule": rule_words(group.rule, group.need, len(group.items)),
        "lines": draft_lines(group),
        "about": PathForm(initial={**about, "need": group.need or None}),
        "step": _step_form(request, path),
        "set": SetForm(prefix="set"),
        "error": error,
        **forms,
    }
    return render(request, "pathways/edit.html", context, status=status)
