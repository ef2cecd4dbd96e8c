"""How far each department is; from there to its people."""

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from courses.oversight import sums
from courses.oversight.sums import Sum
from courses.oversight.views.drawn import drawn_filter, drawn_tools
from courses.oversight.views.scope import choice_of, day_words

if TYPE_CHECKING:
    from members.accounts.requests import SignedInRequest


@login_required
@require_GET
def departments(request: "SignedInRequest") -> HttpResponse:
    """Show the sum of each department with everything below it; no name of anybody."""
    choice = choice_of(request)
    staff = choice.staff
    own = sums.sums(staff, choice.chosen, choice.day)
    units = choice.departments
    if choice.department:
        keys = sums.below(units, choice.department)
        units = [one for one in units if one.pk in keys]
    others = sums.besides(staff, choice.chosen, choice.day)
    rows = [(one, choice.query_of(str(one.pk))) for one in sums.branches(units, own, others)]
    stand = day_words(choice.day)
    context = {
        "choice": choice,
        "municipality": choice.municipality,
        "stand": stand,
        "tools": drawn_tools(choice, stand, "departments"),
        "filter": drawn_filter(choice),
        "rows": rows,
        "total": sum(own.values(), Sum()),
    }
    status = choice.fault.status if choice.fault else 200
    return render(request, "oversight/departments.html", context, status=status)
