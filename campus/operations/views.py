"""Two addresses for whoever watches over the installation."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from campus.operations.selectors import readiness


@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """Answer that the process is alive, without asking the database."""
    return HttpResponse("ok", content_type="text/plain")


@require_safe
@never_cache
def readyz(request: HttpRequest) -> JsonResponse:
    """Answer whether requests can be served, and how background work is doing."""
    state = readiness()
    return JsonResponse(state.as_dict(), status=200 if state.is_ready else 503)
