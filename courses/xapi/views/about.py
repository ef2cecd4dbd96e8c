"""The about resource (XAPI-Communication 2.8): for everybody, in every version."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from courses.xapi.core.editions import Edition
from courses.xapi.errors import MethodNotAllowed
from courses.xapi.web.resource import error_response, finished, json_response, preflight


@csrf_exempt
def about(request: HttpRequest, refusal: Edition) -> HttpResponse:
    """Say which versions the store speaks: Communication 2.8.s5 (XAPI-00315 to XAPI-00317)."""
    if request.method == "OPTIONS":
        return preflight(refusal)
    if request.method in ("GET", "HEAD"):
        response = json_response({"version": ["1.0.0", "1.0.1", "1.0.2", "1.0.3", "2.0.0"]})
    else:
        response = error_response(MethodNotAllowed(method=(request.method or "")[:20]))
    return finished(response, refusal.value, {}, head=request.method == "HEAD")
