"""From a link or a code to an account."""

from django.http import HttpRequest, HttpResponse


def accept(request: HttpRequest, secret: str) -> HttpResponse:
    """Let the invited person choose a login name and a password."""
    return HttpResponse(secret, status=501)
