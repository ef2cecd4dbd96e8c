"""Whether the site behind a tool answers, for people who wait in front of nothing."""

from django.core.cache import cache
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from courses.tools.errors import NotFetched
from courses.tools.fetching import fetch
from courses.tools.models import Tool

MINUTE = 60
ANSWERS = ""
SENTENCES: dict[str, str | Promise] = {
    "name": _("There is no site of this name at present."),
    "private": _("There is no site of this name on the internet."),
    "time": _("It has given no answer within five seconds."),
    "certificate": _("It cannot prove at present that it is the right one (certificate)."),
    "connection": _("No connection to it is possible at present."),
    "status": _("It answers at present that it is out of order."),
}


def silence_of(tool: Tool) -> str:
    """Return why the site does not answer, empty where it does; asked once a minute at most."""
    name = f"lti-reach:{tool.pk}"
    fault = cache.get(name)
    if fault is None:
        fault = _fault(tool)
        cache.set(name, fault, MINUTE)
    return str(SENTENCES.get(fault, SENTENCES["connection"])) if fault else ANSWERS


def _fault(tool: Tool) -> str:
    """Ask for the login without anybody signed in; that it is then refused is an answer, too."""
    try:
        found = fetch(tool.login_url)
    except NotFetched as error:
        # Somebody who answers at length does answer.
        fault = str(error.values.get("fault", ""))
        return "" if fault == "large" else fault
    return "status" if found.status >= 500 else ""
