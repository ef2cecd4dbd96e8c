"""Peak memory of a request, as a multiple of its batch."""

import subprocess
import sys

from tests.load.serving import ROOT

_PROGRAM = """
import base64, json, tracemalloc
import django
django.setup()
from django.test import Client
from courses.xapi.services import create_client
from tests.load.statements import batch, maker

client, secret = create_client(name="memory", scopes=["statements/write", "define"])
token = base64.b64encode(f"{client.key}:{secret}".encode()).decode()
headers = {"authorization": f"Basic {token}", "x-experience-api-version": "2.0.0"}
make, asking = maker(), Client(SERVER_NAME="127.0.0.1")

def send(body):
    answer = asking.post(
        "/xapi/statements", body, content_type="application/json", headers=headers
    )
    assert answer.status_code == 200, answer.content

def peak_of(body):
    tracemalloc.start()
    send(body)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak / len(body), peak, len(body)

# What a process remembers for good is not part of a request.
for size in (5000, 50, 50):
    send(batch(make, size))
for size in (50, 500, 5000):
    times, peak, length = max(peak_of(batch(make, size)) for _ in range(5))
    print(f"batch of {size}: {length / 1e6:.2f} MB, peak {peak / 1e6:.1f} MB, {times:.1f} times")
"""


def peak_of_request(env: dict[str, str]) -> str:
    """Return lines that say how much memory a request takes at its peak, the most of five.

    Measured inside the process, from when the client has made the body; what it copies of it for
    the request counts.
    """
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM],
        cwd=ROOT,
        env=env,
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout
