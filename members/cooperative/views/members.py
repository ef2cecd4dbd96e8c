"""The list of members (§ 30 GenG) and a member's account."""

import csv
import datetime as dt

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from campus.kit import dates
from campus.kit.access import allowed
from members.accounts.requests import SignedInRequest
from members.cooperative import rules, selectors, services
from members.cooperative.files import register_rows
from members.cooperative.forms.members import (
    DayForm,
    FurtherSharesForm,
    NoticeForm,
    SharePaymentForm,
)
from members.cooperative.models import Membership
from members.cooperative.views.answers import attempt, page_of, posted, status_of


def _asked_day(request: HttpRequest) -> tuple[DayForm, dt.date]:
    """Return the day the register is asked for; a wrong one is answered by the form."""
    asked = request.GET if "stichtag" in request.GET else None
    form = DayForm(asked, initial={"stichtag": dates.today()})
    day = form.cleaned_data.get("stichtag") if form.is_valid() else None
    return form, day or dates.today()


@allowed(rules.can_read)
@require_GET
def register(request: SignedInRequest) -> HttpResponse:
    """Show the list of members as of a day."""
    form, day = _asked_day(request)
    entries = selectors.member_register(day)
    context = {
        "form": form,
        "day": day,
        "page": page_of(request, entries),
        "members": sum(entry.is_member for entry in entries),
    }
    return render(request, "cooperative/register.html", context, status=status_of(form))


@allowed(rules.can_read)
@require_GET
def register_csv(request: SignedInRequest) -> HttpResponse:
    """Give the list of members as a file for a spreadsheet."""
    form, day = _asked_day(request)
    if form.errors:
        return render(request, "400.html", status=400)
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="mitgliederliste-{day:%Y-%m-%d}.csv"'
    # The byte order mark lets spreadsheets read the umlauts.
    answer.write("\ufeff")
    csv.writer(answer, delimiter=";").writerows(register_rows(selectors.member_register(day)))
    return answer


def _member(number: int) -> Membership:
    return get_object_or_404(selectors.all_memberships(), number=number)


@allowed(rules.can_read)
@require_GET
def member(request: SignedInRequest, number: int) -> HttpResponse:
    """Show a member: master data, shares and balance, what was charged."""
    membership = _member(number)
    context = {
        "membership": membership,
        "municipality": membership.municipality,
        "account": selectors.share_account(membership),
        "share_entries": membership.share_transactions.select_related("resolution"),
        "payments": membership.share_payments.all(),
        "page": page_of(request, selectors.charges_of(membership.municipality)),
        "may_write": rules.can_write(request.user),
    }
    return render(request, "cooperative/member.html", context)


@allowed(rules.can_write)
@require_http_methods(["GET", "POST"])
def share_payment(request: SignedInRequest, number: int) -> HttpResponse:
    """Enter money received on a member's shares."""
    membership = _member(number)
    form = SharePaymentForm(posted(request))

    def deed() -> object:
        return services.record_share_payment(
            membership=membership, by=request.user, **form.cleaned_data
        )

    if request.method == "POST" and attempt(form, deed):
        messages.success(request, _("The payment has been entered."))
        return redirect("cooperative:member", number)
    context = {
        "form": form,
        "membership": membership,
        "account": selectors.share_account(membership),
    }
    return render(request, "cooperative/share_payment.html", context, status=status_of(form))


@allowed(rules.can_write)
@require_http_methods(["GET", "POST"])
def further_shares(request: SignedInRequest, number: int) -> HttpResponse:
    """Enter further shares of a member by a decision of the board."""
    membership = _member(number)
    form = FurtherSharesForm(posted(request))

    def deed() -> object:
        return services.decide_further_shares(
            membership=membership,
            shares=form.cleaned_data["shares"],
            by=request.user,
            **form.resolution(),
        )

    if request.method == "POST" and attempt(form, deed):
        messages.success(request, _("The shares have been entered."))
        return redirect("cooperative:member", number)
    context = {"form": form, "membership": membership}
    return render(request, "cooperative/further_shares.html", context, status=status_of(form))


@allowed(rules.can_write)
@require_http_methods(["GET", "POST"])
def notice(request: SignedInRequest, number: int) -> HttpResponse:
    """Enter a member's notice."""
    membership = _member(number)
    form = NoticeForm(posted(request))
    ended = None
    if request.method == "POST":
        ended = attempt(
            form, lambda: services.give_notice(membership=membership, **form.cleaned_data)
        )
    if ended:
        text = _("The notice has been entered. The membership ends on %(day)s.")
        messages.success(request, text % {"day": f"{ended.ended_on:%d.%m.%Y}"})
        return redirect("cooperative:member", number)
    context = {"form": form, "membership": membership}
    return render(request, "cooperative/notice.html", context, status=status_of(form))
