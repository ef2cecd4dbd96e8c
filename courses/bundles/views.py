"""HR assigns several things at once: fill in, look, confirm, undo for ten minutes."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from campus.kit.after_commit import enqueue
from campus.kit.errors import DomainError
from campus.kit.places import chosen
from courses.bundles import releasing, rules, selectors, services, tasks
from courses.bundles.errors import PreviewOutdated
from courses.bundles.forms import BundleForm
from courses.bundles.judging import Hit, Standing
from courses.bundles.models import Bundle
from courses.bundles.origins import origins_of
from courses.bundles.planning import Line, Plan
from courses.bundles.words import STANDINGS, conflicts_of, deadlines_of
from courses.enrolment import selectors as enrolments
from members.people import services as people_services
from members.roles.catalogue import Role
from members.second_person import rules as second_person
from members.second_person.errors import Outdated

if TYPE_CHECKING:
    from members.accounts.requests import SignedInRequest
    from members.organisations.models import Municipality
    from members.people.models import Employment
    from members.second_person.models import Proposal

# So many names of each standing are shown for each thing.
SHOWN = 25
PAGE_SIZE = 25
# Beside which field a refusal is shown.
FIELDS = {"due_in_the_past": "due_on", "rule_contradicts": "expiry_rule"}


def _place_of(request: "SignedInRequest") -> "Municipality":
    return chosen(rules.places(request.user).order_by("name"), request.GET.get("kommune"))


@require_safe
@login_required
def listed(request: "SignedInRequest") -> HttpResponse:
    """Show what was assigned together."""
    municipality = _place_of(request)
    rows = Paginator(selectors.bundles_of(municipality), PAGE_SIZE)
    page = rows.get_page(request.GET.get("page"))
    origins = origins_of([one.pk for one in page])
    context = {
        "municipality": municipality,
        "page": page,
        "rows": [(one, origins.get(one.pk)) for one in page],
    }
    return render(request, "course_bundles/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def create(request: "SignedInRequest") -> HttpResponse:
    """Choose things, people and terms; look at what would happen; confirm."""
    municipality = _place_of(request)
    form = BundleForm(
        request.POST if request.method == "POST" else None,
        municipality=municipality,
        courses=enrolments.bookable_courses(municipality),
    )
    step = request.POST.get("step", "preview")
    if request.method == "POST" and form.is_valid() and step != "change":
        try:
            if step == "confirm":
                return _confirmed(request, form)
            return _preview(request, form, Plan(form.choice, request.user))
        except PreviewOutdated as error:
            plan = Plan(form.choice, request.user)
            return _preview(request, form, plan, problem=str(error))
        except DomainError as error:
            form.add_error(FIELDS.get(error.code), str(error))
    context = {
        "form": form,
        "municipality": municipality,
        "has_groups": form.fields["groups"].queryset.exists(),  # type: ignore[attr-defined]
    }
    status = 400 if request.method == "POST" and step != "change" else 200
    return render(request, "course_bundles/create.html", context, status=status)


def _preview(
    request: "SignedInRequest",
    form: BundleForm,
    plan: Plan,
    *,
    problem: str = "",
    proposal: "Proposal | None" = None,
) -> HttpResponse:
    """Show what would happen to whom; nothing is written."""
    rows = [_row(line, plan) for line in plan.lines]
    seen = {
        job.person_id: job.person for row in rows for group in row["names"] for job in group["jobs"]
    }
    people_services.log_access(
        viewer=request.user,
        viewer_role=Role.HR_MANAGER.value,
        people=list(seen.values()),
        what="matrix",
        municipality=form.municipality,
    )
    context = {
        "form": form,
        "municipality": form.municipality,
        "rows": rows,
        "gets": plan.gets,
        "people": len(plan.staff),
        "stamp": plan.stamp,
        "problem": problem,
        "legal_basis": form.cleaned_data["legal_basis"],
        "proposal": proposal,
        "needs_two": releasing.needs_two(form, plan),
    }
    return render(request, "course_bundles/preview.html", context, status=409 if problem else 200)


def _row(line: Line, plan: Plan) -> dict[str, Any]:
    """Return one thing of the table, with the names behind its numbers."""
    verdict = line.verdict
    groups = [(one, verdict.with_standing(one)) for one in STANDINGS]
    counts = {one.value: len(hits) for one, hits in groups}
    return {
        "title": line.thing.title,
        "key": line.thing.key,
        "existing": line.existing,
        "counts": counts,
        "deadlines": deadlines_of(line),
        "conflicts": conflicts_of(line),
        "names": [_names(one, hits, plan) for one, hits in groups if hits],
    }


def _names(standing: Standing, hits: list[Hit], plan: Plan) -> dict[str, Any]:
    kind, words = STANDINGS[standing]
    jobs: list[Employment] = [plan.staff[hit.key] for hit in hits[:SHOWN]]
    more = max(0, len(hits) - SHOWN)
    return {"kind": kind, "words": words, "jobs": jobs, "count": len(hits), "more": more}


def _confirmed(request: "SignedInRequest", form: BundleForm) -> HttpResponse:
    stamp = request.POST.get("stamp", "")
    if releasing.needs_two(form, Plan(form.choice, request.user)):
        proposal = releasing.propose(form, stamp, request.user)
        messages.success(
            request, _("Proposed. As soon as a colleague releases it, it is assigned.")
        )
        return redirect("second_person:detail", proposal.reference)
    bundle = services.assign_together(choice=form.choice, stamp=stamp, by=request.user)
    releasing.finish(bundle)
    return redirect("course_bundles:detail", bundle.reference)


@require_safe
@login_required
def proposed(request: "SignedInRequest", reference: UUID) -> HttpResponse:
    """Show what a colleague has proposed, person by person, as it would be today."""
    rows = second_person.visible_proposals(request.user).filter(kind=releasing.KIND)
    proposal = get_object_or_404(rows, reference=reference)
    try:
        if not proposal.is_open:
            raise Outdated
        form = releasing.form_of(proposal)
    except Outdated:
        return redirect("second_person:detail", reference)
    plan = Plan(form.choice, request.user)
    problem = "" if plan.stamp == proposal.stamp else str(Outdated())
    return _preview(request, form, plan, problem=problem, proposal=proposal)


def _bundle_of(request: "SignedInRequest", reference: UUID) -> Bundle:
    return get_object_or_404(rules.bundles(request.user), reference=reference)


@never_cache
@require_safe
@login_required
def detail(request: "SignedInRequest", reference: UUID) -> HttpResponse:
    """Show what was assigned, how far it is, and whether it can be undone."""
    return _detail(request, _bundle_of(request, reference))


def _detail(request: "SignedInRequest", bundle: Bundle, *, problem: str = "") -> HttpResponse:
    context = {
        "bundle": bundle,
        "municipality": bundle.municipality,
        "parts": bundle.parts.select_related("obligation"),
        "kept": selectors.kept_turns(bundle),
        "problem": problem,
    }
    status = 409 if problem else 200
    return render(request, "course_bundles/detail.html", context, status=status)


@never_cache
@require_safe
@login_required
def progress(request: "SignedInRequest", reference: UUID) -> HttpResponse:
    """Tell the page's script how far it is."""
    bundle = _bundle_of(request, reference)
    words = _("%(done)s of %(total)s (%(percent)s %%)") % {
        "done": bundle.done,
        "total": bundle.total,
        "percent": bundle.percent,
    }
    return JsonResponse({"percent": bundle.percent, "text": words, "ready": not bundle.is_busy})


@require_POST
@login_required
def undo(request: "SignedInRequest", reference: UUID) -> HttpResponse:
    """Take everything back."""
    bundle = _bundle_of(request, reference)
    try:
        bundle = services.request_undo(bundle=bundle, by=request.user)
    except DomainError as error:
        return _detail(request, bundle, problem=str(error))
    if bundle.is_busy:
        enqueue(tasks.undo, reference=str(bundle.reference))
    return redirect("course_bundles:detail", bundle.reference)


@require_POST
@login_required
def tell(request: "SignedInRequest", reference: UUID) -> HttpResponse:
    """Tell the staff now instead of in ten minutes."""
    bundle = services.tell_now(bundle=_bundle_of(request, reference))
    enqueue(tasks.tell, reference=str(bundle.reference))
    return redirect("course_bundles:detail", bundle.reference)
