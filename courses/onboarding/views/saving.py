"""HR fills in a plan, looks at whom it meets and what they get, and saves it."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from campus.kit.errors import DomainError
from campus.kit.places import chosen
from courses.enrolment import selectors as enrolments
from courses.onboarding import releasing, rules, selectors
from courses.onboarding.errors import PlanOutdated
from courses.onboarding.forms import PlanForm, Steps, deadlines_of, values_of
from courses.onboarding.planning import Preview
from courses.onboarding.words import line_in_words, notes_by_job
from members.people import services as people_services
from members.roles.catalogue import Role
from members.second_person import rules as second_person
from members.second_person.errors import Outdated

if TYPE_CHECKING:
    from courses.onboarding.models import Plan
    from members.accounts.requests import SignedInRequest
    from members.organisations.models import Municipality

PAGE_SIZE = 25
# Beside which field a refusal is shown.
FIELDS = {"plan_name_taken": "name"}


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def create(request: "SignedInRequest") -> HttpResponse:
    """Fill in a new plan, look at it, save it."""
    place = chosen(rules.places(request.user).order_by("name"), request.GET.get("kommune"))
    return _fill_in(request, place, None)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def change(request: "SignedInRequest", reference: UUID) -> HttpResponse:
    """Change a plan: whoever has it keeps it, whoever comes from now on gets the new version."""
    plan = get_object_or_404(rules.plans(request.user), reference=reference)
    if not plan.is_open:
        return redirect("course_onboarding:detail", reference)
    return _fill_in(request, plan.municipality, plan)


def _fill_in(
    request: "SignedInRequest", municipality: "Municipality", plan: "Plan | None"
) -> HttpResponse:
    version = selectors.current_version(plan) if plan else None
    is_post = request.method == "POST"
    form = PlanForm(
        request.POST if is_post else None,
        municipality=municipality,
        courses=enrolments.bookable_courses(municipality),
        plan=plan,
        initial=values_of(version) if version else None,
    )
    steps = None
    if is_post and form.is_valid():
        steps = Steps(form.things, request.POST, deadlines_of(version))
        if request.POST.get("step") != "change":
            answer = _looked_at(request, form, steps)
            if answer is not None:
                return answer
    context = {
        "form": form,
        "steps": steps,
        "plan": plan,
        "municipality": municipality,
        "has_groups": form.fields["groups"].queryset.exists(),  # type: ignore[attr-defined]
    }
    return render(
        request, "course_onboarding/form.html", context, status=400 if form.errors else 200
    )


def _looked_at(request: "SignedInRequest", form: PlanForm, steps: Steps) -> HttpResponse | None:
    """Answer what was filled in; None where the form has to say what is wrong."""
    if not steps.are_valid():
        return _shown(request, form, steps, None)
    preview = Preview(form.draft(steps), request.user)
    try:
        if request.POST.get("step") in ("newcomers", "everybody"):
            return _saved(request, form, preview)
        return _shown(request, form, steps, preview)
    except PlanOutdated as error:
        fresh = Preview(preview.draft, request.user)
        return _shown(request, form, steps, fresh, problem=str(error))
    except DomainError as error:
        form.add_error(FIELDS.get(error.code), str(error))
    return None


def _saved(request: "SignedInRequest", form: PlanForm, preview: Preview) -> HttpResponse:
    stamp = request.POST.get("stamp", "")
    also_present = request.POST["step"] == "everybody"
    if also_present and releasing.needs_two(preview):
        proposal = releasing.propose(form, preview, stamp)
        messages.success(request, _("Proposed. As soon as a colleague releases it, it is saved."))
        return redirect("second_person:detail", proposal.reference)
    version = releasing.save(preview, also_present=also_present, stamp=stamp)
    messages.success(request, _("The onboarding plan was saved. It holds from now on."))
    return redirect("course_onboarding:detail", version.plan.reference)


def _shown(
    request: "SignedInRequest",
    form: PlanForm,
    steps: Steps,
    preview: Preview | None,
    **more: Any,
) -> HttpResponse:
    """Show what would happen to whom; nothing is written."""
    context: dict[str, Any] = {
        "form": form,
        "steps": steps,
        "plan": form.plan,
        "municipality": form.municipality,
        "preview": preview,
        **more,
    }
    status = 409 if more.get("problem") else 200
    if preview is None:
        status = 400
    else:
        context |= _met(request, preview)
    return render(request, "course_onboarding/preview.html", context, status=status)


def _met(request: "SignedInRequest", preview: Preview) -> dict[str, Any]:
    """Return who is there already, a page at a time, and note that they were looked at."""
    wanted = request.POST.get("page") or request.GET.get("page")
    page = Paginator(preview.jobs, PAGE_SIZE).get_page(wanted)
    notes = notes_by_job(preview)
    people_services.log_access(
        viewer=request.user,
        viewer_role=Role.HR_MANAGER.value,
        people=[job.person for job in page],
        what="matrix",
        municipality=preview.draft.municipality,
    )
    return {
        "rows": [line_in_words(line) for line in preview.lines],
        "page": page,
        "people": [(job, notes.get(job.pk, [])) for job in page],
        "stamp": preview.stamp,
        "needs_two": releasing.needs_two(preview),
    }


@require_safe
@login_required
def proposed(request: "SignedInRequest", reference: UUID) -> HttpResponse:
    """Show what a colleague has proposed, person by person, as it would be today."""
    rows = second_person.visible_proposals(request.user).filter(kind=releasing.KIND)
    proposal = get_object_or_404(rows, reference=reference)
    try:
        if not proposal.is_open:
            raise Outdated
        form, steps, preview = releasing.preview_for(proposal, request.user)
    except Outdated:
        return redirect("second_person:detail", reference)
    problem = "" if preview.stamp == proposal.stamp else str(Outdated())
    return _shown(request, form, steps, preview, problem=problem, proposal=proposal)
