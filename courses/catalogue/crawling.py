"""What search engines are told: which pages are public, and where they need not look."""

import datetime as dt
from functools import cached_property
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps import views as sitemaps
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe
from wagtail.models import Page

from courses.catalogue import visibility
from courses.catalogue.shelf import Paths

Item = tuple[str, dt.datetime | None]
# Pages of people and of the work behind the platform. What is refused there is refused anyway.
PRIVATE = (
    "/admin/",
    "/berichte/",
    "/bewertungen/",
    "/buchung/",
    "/genossenschaft/",
    "/konto/",
    "/lehre/",
    "/lernen/",
    "/lti/",
    "/nachweise/",
    "/personal/",
    "/pruefung/",
    "/xapi/",
)


class PublicPages(Sitemap):
    """All pages that everybody may see; drafts, private pages and closed courses are left out."""

    def get_protocol(self, protocol: str | None = None) -> str:
        """Return what the platform's public address begins with."""
        return str(urlsplit(settings.KC_BASE_URL).scheme)

    def get_domain(self, site: object = None) -> str:
        """Return the platform's public host, whatever host was asked."""
        return str(urlsplit(settings.KC_BASE_URL).netloc)

    def items(self) -> list[Item]:
        """Return address and last change of every page; a constant number of queries."""
        return self.public_pages

    def location(self, item: Item) -> str:
        """Return where a page stands."""
        return item[0]

    def lastmod(self, item: Item) -> dt.datetime | None:
        """Return when a page was last published."""
        return item[1]

    @cached_property
    def public_pages(self) -> list[Item]:
        """Return all public pages, read once for each answer."""
        root = Paths().root
        pages = Page.objects.live().public().filter(url_path__startswith=root)
        hidden = visibility.hidden_from(AnonymousUser())
        shown = pages.exclude(coursepage__retired_on__isnull=False).exclude(pk__in=hidden)
        shown = shown.exclude(coursepage__only_for__isnull=False)
        open_ones = shown.order_by("path")
        rows = open_ones.values_list("url_path", "last_published_at")
        found: list[Item] = [(f"/{path.removeprefix(root)}", changed) for path, changed in rows]
        return [*found, (reverse("catalogue:search"), None)]


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """Answer with the list of public pages."""
    response: HttpResponse = sitemaps.sitemap(request, sitemaps={"pages": PublicPages})
    return response.render()  # type: ignore[attr-defined, no-any-return]


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Say where search engines need not look; in a demo nowhere, since all in it is invented."""
    closed = ("/",) if settings.KC_DEMO else PRIVATE
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in closed)]
    if not settings.KC_DEMO:
        address = f"{settings.KC_BASE_URL.rstrip('/')}{reverse('crawling:sitemap')}"
        lines += ["", f"Sitemap: {address}"]
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")
