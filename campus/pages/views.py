"""Views of the public site."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer an expired form with a sentence instead of Django's technical page."""
    return render(request, "403_csrf.html", status=403)
