"""One obligation: create it, see who is missing, remind, widen, end."""

from collections import Counter
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import (
    require_GET,
    require_http_methods,
    require_POST,
    require_safe,
)

from campus.kit import dates
from campus.kit.errors import DomainError
from courses.assignments import (
    neighbours,
    planning,
    releasing,
    rules,
    selectors,
    services,
    test_first,
)
from courses.assignments.errors import PreviewChanged
from courses.assignments.forms import DepartmentsForm, ObligationForm
from courses.assignments.forms_of_proofs import AcceptedForm
from courses.assignments.looking import log_look
from courses.assignments.neighbours import Origin
from courses.assignments.views.scope import municipality_of, obligation_of, page_of
from courses.assignments.words import STANDINGS, deadline_words, words_for
from courses.enrolment import selectors as enrolments
from members.people import rules as people_rules
from members.people import selectors as people
from members.roles.catalogue import Role
from members.second_person import rules as second_person
from members.second_person.errors import Outdated

if TYPE_CHECKING:
    from members.accounts.requests import SignedInRequest
    from members.organisations.models import Municipality
    from members.second_person.models import Proposal

# Beside which field a refusal is shown.
FIELDS = {
    "already_obligatory": "course",
    "nobody_concerned": "departments",
    "due_in_the_past": "due_on",
    "rule_contradicts": "expiry_rule",
    "test_not_first": "test_first",
}
SHOWN = 50


@login_required
@require_http_methods(["GET", "POST"])
def create(request: "SignedInRequest") -> HttpResponse:
    """Make something obligatory: fill in, look at what would happen, confirm."""
    municipality = municipality_of(request, manage=True)
    origin = _origin_of(request, municipality)
    form = ObligationForm(
        request.POST if request.method == "POST" else None,
        municipality=municipality,
        courses=enrolments.bookable_courses(municipality),
        initial=origin.initial if origin else None,
    )
    step = request.POST.get("step", "preview")
    if request.method == "POST" and form.is_valid() and step != "change":
        try:
            if origin:
                origin.check()
            if step == "confirm":
                return _assigned(request, form, origin)
            return _preview(request, form)
        except DomainError as error:
            form.add_error(FIELDS.get(error.code), str(error))
    context = {
        "form": form,
        "municipality": municipality,
        "origin": origin,
        "has_groups": form.fields["groups"].queryset.exists(),  # type: ignore[attr-defined]
    }
    status = 400 if request.method == "POST" and step != "change" else 200
    return render(request, "assignments/create.html", context, status=status)


def _origin_of(request: "SignedInRequest", municipality: "Municipality") -> Origin | None:
    """Return of what the obligation is to be made, if the address names something; else 404."""
    key = request.GET.get("vorlage")
    if not key:
        return None
    found = neighbours.origin_of(request.user, municipality, key)
    if found is None:
        raise Http404
    return found


def _preview(
    request: "SignedInRequest",
    form: ObligationForm,
    *,
    problem: str = "",
    proposal: "Proposal | None" = None,
) -> HttpResponse:
    """Show whom it would concern and what the rule means; nothing is written."""
    plan = releasing.planned(form, request.user)
    found = plan.concerned
    people.with_departments(one.employment for one in found[:SHOWN])
    log_look(
        request,
        form.municipality,
        "matrix",
        [one.employment.person for one in found[:SHOWN]],
        role=Role.HR_MANAGER if proposal else None,
    )
    if proposal is not None and plan.stamp != proposal.stamp:
        problem = str(Outdated())
    context = {
        "form": form,
        "municipality": form.municipality,
        "obligation": plan.obligation,
        "stamp": plan.stamp,
        "problem": problem,
        "proposal": proposal,
        "needs_two": releasing.needs_two(form, plan),
        **_shown(plan),
    }
    return render(request, "assignments/preview.html", context, status=409 if problem else 200)


def _shown(plan: releasing.Planned) -> dict[str, Any]:
    """Return the people of a preview, and an example of what the rule means."""
    obligation, found = plan.obligation, plan.concerned
    return {
        "count": len(found),
        "counts": Counter(str(one.standing) for one in found),
        "rows": [(one, STANDINGS[one.standing]) for one in found[:SHOWN]],
        "more": max(0, len(found) - SHOWN),
        "example": planning.example(
            obligation.rhythm, dates.today(), starts_on=obligation.starts_on
        ),
    }


def _assigned(
    request: "SignedInRequest", form: ObligationForm, origin: Origin | None
) -> HttpResponse:
    """Write what was confirmed; what concerns many is proposed to a second person."""
    plan = releasing.planned(form, request.user)
    if releasing.needs_two(form, plan):
        if request.POST.get("stamp") != plan.stamp:
            return _preview(request, form, problem=str(PreviewChanged()))
        key = request.GET.get(releasing.ORIGIN, "") if origin else ""
        proposal = releasing.propose(form, plan, key, request.user)
        messages.success(request, _("Proposed. As soon as a colleague releases it, it is done."))
        return redirect("second_person:detail", proposal.reference)
    obligation = releasing.assign(form, origin, request.user)
    messages.success(request, _("The obligation stands and the staff have been told."))
    return redirect("assignments:detail", pk=obligation.pk)


@require_safe
@login_required
def proposed(request: "SignedInRequest", reference: UUID) -> HttpResponse:
    """Show what a colleague has proposed, as it would be today."""
    rows = second_person.visible_proposals(request.user).filter(
        kind=releasing.KIND, municipality__in=second_person.places(request.user)
    )
    proposal = get_object_or_404(rows, reference=reference)
    if not proposal.is_open:
        return redirect("second_person:detail", reference)
    try:
        return _preview(request, releasing.form_of(proposal), proposal=proposal)
    except DomainError as error:
        messages.warning(request, str(error))
        return redirect("second_person:detail", reference)


@login_required
@require_GET
def detail(request: "SignedInRequest", pk: int) -> HttpResponse:
    """Show one obligation: who has fulfilled it and who has not."""
    obligation = obligation_of(request, pk)
    municipality = obligation.municipality
    today = dates.today()
    staff = rules.visible_staff(request.user, municipality)
    page = page_of(request, staff.filter(periods__obligation=obligation).distinct())
    told = people_rules.departments_told(request.user, municipality)
    rows = selectors.matrix(people.with_departments(page, told), [obligation], today)
    missing = selectors.missing_count(obligation, staff, today)
    context = {
        "obligation": obligation,
        "municipality": municipality,
        "may_manage": rules.may_manage(request.user, municipality),
        "missing": missing,
        "to_remind": max(0, missing - selectors.reminded_count(obligation, staff, today)),
        "page": page,
        "rows": [(row.employment, row.cells[0], words_for(row.cells[0])) for row in rows],
        "count": selectors.counts([obligation], staff, today).get(obligation.pk),
        "last_reminder": selectors.last_reminder(obligation),
        "deadline": deadline_words(obligation),
        "lack": test_first.lack_of(obligation.course) if obligation.test_first else "",
        "steps": neighbours.steps_when_overdue(municipality),
    }
    log_look(request, municipality, "obligation", [row.employment.person for row in rows])
    return render(request, "assignments/detail.html", context)


@login_required
@require_POST
def remind(request: "SignedInRequest", pk: int) -> HttpResponse:
    """Remind everybody who has not fulfilled the obligation."""
    obligation = obligation_of(request, pk, manage=True)
    try:
        count = services.remind(obligation=obligation, by=request.user)
    except DomainError as error:
        messages.warning(request, str(error))
    else:
        sentence = ngettext(
            "%(count)d person has been reminded.", "%(count)d people have been reminded.", count
        )
        messages.success(request, sentence % {"count": count})
    return redirect("assignments:detail", pk=pk)


@login_required
@require_http_methods(["GET", "POST"])
def widen(request: "SignedInRequest", pk: int) -> HttpResponse:
    """Oblige further departments."""
    obligation = obligation_of(request, pk, manage=True)
    form = DepartmentsForm(
        request.POST if request.method == "POST" else None, obligation=obligation
    )
    if request.method == "POST" and form.is_valid():
        created = services.widen(obligation=obligation, by=request.user, **form.cleaned_data)
        sentence = ngettext(
            "%(count)d more person has to take the course now.",
            "%(count)d more people have to take the course now.",
            len(created),
        )
        messages.success(request, sentence % {"count": len(created)})
        return redirect("assignments:detail", pk=pk)
    context = {"form": form, "obligation": obligation}
    status = 400 if request.method == "POST" else 200
    return render(request, "assignments/widen.html", context, status=status)


@login_required
@require_http_methods(["GET", "POST"])
def accepted(request: "SignedInRequest", pk: int) -> HttpResponse:
    """Say which proofs from elsewhere fulfil the obligation."""
    obligation = obligation_of(request, pk, manage=True)
    if obligation.path_id:
        raise Http404
    form = AcceptedForm(
        request.POST if request.method == "POST" else None,
        initial={"accepted_proofs": "\n".join(obligation.accepted_proofs)},
    )
    if request.method == "POST" and form.is_valid():
        services.accept_proofs(
            obligation=obligation, names=form.cleaned_data["accepted_proofs"], by=request.user
        )
        messages.success(request, _("Stored. It holds for what you recognise from now on."))
        return redirect("assignments:detail", pk=pk)
    context = {"form": form, "obligation": obligation}
    status = 400 if request.method == "POST" else 200
    return render(request, "assignments/accepted.html", context, status=status)


@login_required
@require_http_methods(["GET", "POST"])
def end(request: "SignedInRequest", pk: int) -> HttpResponse:
    """End an obligation, after a question."""
    obligation = obligation_of(request, pk, manage=True)
    if request.method == "GET":
        return render(request, "assignments/end.html", {"obligation": obligation})
    services.end(obligation=obligation, by=request.user)
    messages.success(request, _("The obligation has ended."))
    return redirect("assignments:dashboard")
