"""Two examples of learning tools; no site lies behind their addresses, and each says so.

One is approved and taught with, so that learners meet such a step and what is said when the other
site does not answer; the other one waits for the office.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.contrib.auth import get_user_model

from courses.tools import services as tools

if TYPE_CHECKING:
    from courses.tools.models import Content, Tool
    from members.accounts.models import User
    from members.organisations.models import Provider

OFFICE = "buero@kommunalcampus.example"
MOODLE, ILIAS = "https://moodle.dhbw.example", "https://ilias.speyer.example"
APPROVED = {
    "name": "Moodle der DHBW (Beispiel)",
    "login_url": f"{MOODLE}/enrol/lti/login.php",
    "target_url": f"{MOODLE}/enrol/lti/launch.php",
    "redirect_urls": [f"{MOODLE}/enrol/lti/launch.php", f"{MOODLE}/enrol/lti/launch_deeplink.php"],
    "choice_url": f"{MOODLE}/enrol/lti/launch_deeplink.php",
    "keys_url": f"{MOODLE}/enrol/lti/jwks.php",
}
WAITING = {
    "name": "ILIAS der Universität Speyer (Beispiel)",
    "login_url": f"{ILIAS}/lti.php",
    "target_url": f"{ILIAS}/lti.php",
    "redirect_urls": [f"{ILIAS}/lti.php"],
    "keys_url": f"{ILIAS}/lticerts.php",
}
STEP = {
    "title": "Eine Meldekette aufstellen (Beispiel im Moodle)",
    "text": "Ein Beispiel der Demo: Dieses Moodle gibt es nicht, der Schritt lässt sich trotzdem "
    "abschließen.",
    "custom": {"id": "meldekette"},
}
TEST = {"title": "Test: Datenpanne (Beispiel)", "has_score": True, "custom": {"id": "test"}}


def add_tools(providers: Mapping[str, "Provider"]) -> "Content":
    """Add both tools; return what learners are led to in the one that is approved."""
    office, dhbw = _user_of(OFFICE), providers["dhbw"]
    tool = tools.register(provider=dhbw, by=_user_of("leitung@dhbw.example"), values=APPROVED)
    tool = tools.approve(tool=tool, by=office, origins=tool.origins)
    if "speyer" in providers:
        by = _user_of("leitung@speyer.example")
        tools.register(provider=providers["speyer"], by=by, values=WAITING)
    author = _user_of("autor@dhbw.example")
    _content(tool, TEST, author)
    return _content(tool, STEP, author)


def _content(tool: "Tool", values: Mapping[str, object], by: "User | None") -> "Content":
    return tools.add_content(tool=tool, by=by, values={"url": tool.target_url, **values})


def _user_of(email: str) -> "User | None":
    return get_user_model().objects.filter(email=email).first()
