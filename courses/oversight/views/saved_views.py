"""Keep what one asks of the matrix, and forget it."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from campus.kit import dates
from campus.kit.errors import DomainError
from courses.oversight import lists, services
from courses.oversight.views.scope import municipality_of
from courses.oversight.wishes import read

if TYPE_CHECKING:
    from members.accounts.requests import SignedInRequest

LONGEST = 4000


@login_required
@require_POST
def save(request: "SignedInRequest") -> HttpResponse:
    """Keep a view; what it asks for is read and written anew, so that nothing else is kept."""
    municipality = municipality_of(request)
    wish = read(QueryDict(request.POST.get("ansicht", "")[:LONGEST]), dates.today())
    try:
        view = services.save_view(
            municipality=municipality,
            name=request.POST.get("name", ""),
            wish=wish,
            is_shared=request.POST.get("geteilt") == "1",
            owner=request.user,
        )
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The view “%(name)s” is kept.") % {"name": view.name})
    return redirect(f"{reverse('oversight:matrix')}?{wish.query(municipality.slug)}")


@login_required
@require_POST
def remove(request: "SignedInRequest", key: int) -> HttpResponse:
    """Forget an own view; those of colleagues are not found."""
    view = lists.own_view(request.user, key)
    if view is None:
        raise Http404
    services.remove_view(view=view)
    messages.success(request, _("The view “%(name)s” is removed.") % {"name": view.name})
    return redirect(f"{reverse('oversight:matrix')}?kommune={view.municipality.slug}")
