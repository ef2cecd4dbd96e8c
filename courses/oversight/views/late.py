"""Everybody who is late."""

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from courses.assignments.looking import log_look
from courses.assignments.words import KINDS, LABELS
from courses.oversight import lists
from courses.oversight.views.drawn import tabs_of
from courses.oversight.views.scope import choice_of
from members.policies.sights import Sight

if TYPE_CHECKING:
    from members.accounts.requests import SignedInRequest

TURNS_PER_PAGE = 50


@login_required
@require_GET
def late(request: "SignedInRequest") -> HttpResponse:
    """Show who is late with what, since when, and who was reminded when."""
    choice = choice_of(request).today()
    keys = lists.late_keys(choice.staff_without_filter, choice.columns)
    page = Paginator(keys, TURNS_PER_PAGE).get_page(request.GET.get("page"))
    rows = lists.late_turns(list(page.object_list), choice.columns, choice.shown, choice.told)
    context = {
        "choice": choice,
        "municipality": choice.municipality,
        "page": page,
        "rows": [(row, KINDS[row.status], LABELS[row.status]) for row in rows],
        "may_manage": choice.may_manage,
        "tabs": tabs_of(choice.municipality.slug, choice.query, "late"),
        "shows_reminders": Sight.REMINDED_ON in choice.shown,
    }
    log_look(request, choice.municipality, "late", [row.job.person for row in rows])
    return render(request, "oversight/late.html", context)
