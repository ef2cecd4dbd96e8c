"""Pages go over the line compressed, where no proxy in front of the platform does it.

Only whole pages: downloads and recordings are sent in parts, and most are compressed already.
Static files need nothing of it, since they lie compressed on the disk. A length that changes from
answer to answer, and a token that is masked anew each time, keep others from guessing what a page
holds by its size (BREACH).
"""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

PAGES = ("text/html", "application/json", "image/svg+xml")


class CompressedPages(GZipMiddleware):
    """Django's compression, for whole answers of text."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """Compress a page for who can read it so."""
        kind = response.headers.get("Content-Type", "")
        if response.streaming or response.status_code == 206 or not kind.startswith(PAGES):
            return response
        return super().process_response(request, response)
