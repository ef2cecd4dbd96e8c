"""Try the connection to a tool, and say in words what is wrong."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from campus.kit.fetching import Fetched
from courses.tools import words
from courses.tools.errors import NotFetched
from courses.tools.fetching import fetch
from courses.tools.keysets import fetched_keys
from courses.tools.models import Tool


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was tried."""

    is_good: bool
    sentence: str

    @property
    def icon(self) -> str:
        """Return the icon of Wagtail's set."""
        return "check" if self.is_good else "warning"


@dataclass(frozen=True, slots=True)
class Platform:
    """What a tool has to know of this platform."""

    issuer: str
    authorization: str


def check(tool: Tool, platform: Platform) -> list[Finding]:
    """Ask for the keys and begin a login, as at a launch, without anybody signed in."""
    found = [*_keys(tool), *_login(tool, platform)]
    if not tool.choice_url:
        found.append(_finding(True, "no_choice"))
    found.append(_finding(tool.is_usable, "approved" if tool.is_usable else "not_approved"))
    return found


def _keys(tool: Tool) -> Iterator[Finding]:
    if tool.public_key:
        yield _finding(True, "own_key")
        return
    try:
        count = len(fetched_keys(tool, anew=True))
    except NotFetched as error:
        yield Finding(False, str(error))
        return
    yield _finding(count > 0, "keys" if count else "no_keys", count=count)


def _login(tool: Tool, platform: Platform) -> Iterator[Finding]:
    query = {
        "iss": platform.issuer,
        "login_hint": "check",
        "target_link_uri": tool.target_url,
        "lti_message_hint": "check",
        "client_id": tool.client_id,
        "lti_deployment_id": tool.deployment_id,
    }
    joint = "&" if urlsplit(tool.login_url).query else "?"
    try:
        answer = fetch(f"{tool.login_url}{joint}{urlencode(query)}")
    except NotFetched as error:
        yield Finding(False, f"{tool.login_url}: {error.values['reason']}")
        return
    yield _judged(tool, platform, answer)


def _judged(tool: Tool, platform: Platform, answer: Fetched) -> Finding:
    if answer.status >= 400:
        return _finding(False, "login_error", status=answer.status)
    if not answer.location:
        return _finding(True, "login_page")
    address, _mark, rest = answer.location.partition("?")
    asked = {name: values[0] for name, values in parse_qs(rest).items()}
    if address != platform.authorization:
        return _finding(False, "elsewhere", address=address[:200])
    if asked.get("client_id") != tool.client_id:
        return _finding(False, "other_client")
    if asked.get("redirect_uri") not in tool.redirect_urls:
        return _finding(False, "way_back", address=str(asked.get("redirect_uri"))[:200])
    return _finding(True, "login")


def _finding(is_good: bool, code: str, **values: Any) -> Finding:
    return Finding(is_good, str(words.CHECKS[code]) % values)
