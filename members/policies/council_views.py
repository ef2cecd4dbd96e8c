"""What the staff council reads: agreement, what the employer's views hold, who has looked."""

from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from campus.kit import dates
from members.policies import rules, selectors
from members.policies.scope import place_of
from members.policies.selectors import Access
from members.policies.sights import MAXIMUM, Sight
from members.policies.words import SIGHTS, VIEWS
from members.roles.catalogue import Role
from members.roles.labels import role_label

if TYPE_CHECKING:
    from members.accounts.requests import SignedInRequest

ROWS = 50
ROLES = frozenset(role.value for role in Role)


@login_required
@require_safe
def council(request: "SignedInRequest") -> HttpResponse:
    """Show the three things that a staff council may read."""
    places = rules.council_places(request.user)
    place = place_of(request, places)
    context = {
        "municipality": place,
        "municipalities": places,
        "current": selectors.in_force(place, dates.today()),
        "waiting": selectors.waiting(place),
    }
    return render(request, "policies/council.html", context)


@login_required
@require_safe
def reports(request: "SignedInRequest") -> HttpResponse:
    """Define every list, file and message that shows the employer something of the staff."""
    place = place_of(request, rules.council_places(request.user))
    visible = selectors.shown_in(place.pk)
    rows = [
        (view, [SIGHTS[one][0] for one in view.sights if one not in visible])
        for view in VIEWS.values()
    ]
    context = {
        "municipality": place,
        "rows": rows,
        "narrowed": visible != MAXIMUM,
        "has_files": Sight.FILES in visible,
    }
    return render(request, "policies/reports.html", context)


@login_required
@require_safe
def access_log(request: "SignedInRequest") -> HttpResponse:
    """Show how often which role has opened which view: no names of anybody."""
    place = place_of(request, rules.council_places(request.user))
    page = Paginator(selectors.accesses(place), ROWS).get_page(request.GET.get("page"))
    rows = [_in_words(one) for one in selectors.as_accesses(page.object_list)]
    context = {"municipality": place, "page": page, "rows": rows}
    return render(request, "policies/access_log.html", context)


def _in_words(access: Access) -> dict[str, Any]:
    """Return a line of the log; a role that is gone keeps its code."""
    view = VIEWS.get(access.what)
    return {
        "access": access,
        "role": role_label(access.role) if access.role in ROLES else access.role,
        "what": view.title if view else access.what,
    }
