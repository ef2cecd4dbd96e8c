"""Earlier learning: learners hand evidence in, reviewers decide."""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from campus.kit import dates
from campus.kit.access import allowed
from campus.kit.errors import DomainError
from campus.kit.states import WrongState
from courses.pathways import rules, selectors, services
from courses.pathways.files import LARGEST
from courses.pathways.forms import DecisionForm, EvidenceForm
from courses.pathways.models import Evidence
from courses.pathways.services.recognition import Earlier
from courses.pathways.states import EvidenceState
from courses.pathways.words import EVIDENCE_STATES, EXPIRED
from members.people import selectors as people
from members.people.services import log_access

if TYPE_CHECKING:
    from collections.abc import Iterable

    from members.accounts.requests import SignedInRequest
    from members.people.models import Person

PER_PAGE = 25
# Beside which field a refusal is shown.
FIELDS = {
    "file_not_accepted": "file",
    "file_too_large": "file",
    "in_the_future": "completed_on",
    "refusal_reason_missing": "reason",
    "refusal_reason_too_long": "reason",
    "course_missing": "course",
}


@login_required
@require_GET
def own(request: "SignedInRequest") -> HttpResponse:
    """List what the learner has handed in and what has become of it."""
    page = Paginator(selectors.evidence_of(_person(request)), PER_PAGE)
    shown = page.get_page(request.GET.get("page"))
    context = {"rows": [(one, _words(one)) for one in shown], "page": shown}
    return render(request, "pathways/recognition/own.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def hand_in(request: "SignedInRequest") -> HttpResponse:
    """Hand evidence in."""
    person = _person(request)
    sent = request.method == "POST"
    form = EvidenceForm(
        request.POST if sent else None,
        request.FILES if sent else None,
        initial={"wanted": request.GET.get("kurs")},
        courses=selectors.published_courses(),
    )
    if sent and form.is_valid():
        try:
            _hand_in(person, form.cleaned_data)
        except DomainError as error:
            form.add_error(FIELDS.get(error.code), str(error))
        else:
            messages.success(request, _("Thank you. You will be told as soon as it is decided."))
            return redirect("recognition:own")
    status = 400 if sent else 200
    return render(request, "pathways/recognition/hand_in.html", {"form": form}, status=status)


@login_required
@require_http_methods(["GET", "POST"])
def take_back(request: "SignedInRequest", pk: int) -> HttpResponse:
    """Take one's own evidence back, after a question."""
    evidence = get_object_or_404(selectors.evidence_of(_person(request)), pk=pk)
    if request.method == "GET":
        return render(request, "pathways/recognition/take_back.html", {"evidence": evidence})
    services.take_back(evidence=evidence)
    messages.success(request, _("Deleted, together with its file."))
    return redirect("recognition:own")


@login_required
@require_GET
def file(request: "SignedInRequest", pk: int) -> HttpResponse:
    """Hand out the file, to the learner and to who has to decide; always as a download."""
    allowed_ones = rules.readable_by(request.user, people.person_of(request.user))
    rows = allowed_ones.select_related("file", "person")
    evidence = get_object_or_404(rows, pk=pk, file__isnull=False)
    _log_look(request, [evidence])
    answer = HttpResponse(bytes(evidence.file.content), content_type=evidence.file.media_type)
    answer["Content-Disposition"] = f'attachment; filename="{_plain(evidence.file.name)}"'
    answer["Cache-Control"] = "private, no-store"
    return answer


@allowed(rules.may_edit_any)
@require_GET
def review(request: "SignedInRequest") -> HttpResponse:
    """List what waits for the user's decision, oldest first."""
    page = Paginator(rules.reviewable_by(request.user), PER_PAGE).get_page(request.GET.get("page"))
    _log_look(request, page)
    return render(request, "pathways/recognition/review.html", {"page": page})


@allowed(rules.may_edit_any)
@require_http_methods(["GET", "POST"])
def decide(request: "SignedInRequest", pk: int) -> HttpResponse:
    """Recognise earlier learning for a course, or refuse with a reason.

    What a colleague has decided meanwhile is said, and what was typed stays on the page.
    """
    evidence = get_object_or_404(rules.entrusted_to(request.user), pk=pk)
    if request.method == "GET" and evidence.state != EvidenceState.HANDED_IN:
        messages.info(request, str(WrongState(state=_words(evidence)[1])))
        return redirect("recognition:review")
    status = 400 if request.method == "POST" else 200
    form = DecisionForm(
        request.POST if request.method == "POST" else None,
        initial={"course": evidence.wanted_id},
        courses=rules.courses_of(request.user),
    )
    if form.is_bound and form.is_valid():
        try:
            _decide(evidence, form.cleaned_data, request)
        except DomainError as error:
            form.add_error(FIELDS.get(error.code), str(error))
            status = error.status
        else:
            messages.success(request, _("Decided. The learner has been told."))
            return redirect("recognition:review")
    _log_look(request, [evidence])
    is_open = evidence.state == EvidenceState.HANDED_IN
    context = {"form": form, "evidence": evidence, "is_open": is_open}
    return render(request, "pathways/recognition/decide.html", context, status=status)


def _log_look(request: "SignedInRequest", seen: "Iterable[Evidence]") -> None:
    """Note for each person who has read what was handed in; reading one's own is not noted."""
    log_access(
        viewer=request.user,
        viewer_role=rules.acting_role(request.user),
        people=[evidence.person for evidence in seen],
        what="evidence",
    )


def _hand_in(person: "Person", data: dict[str, Any]) -> None:
    upload = data["file"]
    # One byte more than allowed is enough to know that it is too much.
    content = upload.read(LARGEST + 1)
    facts = {name: data[name] for name in ("title", "issuer", "completed_on", "wanted")}
    services.hand_in(person=person, earlier=Earlier(**facts), content=content)


def _decide(evidence: Evidence, data: dict[str, Any], request: "SignedInRequest") -> None:
    if data["decision"] == "refuse":
        services.refuse(evidence=evidence, reason=data["reason"], by=request.user)
        return
    services.accept(
        evidence=evidence,
        course=data["course"],
        valid_until=data["valid_until"],
        by=request.user,
    )


def _words(evidence: Evidence) -> tuple[str, Any]:
    over = evidence.valid_until is not None and evidence.valid_until < dates.today()
    if evidence.state == EvidenceState.ACCEPTED and over:
        return EXPIRED
    return EVIDENCE_STATES[EvidenceState(evidence.state)]


def _plain(name: str) -> str:
    """Return the name in letters that every header can carry."""
    return name.encode("ascii", "replace").decode().replace("?", "_")


def _person(request: HttpRequest) -> "Person":
    person = people.person_of(request.user)
    if person is None:
        raise Http404
    return person
