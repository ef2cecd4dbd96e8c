"""The list of what has to be checked, the upkeep of one module, and its end."""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from campus.kit.access import allowed
from campus.kit.errors import DomainError
from courses.lifecycle import rules, selectors, services
from courses.lifecycle.forms import RetireForm, SourceFormSet, UpkeepForm
from courses.lifecycle.services import SourceData

if TYPE_CHECKING:
    from courses.modules.models import Module
    from members.accounts.requests import SignedInRequest

PER_PAGE = 25
SOURCE_FACTS = ("name", "clause", "url", "checked_on")


@allowed(rules.may_open)
@require_GET
def listed(request: "SignedInRequest") -> HttpResponse:
    """List the modules by the day by which they have to be checked."""
    everything = request.GET.get("zeige") == "alle"
    rows = selectors.with_upkeep(rules.visible_modules(request.user), due_only=not everything)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    here = reverse("lifecycle:list")
    tabs = [
        {"label": _("Due within 60 days"), "href": here, "current": not everything},
        {"label": _("All modules"), "href": f"{here}?zeige=alle", "current": everything},
    ]
    own = set(rules.own_modules(request.user).values_list("pk", flat=True))
    return render(request, "lifecycle/list.html", {"page": page, "tabs": tabs, "own": own})


@allowed(rules.may_open)
@require_http_methods(["GET", "POST"])
def edit(request: "SignedInRequest", pk: int) -> HttpResponse:
    """Say who looks after a module, until when it holds, when it is published."""
    module = get_object_or_404(rules.own_modules(request.user), pk=pk)
    form, sources = _forms(request, module)
    status = 200
    if request.method == "POST":
        status = _save(module, form, sources)
        if status == 200:
            messages.success(request, _("The upkeep of the module has been stored."))
            return redirect("lifecycle:edit", pk)
    context = {
        "module": module,
        "form": form,
        "sources": sources,
        "upkeep": selectors.upkeep_of(module),
        "retirement": selectors.retirement_of(module.course_id),
        "scheduled": selectors.scheduled_revisions(module).count(),
        "may_retire": rules.retirable_modules(request.user).filter(pk=pk).exists(),
    }
    return render(request, "lifecycle/edit.html", context, status=status)


def _forms(request: "SignedInRequest", module: "Module") -> tuple[UpkeepForm, Any]:
    known = selectors.upkeep_of(module)
    names = ("owner", "checked_on", "review_by", "go_live_at")
    initial = {name: getattr(known, name) for name in names}
    rows = list(selectors.legal_sources(module).values(*SOURCE_FACTS))
    data = request.POST if request.method == "POST" else None
    return (
        UpkeepForm(data, initial=initial, module=module),
        SourceFormSet(data, initial=rows, prefix="quelle"),
    )


def _save(module: "Module", form: UpkeepForm, sources: Any) -> int:
    """Store what was typed; return 200, or the status of what went wrong."""
    if not (form.is_valid() and sources.is_valid()):
        return 400
    data = dict(form.cleaned_data)
    at = data.pop("go_live_at")
    typed = [one.cleaned_data for one in sources if one.cleaned_data.get("name")]
    rows = [SourceData(**{name: row[name] for name in SOURCE_FACTS}) for row in typed]
    try:
        with transaction.atomic():
            services.keep_up(module=module, sources=rows, **data)
            services.plan_go_live(module=module, at=at)
    except DomainError as error:
        form.add_error("go_live_at", str(error))
        return error.status
    return 200


@allowed(rules.may_open)
@require_POST
def checked(request: "SignedInRequest", pk: int) -> HttpResponse:
    """Note that all of the module was checked today."""
    module = get_object_or_404(rules.own_modules(request.user), pk=pk)
    services.confirm_checked(module=module)
    messages.success(request, _("Noted: checked today. It is due again in a year."))
    return redirect("lifecycle:edit", pk)


@allowed(rules.may_open)
@require_http_methods(["GET", "POST"])
def retire(request: "SignedInRequest", pk: int) -> HttpResponse:
    """End a course from a day on."""
    module = get_object_or_404(rules.retirable_modules(request.user), pk=pk)
    known = selectors.retirement_of(module.course_id)
    names = ("on", "successor", "reason")
    initial = {name: getattr(known, name) for name in names} if known else {}
    form = RetireForm(request.POST or None, initial=initial, course=module.course)
    status = 400 if request.method == "POST" else 200
    if request.method == "POST" and form.is_valid():
        try:
            services.retire(course=module.course, by=request.user, **form.cleaned_data)
        except DomainError as error:
            form.add_error(None, str(error))
            status = error.status
        else:
            messages.success(request, _("Stored. The course page says so."))
            return redirect("lifecycle:edit", pk)
    context = {"module": module, "form": form, "retirement": known}
    return render(request, "lifecycle/retire.html", context, status=status)


@allowed(rules.may_open)
@require_POST
def undo(request: "SignedInRequest", pk: int) -> HttpResponse:
    """Take the end of a course back."""
    module = get_object_or_404(rules.retirable_modules(request.user), pk=pk)
    services.undo_retirement(course=module.course)
    messages.success(request, _("The course stays. It stands in the catalogue as before."))
    return redirect("lifecycle:edit", pk)
