"""Pages of the competence check; all of them belong to the learner alone."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from campus.kit.errors import DomainError
from courses.competences import presenting, selectors, services
from courses.competences.errors import FinishedAlready
from courses.competences.forms import AimForm, AreaForm, BeginForm, in_my_language
from courses.competences.gaps import unanswered
from courses.competences.models import Assessment
from courses.enrolment.states import State
from courses.pathways import selectors as pathways
from members.people import selectors as people

if TYPE_CHECKING:
    from courses.competences.content import Framework
    from members.accounts.requests import SignedInRequest
    from members.people.models import Person

RESULTS_PER_PAGE = 12


@login_required
@require_http_methods(["GET", "POST"])
def start(request: "SignedInRequest") -> HttpResponse:
    """Say what the check is, begin one, and show earlier ones."""
    person = _person(request)
    roles, offered = selectors.current_roles(), selectors.frameworks()
    if roles is None or not offered:
        return render(request, "competences/missing.html")
    form = BeginForm(
        request.POST if request.method == "POST" else None,
        frameworks=offered,
        model=selectors.role_model(roles),
        initial={"framework": offered[0]},
    )
    if form.is_bound and form.is_valid():
        framework, role = form.cleaned_data["framework"], form.cleaned_data["role"]
        begun = services.begin(person=person, framework=framework, roles=roles, role=role)
        return _go_on(begun)
    mine = selectors.assessments_of(person)
    page = Paginator(mine.filter(finished_at__isnull=False), RESULTS_PER_PAGE).get_page(
        request.GET.get("page")
    )
    rows = presenting.history(list(page))
    context = {
        "form": form,
        "open": mine.filter(finished_at=None),
        "page": page,
        "rows": rows,
        "pairs": [(day, count) for day, count, _one in rows],
        "source": selectors.role_model(roles).source,
    }
    return render(request, "competences/start.html", context, status=400 if form.is_bound else 200)


@login_required
@require_http_methods(["GET", "POST"])
def area(request: "SignedInRequest", pk: int, number: int) -> HttpResponse:
    """Show one area of the questionnaire; every answer is saved, also of a page half done."""
    assessment = _own(request, pk)
    held = selectors.contents(assessment.framework)
    if assessment.finished_at:
        if request.method == "POST":
            messages.info(request, str(FinishedAlready()))
        return redirect("competences:result", pk)
    if not 1 <= number <= len(held.areas):
        raise Http404
    asked = held.areas[number - 1]
    form = AreaForm(
        request.POST if request.method == "POST" else None,
        area=asked,
        levels=held.levels,
        answers=assessment.answers,
    )
    if form.is_bound:
        is_whole = form.is_valid()
        assessment = services.answer(assessment=assessment, levels=form.given)
        if is_whole:
            return _after(request, assessment, held, number)
    done = len(held.codes) - len(unanswered(held.codes, assessment.answers))
    context = {
        "form": form,
        "assessment": assessment,
        "title": in_my_language(asked.name),
        "number": number,
        "areas": len(held.areas),
        "done": done,
        "total": len(held.codes),
        "is_last": number == len(held.areas),
        "framework": held,
    }
    return render(request, "competences/area.html", context, status=400 if form.is_bound else 200)


@login_required
@require_GET
def result(request: "SignedInRequest", pk: int) -> HttpResponse:
    """Show what lies between assessment and target, and the path that leads there."""
    assessment = _own(request, pk)
    if assessment.finished_at is None:
        return _go_on(assessment)
    found = selectors.result_of(assessment)
    model = selectors.role_model(assessment.roles)
    role = model.role(assessment.role)
    context = {
        "assessment": assessment,
        "framework": selectors.contents(assessment.framework),
        "model": model,
        "role": in_my_language(role.name) if role else "",
        "summary": presenting.summary(found),
        "lines": presenting.gap_lines(assessment, found),
        "recommended": presenting.recommended(assessment, found, _person(request)),
        "aim": AimForm(model=model, initial={"role": assessment.role}),
    }
    return render(request, "competences/result.html", context)


@login_required
@require_POST
def aim(request: "SignedInRequest", pk: int) -> HttpResponse:
    """Compare the answers with another role."""
    assessment = _own(request, pk)
    form = AimForm(request.POST, model=selectors.role_model(assessment.roles))
    if form.is_valid():
        services.aim(assessment=assessment, roles=assessment.roles, role=form.cleaned_data["role"])
    else:
        messages.warning(request, _("Please choose one of the roles shown."))
    return redirect("competences:result", pk)


@login_required
@require_POST
def take_all(request: "SignedInRequest", pk: int) -> HttpResponse:
    """Enrol in all recommended courses at once, each by its own rules."""
    assessment, person = _own(request, pk), _person(request)
    if assessment.finished_at is None:
        return _go_on(assessment)
    wanted = presenting.to_take(assessment, person)
    taken, refused = services.take_all(course_ids=wanted, person=person, by=request.user)
    begun = sum(seat.state == State.CONFIRMED for seat in taken)
    waiting = len(taken) - begun
    if begun:
        words = ngettext(
            "You have a seat in %(n)s course.", "You have a seat in %(n)s courses.", begun
        )
        messages.success(request, words % {"n": begun})
    if waiting:
        words = ngettext(
            "%(n)s course waits for a decision or a seat. You will be told.",
            "%(n)s courses wait for a decision or a seat. You will be told.",
            waiting,
        )
        messages.info(request, words % {"n": waiting})
    titles = pathways.known_titles([course for course, _why in refused])
    for course, why in refused:
        messages.warning(request, f"{titles.get(course, '')}: {why}")
    return redirect("competences:result", pk)


@login_required
@require_http_methods(["GET", "POST"])
def delete(request: "SignedInRequest", pk: int) -> HttpResponse:
    """Forget an assessment, after a question."""
    assessment = _own(request, pk)
    if request.method == "GET":
        return render(request, "competences/delete.html", {"assessment": assessment})
    services.delete(assessment=assessment)
    messages.success(request, _("The assessment has been deleted."))
    return redirect("competences:start")


def _after(
    request: HttpRequest, assessment: Assessment, held: "Framework", number: int
) -> HttpResponse:
    """Lead to the next page, or to the result after the last one."""
    if number < len(held.areas):
        return redirect("competences:area", assessment.pk, number + 1)
    try:
        services.finish(assessment=assessment)
    except DomainError as error:
        messages.info(request, str(error))
        return _go_on(assessment)
    return redirect("competences:result", assessment.pk)


def _go_on(assessment: Assessment) -> HttpResponse:
    """Lead to the first page with something left to answer."""
    held = selectors.contents(assessment.framework)
    for number, one in enumerate(held.areas, start=1):
        if unanswered([each.code for each in one.competences], assessment.answers):
            return redirect("competences:area", assessment.pk, number)
    return redirect("competences:area", assessment.pk, len(held.areas))


def _own(request: HttpRequest, pk: int) -> Assessment:
    person = _person(request)
    found = get_object_or_404(selectors.assessments_of(person), pk=pk)
    found.person = person
    return found


def _person(request: HttpRequest) -> "Person":
    person = people.person_of(request.user)
    if person is None:
        raise Http404
    return person
