"""Applications for membership: the public form, the office's list, and the decision."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from campus.kit import dates
from campus.kit.access import allowed
from members.accounts.requests import SignedInRequest
from members.cooperative import rules, selectors, services
from members.cooperative.errors import NoFeeSchedule
from members.cooperative.forms.applications import ApplicationForm, DecisionForm
from members.cooperative.limits import count_declaration
from members.cooperative.models import FeeSchedule, Membership, MembershipApplication
from members.cooperative.views.answers import attempt, page_of, posted, status_of

Source = MembershipApplication.Source


def _current_schedule() -> FeeSchedule | None:
    try:
        return selectors.schedule_in_force(dates.today().year)
    except NoFeeSchedule:
        return None


@require_http_methods(["GET", "POST"])
def join(request: HttpRequest) -> HttpResponse:
    """Take a municipality's declaration from the website."""
    form = ApplicationForm(posted(request))

    def deed() -> MembershipApplication:
        count_declaration(request)
        return services.apply_for_membership(
            applicant=form.applicant(), declaration=form.declaration(), source=Source.PUBLIC
        )

    if request.method == "POST" and attempt(form, deed):
        return redirect("cooperative:joined")
    context = {"form": form, "schedule": _current_schedule()}
    return render(request, "cooperative/join.html", context, status=status_of(form))


@require_GET
def joined(request: HttpRequest) -> HttpResponse:
    """Say what happens after the declaration."""
    return render(request, "cooperative/joined.html")


@allowed(rules.can_read)
@require_GET
def applications(request: SignedInRequest) -> HttpResponse:
    """List all applications, open ones first."""
    context = {
        "page": page_of(request, selectors.applications()),
        "may_write": rules.can_write(request.user),
    }
    return render(request, "cooperative/applications.html", context)


@allowed(rules.can_write)
@require_http_methods(["GET", "POST"])
def new_application(request: SignedInRequest) -> HttpResponse:
    """Let the office enter a declaration that came on paper or by e-mail."""
    form = ApplicationForm(posted(request))

    def deed() -> MembershipApplication:
        return services.apply_for_membership(
            applicant=form.applicant(), declaration=form.declaration(), entered_by=request.user
        )

    application = attempt(form, deed) if request.method == "POST" else None
    if application:
        messages.success(request, _("The application has been entered."))
        return redirect("cooperative:application", application.pk)
    context = {"form": form, "schedule": _current_schedule()}
    return render(request, "cooperative/application_form.html", context, status=status_of(form))


@allowed(rules.can_read)
@require_http_methods(["GET", "POST"])
def application(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show an application; the office enters the board's decision here."""
    found = get_object_or_404(selectors.applications(), pk=pk)
    may_write = rules.can_write(request.user)
    form = DecisionForm(request.POST if request.method == "POST" and may_write else None)
    if request.method == "POST":
        if not may_write:
            return HttpResponse(status=403)
        done = attempt(form, lambda: _decide(request, found, form))
        if done:
            messages.success(request, done)
            return redirect("cooperative:application", pk)
    context = {"application": found, "form": form, "may_write": may_write}
    return render(request, "cooperative/application.html", context, status=status_of(form))


def _decide(
    request: SignedInRequest, application: MembershipApplication, form: DecisionForm
) -> str:
    """Carry the decision out and return the sentence that says so."""
    decision = {"by": request.user, **form.resolution()}
    if form.cleaned_data["decision"] == DecisionForm.REFUSE:
        services.decide_refusal(
            application=application, reason=form.cleaned_data["reason"], **decision
        )
        return _("The application has been refused, and the declarant's data were deleted.")
    membership: Membership = services.decide_admission(application=application, **decision)
    return _("%(name)s is a member now, with number %(number)s.") % {
        "name": membership.municipality,
        "number": membership.number,
    }
