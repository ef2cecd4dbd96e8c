"""The office names groups of municipalities to which offers are open."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from campus.kit import searched
from campus.kit.access import allowed
from campus.kit.errors import DomainError
from courses.enrolment import circles, rules, services
from courses.enrolment.group_forms import GroupForm
from members.organisations import selectors as organisations

if TYPE_CHECKING:
    from courses.enrolment.models import MunicipalityGroup


@allowed(rules.may_set_offers)
@require_GET
def groups(request: HttpRequest) -> HttpResponse:
    """List the groups with their rule and how many municipalities belong to each."""
    towns = list(organisations.municipalities())
    rows = [
        (group, circles.rule_in_words(group), len(circles.members_among(group, towns)))
        for group in circles.groups().prefetch_related("municipalities")
    ]
    return render(request, "enrolment/groups.html", {"rows": rows})


@allowed(rules.may_set_offers)
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """Name a new group."""
    return _edited(request, None)


@allowed(rules.may_set_offers)
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, group: int) -> HttpResponse:
    """Change a group; offers that are open to it follow at once."""
    return _edited(request, get_object_or_404(circles.groups(), pk=group))


@allowed(rules.may_set_offers)
@require_POST
def delete(request: HttpRequest, group: int) -> HttpResponse:
    """Give a group up that no offer needs."""
    found = get_object_or_404(circles.groups(), pk=group)
    try:
        services.delete_group(group=found)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("offers:group", group)
    messages.success(request, _("The group has been deleted."))
    return redirect("offers:groups")


def _edited(request: HttpRequest, group: "MunicipalityGroup | None") -> HttpResponse:
    form = GroupForm(request.POST or None, instance=group)
    if searched.is_search(form):
        searched.unjudged(form)
    elif request.method == "POST" and form.is_valid():
        services.save_group(group=group, **form.cleaned_data)
        messages.success(request, _("The group has been saved."))
        return redirect("offers:groups")
    context = {
        "form": form,
        "group": group,
        "members": circles.members_of(group) if group else (),
    }
    return render(request, "enrolment/group.html", context, status=400 if form.errors else 200)
