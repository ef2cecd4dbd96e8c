"""What the frame around every page needs; worked out only when a template asks for it."""

from functools import cached_property

from django.conf import settings
from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.utils.safestring import SafeString

from campus.pages import frame
from campus.pages.navigation import links_for


class SiteFrame:
    """Header, footer, demo flag and addresses for `base.html`; costs nothing until it is read."""

    search_url = frame.SEARCH

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @property
    def is_demo(self) -> bool:
        return bool(settings.KC_DEMO)

    @cached_property
    def token(self) -> str:
        """The token of the page's forms, masked once."""
        return get_token(self._request)

    @property
    def styles(self) -> SafeString:
        """The style sheets of every page."""
        return frame.styles()

    @cached_property
    def header(self) -> SafeString:
        """The header: search, language, account menu, the main navigation of the current user."""
        user, path = self._request.user, self._request.path
        main = frame.entries(links_for(user, path), path)
        account = None
        if user.is_authenticated:
            account = frame.entries(links_for(user, path, menu="account"), path)
        slots = {"token": self.token, "query": self.query, "next": self._request.get_full_path()}
        return frame.header(main, account, **slots, name=user if account is not None else "")

    @property
    def footer(self) -> SafeString:
        """The footer."""
        return frame.footer(self._request.path)

    @property
    def query(self) -> str:
        """The search words, so that the field in the header keeps them."""
        path = self._request.path
        if not path.startswith(self.search_url):
            return ""
        return self._request.GET.get("q", "")[: frame.LONGEST_QUERY]


def site_frame(request: HttpRequest) -> dict[str, SiteFrame]:
    """Context processor: `frame` for every template."""
    return {"frame": SiteFrame(request)}
