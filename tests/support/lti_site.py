"""The pages of the tool made with PyLTI1p3, served to a real browser."""

import json
from dataclasses import dataclass
from html import escape
from urllib.parse import parse_qs

import requests

from campus.kit import dates
from tests.support.lti_tool import ToolServer, UniversityTool

SETTINGS = "https://purl.imsglobal.org/spec/lti-dl/claim/deep_linking_settings"
PAGE = """<!doctype html><html lang="de"><head><meta charset="utf-8"><title>{title}</title></head>
<body><main><h1>{title}</h1><form method="post" action="{action}">{fields}
<button>{button}</button></form></main></body></html>"""


@dataclass(frozen=True)
class Registered:
    """What the platform has given to the tool, and where the tool lies."""

    site: str
    client_id: str
    deployment_id: str

    @property
    def target_url(self):
        """Return the page for launches."""
        return f"{self.site}/launch"

    @property
    def redirect_urls(self):
        """Return the ways back."""
        return [self.target_url]


class UniversitySite(ToolServer):
    """The tool as a site: login, launch, choosing, handing in."""

    def know(self, platform, **given):
        """Register the platform at the tool."""
        addresses = {
            "authorization": f"{platform}/lti/anmeldung",
            "token": f"{platform}/lti/token",
            "keys": f"{platform}/lti/schluessel.json",
        }
        registered = Registered(self.site, **given)
        self.tool = UniversityTool(registered, platform, addresses, requests.Session())
        self.launch = None
        keys = json.dumps(self.tool.config.get_jwks()).encode()
        self.pages |= {"/login": self._login, "/keys": (200, {}, keys)}

    def _login(self, path):
        return 302, {"Location": self.tool.login(f"{self.site}{path}")}, b""

    def take(self, path, body):
        """Answer to a form."""
        fields = {name: found[0] for name, found in parse_qs(body.decode()).items()}
        if path == "/launch":
            return _page(self._launched(fields))
        self.tool.grade(self.launch, 8, at=dates.now().isoformat())
        return _page(PAGE.format(title="Gemeldet: 8 von 10", action="", fields="", button="Ende"))

    def _launched(self, fields):
        self.launch = self.tool.opened(fields)
        if not self.launch.is_deep_link_launch():
            return PAGE.format(title="Aufgabe", action="/done", fields="", button="Abgeben")
        chosen = self.tool.chosen(self.launch, "Vergabe im Moodle")
        back = self.launch.get_launch_data()[SETTINGS]["deep_link_return_url"]
        hidden = "".join(
            f'<input type="hidden" name="{name}" value="{escape(value)}">'
            for name, value in chosen.items()
        )
        return PAGE.format(title="Inhalte", action=back, fields=hidden, button="Auswählen")


def _page(text):
    return 200, {"Content-Type": "text/html; charset=utf-8"}, text.encode()
