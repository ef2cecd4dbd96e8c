"""Load a running server of this machine with signed-in visitors and print what it bore.

    python -m tests.load.pages --base http://127.0.0.1:8000 --connections 8 --seconds 10

Prints requests per second, p50 and p95 of each address, and its ratio to `/healthz` (a bare view)
of the same run: figures of two machines can be compared by the ratio only.
"""

import argparse
import re
import statistics
import sys
import threading
import time
from dataclasses import dataclass
from urllib.parse import urlparse

import httpx

PASSWORD = "demo-kommunalcampus"
FLOOR = "/healthz"
VISITS: dict[str, tuple[str, ...]] = {
    "": (FLOOR, "/", "/katalog/", "/katalog/?q=recht"),
    "lernen@viernheim.example": ("/lernen/", "/lernen/privat/"),
    "personal@viernheim.example": ("/personal/", "/personal/matrix/", "/personal/mitarbeitende/"),
    "buero@kommunalcampus.example": ("/genossenschaft/",),
    "vorstand@kommunalcampus.example": ("/berichte/",),
}
LOOPBACK = {"127.0.0.1", "localhost", "::1"}
MOST_SECONDS = 60


@dataclass(frozen=True)
class Figures:
    """What one address bore."""

    path: str
    rate: float
    p50: float
    p95: float
    errors: int


def sign_in(base: str, email: str) -> httpx.Cookies:
    """Return the cookies of somebody who has signed in as a person would."""
    with httpx.Client(base_url=base, follow_redirects=True, timeout=30) as client:
        if email:
            page = client.get("/konto/login/")
            token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.text)
            if token is None:
                sys.exit("The sign-in page holds no form.")
            form = {"login": email, "password": PASSWORD, "csrfmiddlewaretoken": token[1]}
            client.post("/konto/login/", data=form, headers={"referer": f"{base}/konto/login/"})
            if "sessionid" not in client.cookies:
                sys.exit(f"{email} cannot sign in. Is the demo loaded?")
        return client.cookies


def load(base: str, path: str, cookies: httpx.Cookies, connections: int, seconds: float) -> Figures:
    """Ask for one address over and over from `connections` threads for some seconds."""
    times: list[float] = []
    errors = 0
    end = time.perf_counter() + seconds

    def visit() -> None:
        nonlocal errors
        with httpx.Client(base_url=base, cookies=cookies, timeout=30) as client:
            while (begin := time.perf_counter()) < end:
                response = client.get(path)
                times.append(time.perf_counter() - begin)
                errors += response.status_code != 200

    threads = [threading.Thread(target=visit) for _ in range(connections)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    cuts = statistics.quantiles(times, n=20) if len(times) > 1 else [0.0] * 19
    return Figures(path, len(times) / seconds, cuts[9] * 1000, cuts[18] * 1000, errors)


def main() -> None:
    """Measure every address and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--base", default="http://127.0.0.1:8000")
    parser.add_argument("--connections", type=int, default=8)
    parser.add_argument("--seconds", type=float, default=5)
    options = parser.parse_args()
    if urlparse(options.base).hostname not in LOOPBACK:
        sys.exit("This script loads servers of this machine only.")
    seconds = min(options.seconds, MOST_SECONDS)
    sys.stdout.write(f"{'address':<28}{'req/s':>9}{'p50 ms':>9}{'p95 ms':>9}{'ratio':>8}  errors\n")
    floor = 0.0
    for email, paths in VISITS.items():
        cookies = sign_in(options.base, email)
        for path in paths:
            one = load(options.base, path, cookies, options.connections, seconds)
            floor = floor or one.rate
            line = f"{path:<28}{one.rate:>9.1f}{one.p50:>9.1f}{one.p95:>9.1f}"
            sys.stdout.write(f"{line}{one.rate / floor:>8.3f}  {one.errors}\n")


if __name__ == "__main__":
    main()
