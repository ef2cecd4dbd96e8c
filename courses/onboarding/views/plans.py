"""HR's onboarding plans: the list, one plan with how far its people are, its state, undoing."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from campus.kit import dates
from campus.kit.after_commit import enqueue
from campus.kit.errors import DomainError
from campus.kit.places import chosen
from courses.bundles import services as bundles
from courses.bundles import tasks as bundle_tasks
from courses.onboarding import rules, selectors, services
from courses.onboarding.models import Entry, Plan
from courses.onboarding.words import KINDS, deadline_of, rule_of
from members.people import services as people_services
from members.roles.catalogue import Role

if TYPE_CHECKING:
    from members.accounts.requests import SignedInRequest

PAGE_SIZE = 25
TABS = {
    Entry.State.MEMBER: gettext_lazy("In the plan"),
    Entry.State.LEFT_OUT: gettext_lazy("There before"),
    Entry.State.TAKEN_OUT: gettext_lazy("Taken out"),
}


@require_safe
@login_required
def listed(request: "SignedInRequest") -> HttpResponse:
    """Show the plans of a municipality."""
    place = chosen(rules.places(request.user).order_by("name"), request.GET.get("kommune"))
    page = Paginator(selectors.plans_of(place), PAGE_SIZE).get_page(request.GET.get("page"))
    rows = [(plan, next(iter(plan.versions.all()), None), KINDS[plan.state]) for plan in page]
    context = {"municipality": place, "page": page, "rows": rows}
    return render(request, "course_onboarding/list.html", context)


def _plan_of(request: "SignedInRequest", reference: UUID) -> Plan:
    return get_object_or_404(rules.plans(request.user), reference=reference)


@never_cache
@require_safe
@login_required
def detail(request: "SignedInRequest", reference: UUID) -> HttpResponse:
    """Show a plan, what belongs to it, and how far its people are."""
    return _detail(request, _plan_of(request, reference))


def _detail(request: "SignedInRequest", plan: Plan, *, problem: str = "") -> HttpResponse:
    version = selectors.current_version(plan)
    context = {
        "plan": plan,
        "municipality": plan.municipality,
        "version": version,
        "kind": KINDS[plan.state],
        "rule": rule_of(version),
        "items": [(item, deadline_of(item)) for item in version.items.select_related("obligation")],
        "bundle": version.bundle,
        "problem": problem,
        **_people(request, plan),
    }
    status = 409 if problem else 200
    return render(request, "course_onboarding/detail.html", context, status=status)


def _people(request: "SignedInRequest", plan: Plan) -> dict[str, Any]:
    """Return who is in the plan a page at a time, and how far all of them are."""
    states = set(Entry.State.values)
    asked = request.GET.get("art", "")
    shown = asked if asked in states else Entry.State.MEMBER
    entries = list(selectors.entries_of(plan, *states))
    by_state = {state: [one for one in entries if one.state == state] for state in TABS}
    found = selectors.standings(by_state[Entry.State.MEMBER], dates.today())
    page = Paginator(by_state[Entry.State(shown)], PAGE_SIZE).get_page(request.GET.get("page"))
    people_services.log_access(
        viewer=request.user,
        viewer_role=Role.HR_MANAGER.value,
        people=[entry.employment.person for entry in page],
        what="matrix",
        municipality=plan.municipality,
    )
    tabs = [
        {
            "label": words,
            "href": f"?art={state.value}",
            "current": state == shown,
            "count": len(by_state[state]),
        }
        for state, words in TABS.items()
    ]
    return {
        "tabs": tabs,
        "shown": shown,
        "page": page,
        "people": [(entry, found.get(entry.employment_id)) for entry in page],
        "total": selectors.in_all(found.values()),
        "finished": sum(one.is_done for one in found.values()),
        "members": len(by_state[Entry.State.MEMBER]),
    }


@require_POST
@login_required
def state(request: "SignedInRequest", reference: UUID) -> HttpResponse:
    """Pause, resume or end a plan."""
    plan = _plan_of(request, reference)
    wish = request.POST.get("do")
    try:
        if wish == "pause":
            services.pause(plan=plan, by=request.user)
            messages.success(request, _("Paused. Nobody comes in; whoever has it goes on."))
        elif wish == "resume":
            messages.success(request, _resumed(services.resume(plan=plan, by=request.user)))
        elif wish == "end":
            services.end(plan=plan, by=request.user)
            messages.success(request, _("Ended. Nobody comes in; whoever has it goes on."))
    except DomainError as error:
        return _detail(request, plan, problem=str(error))
    return redirect("course_onboarding:detail", reference)


def _resumed(left_out: int) -> str:
    if not left_out:
        return _("The plan runs again.")
    sentence = ngettext(
        "The plan runs again. %(n)d person came meanwhile and stays without it; under “Change” you "
        "can still give it to them.",
        "The plan runs again. %(n)d people came meanwhile and stay without it; under “Change” you "
        "can still give it to them.",
        left_out,
    )
    return sentence % {"n": left_out}


@require_POST
@login_required
def undo(request: "SignedInRequest", reference: UUID) -> HttpResponse:
    """Take back what was assigned when the plan was saved, and with it the version."""
    plan = _plan_of(request, reference)
    bundle = selectors.current_version(plan).bundle
    try:
        if bundle is not None:
            bundle = bundles.request_undo(bundle=bundle, by=request.user)
    except DomainError as error:
        return _detail(request, plan, problem=str(error))
    if bundle is not None and bundle.is_busy:
        enqueue(bundle_tasks.undo, reference=str(bundle.reference))
        return redirect("course_bundles:detail", bundle.reference)
    messages.success(request, _("Undone. Everything is as it was before."))
    return redirect("course_onboarding:detail", reference)
