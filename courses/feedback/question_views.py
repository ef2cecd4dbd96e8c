"""Questions and reported faults: asked at a step, answered by those who teach the course."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from campus.kit.access import allowed
from campus.kit.errors import DomainError
from campus.kit.kept import keeping, typed_before
from courses.feedback import rules, services
from courses.feedback.filters import read_filter, tabs_of
from courses.feedback.forms import AnswerForm, QuestionForm
from courses.feedback.note_views import person_or_404
from courses.feedback.places import place_of

if TYPE_CHECKING:
    from members.accounts.requests import SignedInRequest

PER_PAGE = 20


@keeping
@require_http_methods(["GET", "POST"])
def ask(request: "SignedInRequest", registration: UUID, item_key: UUID) -> HttpResponse:
    """Send a question or a fault, with the step it is about, to the provider."""
    place = place_of(person_or_404(request), registration, item_key)
    form = QuestionForm(
        request.POST if request.method == "POST" else None, initial=typed_before(request)
    )
    status = 400 if request.method == "POST" else 200
    if request.method == "POST" and form.is_valid():
        try:
            services.ask(place=place, **form.cleaned_data)
        except DomainError as error:
            form.add_error(None, str(error))
            status = error.status
        else:
            messages.success(
                request, _("Your text has been sent. You will receive the answer as a message.")
            )
            return redirect(place.href)
    context = {"form": form, "place": place}
    return render(request, "feedback/ask.html", context, status=status)


@login_required
@require_GET
def own(request: "SignedInRequest") -> HttpResponse:
    """List what a learner has asked, with the answers."""
    rows = rules.own_questions(person_or_404(request))
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "feedback/own_questions.html", {"page": page})


@allowed(rules.may_answer)
@require_GET
def listed(request: "SignedInRequest") -> HttpResponse:
    """List the questions about the user's courses; those that wait come first."""
    wanted = read_filter(request.GET)
    rows = wanted.applied_to(rules.questions_to(request.user))
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "wanted": wanted, "tabs": tabs_of(wanted)}
    return render(request, "feedback/questions.html", context)


@keeping
@require_http_methods(["GET", "POST"])
def answer(request: "SignedInRequest", pk: int) -> HttpResponse:
    """Answer one question; who may not read it does not find it."""
    question = get_object_or_404(rules.questions_to(request.user), pk=pk)
    form = AnswerForm(
        request.POST if request.method == "POST" else None, initial=typed_before(request)
    )
    status = 400 if request.method == "POST" else 200
    if request.method == "POST" and form.is_valid():
        try:
            services.answer(question=question, by=request.user, **form.cleaned_data)
        except DomainError as error:
            form.add_error(None, str(error))
            status = error.status
            question.refresh_from_db()
        else:
            messages.success(request, _("Your answer has been sent."))
            return redirect("questions:list")
    context = {"form": form, "question": question}
    return render(request, "feedback/answer.html", context, status=status)
