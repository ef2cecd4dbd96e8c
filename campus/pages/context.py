"""What the frame around every page needs; worked out only when a template asks for it."""

from functools import cached_property

from django.conf import settings
from django.http import HttpRequest

from campus.pages.navigation import NavLink, links_for


class SiteFrame:
    """Navigation, demo flag and addresses for `base.html`; costs nothing until it is read."""

    search_url = "/katalog/"

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @property
    def is_demo(self) -> bool:
        return bool(settings.KC_DEMO)

    @cached_property
    def nav(self) -> list[NavLink]:
        """The main navigation of the current user."""
        return links_for(self._request.user, self._request.path)

    @cached_property
    def account_nav(self) -> list[NavLink]:
        """The entries of the account menu, between the name and signing out."""
        return links_for(self._request.user, self._request.path, menu="account")

    @cached_property
    def news(self) -> int:
        """How much is new in the account menu; shown while the menu is closed."""
        return sum(link.badge for link in self.account_nav)

    @property
    def query(self) -> str:
        """The search words, so that the field in the header keeps them."""
        path = self._request.path
        return self._request.GET.get("q", "")[:200] if path.startswith(self.search_url) else ""


def site_frame(request: HttpRequest) -> dict[str, SiteFrame]:
    """Context processor: `frame` for every template."""
    return {"frame": SiteFrame(request)}
