"""The office lowers a price for a time, and sets the dates of a course."""

import datetime as dt
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from campus.kit.access import allowed
from campus.kit.errors import DomainError
from courses.catalogue import selectors as catalogue
from courses.catalogue.prices import Reduction
from courses.enrolment import conditions, rules, selectors, services
from courses.enrolment.offer_part_forms import DateForm, DiscountForm
from courses.enrolment.offer_views import shown

if TYPE_CHECKING:
    from courses.catalogue.models import CoursePage


def _course(pk: int) -> "CoursePage":
    page: CoursePage = get_object_or_404(catalogue.published_courses(), pk=pk)
    return page


@allowed(rules.may_set_offers)
@require_POST
def add_discount(request: HttpRequest, course: int) -> HttpResponse:
    """Lower the price of a course for a time; with „preview“ only show the price then."""
    page = _course(course)
    form = DiscountForm(request.POST, prefix="discount")
    if not form.is_valid():
        return shown(request, page, status=400, discount_form=form)
    if "preview" in request.POST:
        terms = form.cleaned_data
        wanted = Reduction(terms["first_day"], terms["last_day"], terms["percent"], terms["amount"])
        offer = selectors.offer_for(page)
        words = conditions.discount_in_words(wanted, offer.price) if offer else ""
        return shown(request, page, discount_form=form, discount_preview=words)
    try:
        services.add_discount(course=page, **form.cleaned_data)
    except DomainError as error:
        form.add_error(None, str(error))
        return shown(request, page, status=error.status, discount_form=form)
    messages.success(request, _("The discount holds for seats taken in these days."))
    return redirect("offers:edit", course)


@allowed(rules.may_set_offers)
@require_POST
def end_discount(request: HttpRequest, course: int, discount: int) -> HttpResponse:
    """End a discount at once."""
    found = get_object_or_404(selectors.discounts_of(_course(course)), pk=discount)
    services.end_discount(discount=found)
    messages.success(request, _("The discount has ended. Seats taken under it keep their price."))
    return redirect("offers:edit", course)


@allowed(rules.may_set_offers)
@require_POST
def add_date(request: HttpRequest, course: int) -> HttpResponse:
    """Give the offer of a course a date."""
    page = _course(course)
    offer = selectors.offer_for(page)
    form = DateForm(request.POST, prefix="date")
    if offer is None:
        form.add_error(None, _("Please open the course for booking first."))
    if offer is None or not form.is_valid():
        return shown(request, page, status=400, date_form=form)
    said = form.cleaned_data
    services.add_session(
        offer=offer,
        starts_at=_moment(said["day"], said["begins"]),
        ends_at=_moment(said["day"], said["ends"]),
        place=said["place"],
    )
    messages.success(request, _("The date has been added."))
    return redirect("offers:edit", course)


@allowed(rules.may_set_offers)
@require_POST
def remove_date(request: HttpRequest, course: int, date: int) -> HttpResponse:
    """Take a date back that nobody has booked."""
    offer = selectors.offer_for(_course(course))
    found = get_object_or_404(selectors.sessions_of(offer), pk=date)
    try:
        services.remove_session(session=found)
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The date has been taken back."))
    return redirect("offers:edit", course)


def _moment(day: dt.date, time: dt.time) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, time))
