"""A request takes at its peak at most fifteen times the memory of its batch."""

import base64
import tracemalloc

import pytest
from django.test import Client

from courses.xapi.services import create_client
from tests.load.statements import batch, maker

pytestmark = pytest.mark.django_db

MOST = 15


@pytest.fixture
def post():
    """Return a function that stores a batch over HTTP, and has been used before."""
    client, secret = create_client(name="Speicher", scopes=["statements/write", "define"])
    token = base64.b64encode(f"{client.key}:{secret}".encode()).decode()
    headers = {"authorization": f"Basic {token}", "x-experience-api-version": "2.0.0"}
    asking = Client()

    def send(body):
        answer = asking.post(
            "/xapi/statements", body, content_type="application/json", headers=headers
        )
        assert answer.status_code == 200

    return send


@pytest.mark.parametrize("size", [50, 500])
def test_request_takes_no_more_than_a_multiple_of_its_batch(post, size):
    # Few kinds, so that what the process remembers for good is soon complete.
    make = maker(kinds=20)
    for _ in range(3):
        post(batch(make, size))
    body = batch(make, size)
    tracemalloc.start()
    try:
        post(body)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < MOST * len(body)
