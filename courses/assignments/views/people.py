"""One person in one obligation: all turns, proofs entered and revoked, leave for a while."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from campus.kit import dates
from campus.kit.errors import DomainError
from courses.assignments import rules, selectors, services
from courses.assignments.forms_of_proofs import AllowForm, ProofForm, RevokeForm
from courses.assignments.looking import log_look
from courses.assignments.views.scope import obligation_of
from courses.assignments.words import words_for
from members.policies import selectors as policies

if TYPE_CHECKING:
    from django import forms

    from courses.assignments.models import Obligation, Period
    from members.accounts.requests import SignedInRequest
    from members.people.models import Employment


def _turns(
    request: "SignedInRequest", pk: int, key: int, *, manage: bool = False
) -> "tuple[Obligation, Employment, list[Period]]":
    """Return the obligation, the person and the turns, the newest first; everything else is 404."""
    obligation = obligation_of(request, pk, manage=manage)
    staff = rules.visible_staff(request.user, obligation.municipality)
    job = get_object_or_404(staff, pk=key)
    turns = selectors.history_of(obligation, job)
    if not turns:
        raise Http404
    return obligation, job, turns


@login_required
@require_GET
def person(request: "SignedInRequest", pk: int, key: int) -> HttpResponse:
    """Show all turns of somebody in an obligation."""
    obligation, job, turns = _turns(request, pk, key)
    today = dates.today()
    shown = policies.shown_in(obligation.municipality_id)
    cells = [selectors.cell_of(turn, today, shown) for turn in turns]
    log_look(request, obligation.municipality, "turns", [job.person])
    context = {
        "obligation": obligation,
        "employment": job,
        "turns": [(turn, cell, words_for(cell)) for turn, cell in zip(turns, cells, strict=True)],
        "newest": turns[0],
        "is_released": obligation.released.filter(pk=job.pk).exists(),
        "has_proof": any(turn.fulfilled_on and not turn.revoked_on for turn in turns),
        "may_manage": rules.may_manage(request.user, obligation.municipality),
    }
    return render(request, "assignments/person.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def record(request: "SignedInRequest", pk: int, key: int) -> HttpResponse:
    """Enter a proof from elsewhere, with its document."""
    obligation, job, turns = _turns(request, pk, key, manage=True)
    is_post = request.method == "POST"
    form = ProofForm(request.POST if is_post else None, request.FILES if is_post else None)
    if is_post and form.is_valid():
        data = form.cleaned_data
        content = data["document"].read() if data["document"] else b""
        try:
            services.record_proof(
                period=turns[0],
                on=data["on"],
                until=data["until"],
                content=content,
                by=request.user,
            )
        except DomainError as error:
            form.add_error("document" if error.code == "file_not_accepted" else "on", str(error))
        else:
            messages.success(request, _("The proof is entered."))
            return redirect("assignments:person", pk=pk, key=key)
    return _form_page(request, form, obligation, job, "record")


@login_required
@require_http_methods(["GET", "POST"])
def revoke(request: "SignedInRequest", pk: int, key: int) -> HttpResponse:
    """Take a proof away, with a reason."""
    obligation, job, turns = _turns(request, pk, key, manage=True)
    proven = [turn for turn in turns if turn.fulfilled_on and not turn.revoked_on]
    form = RevokeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            services.revoke(
                period=(proven or turns)[0], reason=form.cleaned_data["reason"], by=request.user
            )
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The proof is revoked and the person has been told."))
            return redirect("assignments:person", pk=pk, key=key)
    return _form_page(request, form, obligation, job, "revoke")


@login_required
@require_http_methods(["GET", "POST"])
def allow(request: "SignedInRequest", pk: int, key: int) -> HttpResponse:
    """Let somebody count as valid for a while, with a reason."""
    obligation, job, turns = _turns(request, pk, key, manage=True)
    form = AllowForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            services.allow_for_now(period=turns[0], by=request.user, **form.cleaned_data)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The person counts as valid until that day."))
            return redirect("assignments:person", pk=pk, key=key)
    return _form_page(request, form, obligation, job, "allow")


@login_required
@require_GET
def document(request: "SignedInRequest", pk: int, key: int, turn: int) -> HttpResponse:
    """Hand out the document of a proof to those who set obligations."""
    _obligation, _job, turns = _turns(request, pk, key, manage=True)
    found = next((one for one in turns if one.pk == turn), None)
    proof = getattr(found, "proof_file", None)
    if proof is None:
        raise Http404
    answer = HttpResponse(bytes(proof.content), content_type=proof.media_type)
    answer["Content-Disposition"] = f'attachment; filename="{proof.name}"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def _form_page(
    request: "SignedInRequest",
    form: "forms.Form",
    obligation: "Obligation",
    job: "Employment",
    deed: str,
) -> HttpResponse:
    context = {"form": form, "obligation": obligation, "employment": job, "deed": deed}
    status = 400 if request.method == "POST" else 200
    return render(request, "assignments/proof.html", context, status=status)
