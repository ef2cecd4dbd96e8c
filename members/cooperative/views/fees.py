"""Fee schedules and the run of the yearly contributions."""

from collections.abc import Mapping

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from campus.kit import dates
from campus.kit.access import allowed
from members.accounts.requests import SignedInRequest
from members.cooperative import rules, selectors, services
from members.cooperative.forms.fees import (
    BaseBracketFormSet,
    BracketFormSet,
    ScheduleForm,
    YearForm,
    bracket_rows,
)
from members.cooperative.forms.fields import ResolutionForm
from members.cooperative.models import FeeSchedule
from members.cooperative.views.answers import attempt, posted, status_of


@allowed(rules.can_read)
@require_GET
def schedules(request: SignedInRequest) -> HttpResponse:
    """Show all fee schedules with their classes."""
    context = {
        "schedules": selectors.schedules(),
        "may_write": rules.can_write(request.user),
    }
    return render(request, "cooperative/schedules.html", context)


@allowed(rules.can_write)
@require_http_methods(["GET", "POST"])
def new_schedule(request: SignedInRequest) -> HttpResponse:
    """Draft a schedule, beginning with the classes of the latest one."""
    latest = selectors.schedules().first()
    year = latest.year + 1 if latest else dates.today().year
    initial = {"year": year, "share_value": latest.share_value if latest else None}
    return _edit(request, None, latest, initial)


@allowed(rules.can_write)
@require_http_methods(["GET", "POST"])
def edit_schedule(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change a draft."""
    schedule = get_object_or_404(selectors.schedules().filter(state=FeeSchedule.State.DRAFT), pk=pk)
    initial = {"year": schedule.year, "share_value": schedule.share_value}
    return _edit(request, schedule, schedule, initial)


def _edit(
    request: SignedInRequest,
    schedule: FeeSchedule | None,
    source: FeeSchedule | None,
    initial: Mapping[str, object],
) -> HttpResponse:
    data = posted(request)
    form = ScheduleForm(data, initial=dict(initial))
    rows = BracketFormSet(data, initial=bracket_rows(source), prefix="klassen")
    form.fields["year"].disabled = schedule is not None
    if data is not None and rows.is_valid() and attempt(form, lambda: _save(schedule, form, rows)):
        messages.success(request, _("The draft has been saved."))
        return redirect("cooperative:schedules")
    refused = data is not None and (bool(form.errors) or not rows.is_valid())
    context = {"form": form, "rows": rows, "schedule": schedule}
    status = 400 if refused else 200
    return render(request, "cooperative/schedule_form.html", context, status=status)


def _save(
    schedule: FeeSchedule | None, form: ScheduleForm, rows: BaseBracketFormSet
) -> FeeSchedule:
    value = form.cleaned_data["share_value"]
    if schedule:
        return services.change_draft(schedule=schedule, share_value=value, brackets=rows.brackets())
    return services.draft_schedule(
        year=form.cleaned_data["year"], share_value=value, brackets=rows.brackets()
    )


@allowed(rules.can_write)
@require_http_methods(["GET", "POST"])
def activate(request: SignedInRequest, pk: int) -> HttpResponse:
    """Put a draft into force by a decision."""
    schedule = get_object_or_404(selectors.schedules(), pk=pk)
    form = ResolutionForm(posted(request))

    def deed() -> FeeSchedule:
        return services.decide_schedule(schedule=schedule, by=request.user, **form.resolution())

    if request.method == "POST" and attempt(form, deed):
        text = _("The fee schedule %(year)s is in force.")
        messages.success(request, text % {"year": schedule.year})
        return redirect("cooperative:schedules")
    context = {"form": form, "schedule": schedule}
    return render(request, "cooperative/activate.html", context, status=status_of(form))


@allowed(rules.can_read)
@require_http_methods(["GET", "POST"])
def contributions(request: SignedInRequest) -> HttpResponse:
    """Show what was charged in the year and let the office charge what is missing."""
    may_write = rules.can_write(request.user)
    year = dates.today().year
    if request.method == "POST" and not may_write:
        return HttpResponse(status=403)
    form = YearForm(posted(request), initial={"year": year})
    run = None
    if request.method == "POST":
        run = attempt(form, lambda: services.charge_contributions(form.cleaned_data["year"]))
    if run:
        text = _("%(new)s contributions charged, %(known)s had been charged before.")
        messages.success(request, text % {"new": run.charged, "known": run.already_charged})
        return redirect("cooperative:contributions")
    count, total = selectors.contribution_totals(year)
    context = {
        "form": form,
        "year": year,
        "count": count,
        "total": total,
        "missing": selectors.members_without_contribution(year).select_related("municipality"),
        "may_write": may_write,
    }
    return render(request, "cooperative/contributions.html", context, status=status_of(form))
