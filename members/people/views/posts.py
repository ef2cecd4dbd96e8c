"""HR adds, changes and ends further posts of somebody, and makes one the main place."""

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from campus.kit import dates
from campus.kit.errors import DomainError
from members.people import services
from members.people.consequences import Move
from members.people.forms.staff import PostForm, post_values
from members.people.models import FurtherPost
from members.people.views.asking import Line, question
from members.people.views.scope import StaffScope, job_or_404, staff_only

if TYPE_CHECKING:
    from members.people.models import Employment

REMOVE = "remove"
FIELDS = {
    "department_not_there": "department",
    "already_there": "department",
    "post_outside_employment": "valid_from",
    "ends_before_it_begins": "valid_until",
}


def posts_shown(job: "Employment", scope: StaffScope) -> dict[str, Any]:
    """Return what the page of a person shows of further posts: those the user looks after."""
    today, mine = dates.today(), scope.posts_of(job)
    return {
        "posts": mine.not_over_on(today),
        "former_posts": mine.filter(valid_until__lt=today).order_by("-valid_until", "pk"),
        "can_add_posts": not _has_left(job),
        "today": today,
    }


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def add(request: HttpRequest, key: int) -> HttpResponse:
    """Give somebody a further post."""
    job, scope = job_or_404(request, key)
    if _has_left(job):
        raise Http404
    form = PostForm(request.POST or None, departments=scope.departments, is_new=True)

    def save() -> None:
        services.add_post(employment=job, added_by=request.user, **form.cleaned_data)  # type: ignore[arg-type]

    return _fill_in(request, job, None, form, save)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def change(request: HttpRequest, key: int, post: int) -> HttpResponse:
    """Change a further post, let it end, or remove it where it has not begun before today."""
    job, scope = job_or_404(request, key)
    found = _post_or_404(job, scope, post)
    initial = post_values(found)
    form = PostForm(
        request.POST or None, initial=initial, departments=scope.departments, is_new=False
    )
    if request.POST.get("step") == REMOVE and found.valid_from >= dates.today():
        return _remove(request, job, found, form)

    def save() -> None:
        services.change_post(post=found, changed_by=request.user, **form.cleaned_data)  # type: ignore[arg-type]

    return _fill_in(request, job, found, form, save)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def make_main(request: HttpRequest, key: int, post: int) -> HttpResponse:
    """Let a further post and the main place change places, after a question."""
    job, scope = job_or_404(request, key)
    if not scope.looks_after(job):
        raise PermissionDenied
    found = _post_or_404(job, scope, post)
    if request.method == "POST":
        try:
            services.make_main(post=found, by=request.user)  # type: ignore[arg-type]
        except DomainError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("The changes were saved."))
        return redirect("people:detail", job.pk)
    return render(request, "people/post_main.html", {"job": job, "post": found})


def _fill_in(
    request: HttpRequest,
    job: "Employment",
    post: FurtherPost | None,
    form: PostForm,
    save: Any,
) -> HttpResponse:
    """Show the form, ask for what begins or ends by it, save."""
    status = 200 if request.method != "POST" else 400
    context = {
        "form": form,
        "job": job,
        "post": post,
        "can_remove": post is not None and post.valid_from >= dates.today(),
    }
    if request.POST.get("step") == "change":
        return render(request, "people/post.html", context)
    if form.is_valid():
        asked = _question(request, job, post, form)
        if asked is not None:
            return asked
        try:
            save()
        except DomainError as error:
            field = FIELDS.get(error.code)
            form.add_error(field if field in form.fields else None, str(error))
            status = error.status
        else:
            messages.success(request, _("The changes were saved."))
            return redirect("people:detail", job.pk)
    return render(request, "people/post.html", context, status=status)


def _remove(
    request: HttpRequest, job: "Employment", post: FurtherPost, form: PostForm
) -> HttpResponse:
    """Remove a post that was entered by mistake."""
    lines = [Line(_("Further post"), str(post.department), _("removed"))]
    move = Move(job.pk, job.department_id, job.position, further=_others(job, post))
    asked = question(request, job, move, form=form, lines=lines)
    if asked is not None:
        return asked
    services.end_post(
        post=post,
        last_day=post.valid_from - dt.timedelta(days=1),
        ended_by=request.user,  # type: ignore[arg-type]
    )
    messages.success(request, _("The further post was removed."))
    return redirect("people:detail", job.pk)


def _question(
    request: HttpRequest, job: "Employment", post: FurtherPost | None, form: PostForm
) -> HttpResponse | None:
    """Ask before something begins or ends; a post that gets an end is shown as if it were over."""
    values = form.cleaned_data
    department, position = values["department"], values["position"]
    until = values["valid_until"]
    gets_an_end = post is not None and until is not None and until != post.valid_until
    places = _others(job, post)
    if not gets_an_end:
        places = (*places, (department.pk, position))
    begun = values.get("valid_from") or (post.valid_from if post else None)
    time = _time(begun, until)
    lines = [
        _line(_("Further post"), str(post.department) if post else None, department.name),
        _line(_("Position"), post.position if post else None, position),
        _line(
            _("Period of time"), _time(post.valid_from, post.valid_until) if post else None, time
        ),
    ]
    move = Move(job.pk, job.department_id, job.position, further=places)
    return question(request, job, move, form=form, lines=lines)


def _others(job: "Employment", post: FurtherPost | None) -> tuple[Any, ...]:
    """Return the other further posts that somebody has today."""
    held = FurtherPost.objects.on(dates.today()).filter(employment=job)
    if post is not None:
        held = held.exclude(pk=post.pk)
    return tuple(held.values_list("department_id", "position"))


def _line(label: str, before: str | None, after: str) -> Line:
    """Return a line of the question; what is new has no before."""
    return Line(label, after if before is None else before, after)


def _time(first: Any, last: Any) -> str:
    begin = date_format(first, "SHORT_DATE_FORMAT")
    if last is None:
        return _("from %(day)s") % {"day": begin}
    return f"{begin} – {date_format(last, 'SHORT_DATE_FORMAT')}"


def _post_or_404(job: "Employment", scope: StaffScope, key: int) -> FurtherPost:
    """Return a further post that is not over and that the user looks after."""
    running = scope.posts_of(job).not_over_on(dates.today())
    found: FurtherPost = get_object_or_404(running, pk=key)
    if _has_left(job):
        raise Http404
    return found


def _has_left(job: "Employment") -> bool:
    return job.valid_until is not None and job.valid_until < dates.today()
