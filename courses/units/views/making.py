"""Human resources make units for their own staff: one page, a preview, published at once."""

from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from campus.kit.access import allowed
from campus.kit.errors import DomainError
from campus.kit.places import chosen
from courses.modules import services as modules
from courses.units import rules, services
from courses.units.content import Sheet, body_of
from courses.units.forms import OfferForm, UnitForm
from courses.units.models import Donation
from courses.units.states import WORDS, State

if TYPE_CHECKING:
    from courses.units.models import OwnUnit
    from members.accounts.requests import SignedInRequest
    from members.organisations.models import Municipality

UNITS_PER_PAGE = 25


def town_of(request: "SignedInRequest") -> "Municipality":
    """Return the municipality of the page: the one asked for, else the first; 403 or 404."""
    mine = rules.towns_of(request.user).order_by("name")
    return chosen(mine, request.GET.get("kommune"))


def unit_or_404(request: "SignedInRequest", pk: int) -> "OwnUnit":
    """Return a unit that the user looks after."""
    found: OwnUnit = get_object_or_404(rules.units_of(request.user), pk=pk)
    return found


def blocks_of(sheet: Sheet) -> Any:
    """Return text and link of a unit as the player draws them."""
    stored = [{**block, "id": str(uuid4())} for block in body_of(sheet, None)]
    return modules.blocks_of(stored)


@allowed(rules.may_make)
@require_safe
def listed(request: "SignedInRequest") -> HttpResponse:
    """List the units of a municipality."""
    town = town_of(request)
    rows = rules.units_of(request.user).filter(municipality=town).prefetch_related("donations")
    page = Paginator(rows, UNITS_PER_PAGE).get_page(request.GET.get("page"))
    lines = [(unit, next(iter(unit.donations.all()), None)) for unit in page]
    context = {
        "municipality": town,
        "municipalities": rules.towns_of(request.user).order_by("name"),
        "page": page,
        "rows": [(unit, given and WORDS[State(given.state)]) for unit, given in lines],
    }
    return render(request, "units/list.html", context)


@allowed(rules.may_make)
@require_http_methods(["GET", "POST"])
def create(request: "SignedInRequest") -> HttpResponse:
    """Make a unit."""
    return _written(request, town_of(request), None)


@allowed(rules.may_make)
@require_http_methods(["GET", "POST"])
def edit(request: "SignedInRequest", pk: int) -> HttpResponse:
    """Change a unit: who is learning keeps the edition begun."""
    unit = unit_or_404(request, pk)
    return _written(request, unit.municipality, unit)


def _written(
    request: "SignedInRequest", town: "Municipality", unit: "OwnUnit | None"
) -> HttpResponse:
    is_sent = request.method == "POST"
    form = UnitForm(
        *((request.POST, request.FILES) if is_sent else ()), instance=unit, municipality=town
    )
    preview: dict[str, Any] | None = None
    is_valid = is_sent and form.is_valid()
    if is_sent:
        _keep_upload(form, town)
    if is_valid and request.POST.get("do") == "preview":
        preview = _preview(form)
    elif is_valid:
        try:
            saved = services.save(
                municipality=town,
                unit=unit and unit_or_404(request, unit.pk),
                facts=form.facts,
                by=request.user,
            )
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Published: your staff find the unit at once."))
            return redirect("units:unit", pk=saved.pk)
    context = {"form": form, "municipality": town, "unit": unit, "preview": preview}
    status = 400 if is_sent and form.errors else 200
    return render(request, "units/edit.html", context, status=status)


def _keep_upload(form: UnitForm, town: "Municipality") -> None:
    """Keep a readable document, whatever else is wrong with the form."""
    found = form.cleaned_data.get("paper")
    if found:
        title = form.cleaned_data.get("paper_title") or found[1] or _("Document")
        form.remember(services.keep_paper(municipality=town, title=title, content=found[0]))


def _preview(form: UnitForm) -> dict[str, Any]:
    """Return what the staff would see; nothing of it is saved."""
    facts = form.facts
    paper = facts.pop("paper")
    sheet = Sheet(**facts)
    return {"sheet": sheet, "paper": paper, "blocks": blocks_of(sheet)}


@allowed(rules.may_make)
@require_safe
def unit(request: "SignedInRequest", pk: int) -> HttpResponse:
    """Show a unit with its ways: obligation, change, end, giving it to all."""
    row = unit_or_404(request, pk)
    given = row.donations.select_related("course").first()
    context = {
        "unit": row,
        "municipality": row.municipality,
        "blocks": blocks_of(row.sheet),
        "donation": given,
        "donation_words": WORDS[State(given.state)] if given else None,
        "is_open": bool(given and given.state == State.OFFERED),
    }
    return render(request, "units/unit.html", context)


@allowed(rules.may_make)
@require_http_methods(["GET", "POST"])
def end(request: "SignedInRequest", pk: int) -> HttpResponse:
    """End a unit after asking."""
    row = unit_or_404(request, pk)
    if request.method == "POST":
        try:
            services.end(unit=row, by=request.user)
        except DomainError as error:
            messages.warning(request, str(error))
        else:
            messages.success(request, _("The unit has ended. Whoever has begun can finish it."))
        return redirect("units:unit", pk=row.pk)
    return render(request, "units/end.html", {"unit": row, "municipality": row.municipality})


@allowed(rules.may_make)
@require_http_methods(["GET", "POST"])
def offer(request: "SignedInRequest", pk: int) -> HttpResponse:
    """Offer a unit to all municipalities."""
    row = unit_or_404(request, pk)
    form = OfferForm(
        request.POST if request.method == "POST" else None,
        initial={"origin": row.municipality.name, "licence": "CC-BY-4.0"},
    )
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        try:
            services.offer(
                unit=row, licence=data["licence"], origin=data["origin"], by=request.user
            )
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Thank you. The office looks at it and tells you."))
            return redirect("units:unit", pk=row.pk)
    context = {"form": form, "unit": row, "municipality": row.municipality}
    return render(request, "units/offer.html", context, status=400 if form.errors else 200)


@allowed(rules.may_make)
@require_POST
def withdraw(request: "SignedInRequest", pk: int) -> HttpResponse:
    """Take an offer back."""
    mine = rules.units_of(request.user).order_by().values("pk")
    row = get_object_or_404(Donation.objects.filter(unit__in=mine), pk=pk)
    try:
        services.withdraw(donation=row)
    except DomainError as error:
        messages.warning(request, str(error))
    else:
        messages.success(request, _("You have taken the offer back."))
    return redirect(reverse("units:unit", args=[row.unit_id]))


@allowed(lambda user: rules.may_make(user) or rules.may_decide(user))
@require_safe
def paper(request: "SignedInRequest", pk: int) -> HttpResponse:
    """Hand out a document to those who look after it or decide about it."""
    row = get_object_or_404(rules.readable_papers(request.user), pk=pk)
    with row.file.open("rb") as file:
        answer = HttpResponse(file.read(), content_type="application/pdf")
    name = str(row.file.name).rpartition("/")[2]
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
