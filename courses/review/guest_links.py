"""The link of a guest, found by the token in the address."""

from django.http import Http404, HttpRequest

from courses.review import limits, selectors, tokens
from courses.review.errors import TooManyTries
from courses.review.models import GuestLink


def link_of(request: HttpRequest, token: str) -> GuestLink:
    """Return the link; forged, ended and revoked ones look alike."""
    key = tokens.read(token)
    link = selectors.link_with(key) if key else None
    if link is None:
        try:
            limits.count(request, "forged")
        except TooManyTries as error:
            raise Http404 from error
        raise Http404
    return link
