"""Upload a package as large as the limit allows and watch the memory of the server meanwhile.

    python -m tests.load.package_upload BASE SERVER_PID [--megabytes 490] [--pieces]

BASE is a demo that is served on this machine; SERVER_PID is the process that serves it. With
--pieces it is sent as the script of the page does, by tus in pieces of 8 MB, and then the form.
"""

import argparse
import base64
import http.cookiejar
import re
import subprocess
import tempfile
import threading
import time
import urllib.parse
import urllib.request
import zipfile
from pathlib import Path

import httpx

from tests.factories.packages import TALKING, scorm12
from tests.standards.packages.people import AUTHOR, PASSWORD

MEGABYTE = 1024 * 1024
# The worker unpacks it afterwards.
UNPACKING = 30
NOISE = Path("/dev/urandom")
PIECE = 8 * MEGABYTE


def package(folder: Path, megabytes: int) -> Path:
    """Write a package of films that no archiver makes smaller."""
    path = folder / "gross.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive, NOISE.open("rb") as noise:
        archive.writestr("imsmanifest.xml", scorm12())
        archive.writestr("index.html", TALKING)
        for number in range(megabytes // 40):
            archive.writestr(f"film{number}.mp4", noise.read(40 * MEGABYTE))
    return path


def memory_of(pid: int) -> dict[int, float]:
    """Return the resident memory of a process and all below it in megabytes, by process."""
    listed = subprocess.run(
        ["ps", "-e", "-o", "pid=,ppid=,rss="], capture_output=True, text=True, check=True
    )
    rows = [tuple(map(int, line.split())) for line in listed.stdout.splitlines()]
    wanted, grown = {pid}, True
    while grown:
        below = {one for one, above, _size in rows if above in wanted}
        grown = not below <= wanted
        wanted |= below
    return {one: size / 1024 for one, _above, size in rows if one in wanted}


class Watch(threading.Thread):
    """Notes by how much any process has grown at most until it is stopped."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.pid, self.over = pid, False
        self.first, self.grown = memory_of(pid), 0.0

    def run(self) -> None:
        """Look ten times a second."""
        while not self.over:
            now = memory_of(self.pid)
            grown = (size - self.first[one] for one, size in now.items() if one in self.first)
            self.grown = max(self.grown, *grown)
            time.sleep(0.1)


def signed_in(base: str) -> tuple[urllib.request.OpenerDirector, http.cookiejar.CookieJar]:
    """Return a browser in which the author has signed in."""
    jar = http.cookiejar.CookieJar()
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
    page = browser.open(f"{base}/konto/login/").read().decode()
    fields = {"login": AUTHOR, "password": PASSWORD, "csrfmiddlewaretoken": token_in(page)}
    browser.open(f"{base}/konto/login/", urllib.parse.urlencode(fields).encode()).read()
    return browser, jar


def token_in(page: str) -> str:
    """Return the form's token."""
    found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert found, "The page has no form."
    return found[1]


def in_pieces(base: str, path: Path, cookies: str, token: str) -> tuple[str, float]:
    """Send the package by tus; return its key and the seconds of the slowest piece."""
    told = {"Cookie": cookies, "X-CSRFToken": token, "Referer": base, "Tus-Resumable": "1.0.0"}
    named = {"purpose": "package", "filename": path.name}
    pairs = (f"{name} {base64.b64encode(word.encode()).decode()}" for name, word in named.items())
    sized = {"Upload-Length": str(path.stat().st_size), "Upload-Metadata": ",".join(pairs)}
    with (
        httpx.Client(timeout=120, trust_env=False, headers=told) as client,
        path.open("rb") as file,
    ):
        place = client.post(f"{base}/admin/hochladen/", headers=sized).headers["Location"]
        slowest = 0.0
        while piece := file.read(PIECE):
            offset = str(file.tell() - len(piece))
            began = time.monotonic()
            headers = {"Upload-Offset": offset, "Content-Type": "application/offset+octet-stream"}
            client.patch(place, content=piece, headers=headers).raise_for_status()
            slowest = max(slowest, time.monotonic() - began)
    return place.rstrip("/").rpartition("/")[2], slowest


def upload(base: str, path: Path, *, pieces: bool) -> tuple[float, str]:
    """Send the package as a browser does; return the seconds and where it leads."""
    browser, jar = signed_in(base)
    form = browser.open(f"{base}/admin/pakete/neu/").read().decode()
    provider = re.search(r'<option value="(\d+)"[^>]*>[^<]*(?:DHBW|Duale)', form)
    standing = re.search(r'name="provider"[^>]*value="(\d+)"', form)
    chosen = (provider or standing)[1] if provider or standing else ""
    cookies = "; ".join(f"{cookie.name}={cookie.value}" for cookie in jar)
    began, file = time.monotonic(), f"file=@{path}"
    if pieces:
        token = next(cookie.value or "" for cookie in jar if cookie.name == "csrftoken")
        key, slowest = in_pieces(base, path, cookies, token)
        file = f"file-hochgeladen={key}"
        print(f"all pieces in {time.monotonic() - began:.1f} s, slowest {slowest:.2f} s")  # noqa: T201
    sent = subprocess.run(
        [
            *("curl", "-s", "-o", "/dev/null", "-w", "%{http_code} %{redirect_url}"),
            *("-H", f"Cookie: {cookies}", "-H", f"Referer: {base}/admin/pakete/neu/"),
            *("-F", f"csrfmiddlewaretoken={token_in(form)}", "-F", "title="),
            *("-F", "standard=", "-F", f"provider={chosen}", "-F", file),
            f"{base}/admin/pakete/neu/",
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    return time.monotonic() - began, sent.stdout


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("base")
    parser.add_argument("pid", type=int)
    parser.add_argument("--megabytes", type=int, default=480)
    parser.add_argument("--pieces", action="store_true")
    told = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = package(Path(folder), told.megabytes)
        watch = Watch(told.pid)
        watch.start()
        seconds, answer = upload(told.base, path, pieces=told.pieces)
        time.sleep(UNPACKING)
        watch.over = True
        size = path.stat().st_size / MEGABYTE
    print(f"{size:.0f} MB in {seconds:.1f} s: {answer}")  # noqa: T201
    print(f"no process grew by more than {watch.grown:.0f} MB")  # noqa: T201


if __name__ == "__main__":
    main()
