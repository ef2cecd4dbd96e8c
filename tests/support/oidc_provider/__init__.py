"""An OpenID provider of its own: a second Django process with allauth's provider.

It keeps everything in memory. Whoever asks is signed in at once, as the account in the cookie
`who`, so that no form has to be filled in.
"""

import os
import subprocess
import sys
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent.parent.parent.parent
CLIENT_ID, SECRET = "kommunalcampus", "sehr-geheim"
# By login name: first name, last name, address, personnel number.
PEOPLE = {
    "erika": ("Erika", "Musterfrau", "erika@rathaus.example", "4711"),
    "fremd": ("Frieda", "Fremd", "frieda@anderswo.example", ""),
}


@dataclass
class OpenIdProvider:
    """A provider that runs."""

    issuer: str
    process: "subprocess.Popen[str]"

    def answer(self, address: str, who: str = "erika") -> str:
        """Follow an address as the browser of a person; return to where it is led back."""
        parts = urlsplit(address)
        connection = HTTPConnection(parts.netloc, timeout=20)
        connection.request("GET", f"{parts.path}?{parts.query}", headers={"Cookie": f"who={who}"})
        response = connection.getresponse()
        found = response.headers["Location"]
        assert found, response.read().decode()[:2000]
        return found

    def stop(self) -> None:
        """End the process."""
        self.process.terminate()
        self.process.wait(timeout=20)


def start(*redirect_addresses: str) -> OpenIdProvider:
    """Start a provider that knows us by these addresses; it says itself where it listens."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.support.oidc_provider", *redirect_addresses],
        cwd=ROOT,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "tests.support.oidc_provider.settings"},
        stdout=subprocess.PIPE,
        text=True,
    )
    issuer = process.stdout.readline().strip() if process.stdout else ""
    assert issuer, "The provider did not start."
    return OpenIdProvider(issuer, process)
