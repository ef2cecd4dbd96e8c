"""The public feed of the catalogue for other catalogues (MOOChub v3)."""

import hashlib

import orjson
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from courses.exchange import records
from courses.exchange.moochub import feed

PER_PAGE, MOST = 50, 100
NUMBER, SIZE = "page[number]", "page[size]"


@require_safe
def courses_feed(request: HttpRequest) -> HttpResponse:
    """Answer with a page of all public courses; unchanged ones are not sent again."""
    number, size = (
        _number(request, name, usual) for name, usual in ((NUMBER, 1), (SIZE, PER_PAGE))
    )
    if not number or not size:
        return _refused(400, "Page and size have to be whole numbers from 1 on.")
    size = min(size, MOST)
    listed, last, held = records.feed_page(number, size)
    if number > last:
        return _refused(404, "There is no such page.")
    address = records.whole(reverse("exchange_feed:courses"))
    body = orjson.dumps(
        feed.document(listed, address=address, page=number, last=last, per_page=size)
    )
    response = HttpResponse(body, content_type=feed.MEDIA_TYPE)
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    changed = records.changed_at(held)
    response["ETag"] = etag
    if changed:
        response["Last-Modified"] = http_date(changed.timestamp())
    patch_cache_control(response, public=True, max_age=300)
    stamp = int(changed.timestamp()) if changed else None
    return get_conditional_response(request, etag, stamp, response) or response


def _number(request: HttpRequest, name: str, usual: int) -> int:
    """Return a parameter; 0 for anything that is no number from 1 on."""
    text = request.GET.get(name, str(usual))
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 7 else 0


def _refused(status: int, detail: str) -> HttpResponse:
    error = {"status": str(status), "detail": detail}
    body = orjson.dumps({"errors": [error]})
    return HttpResponse(body, status=status, content_type=feed.MEDIA_TYPE)
