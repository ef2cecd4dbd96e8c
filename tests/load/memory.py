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
make = maker()

def send(size):
    body = batch(make, size)
    answer = Client(SERVER_NAME="127.0.0.1").post(
        "/xapi/statements", body, content_type="application/json", headers=headers
    )
    assert answer.status_code == 200, answer.content
    return len(body)

send(500)
for size in (50, 500, 5000):
    tracemalloc.start()
    length = send(size)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    times = f"{peak / length:.1f} times"
    print(f"batch of {size}: {length / 1e6:.2f} MB, peak {peak / 1e6:.1f} MB, {times}")
"""


def peak_of_request(env: dict[str, str]) -> str:
    """Return lines that say how much memory a request takes at its peak.

    Measured inside the process, the client's own copy of the body included.
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
