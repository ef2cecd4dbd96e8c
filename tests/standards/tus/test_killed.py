"""A real server is killed in the middle of a piece; nothing that it had confirmed is lost."""

import hashlib
import random
import socket

import httpx
import pytest

from tests.standards.tus.conftest import BYTES, METADATA, TUS
from tests.support.tus_server import uploading

PIECE = 6_000_000


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """A server of its own."""
    with uploading(tmp_path_factory.mktemp("tus")) as server:
        yield server


def create(server, size):
    """Begin an upload; return its address."""
    headers = {**server.headers, **TUS, "Upload-Length": str(size), "Upload-Metadata": METADATA}
    answer = httpx.post(server.start_address, headers=headers, trust_env=False)
    assert answer.status_code == 201, answer.text
    return answer.headers["Location"]


def send(server, place, content, offset):
    """Send a piece."""
    headers = {**server.headers, **TUS, "Upload-Offset": str(offset), "Content-Type": BYTES}
    return httpx.patch(place, content=content, headers=headers, trust_env=False, timeout=60)


def offset_of(server, place):
    """Return how much the server says it has."""
    answer = httpx.head(place, headers={**server.headers, **TUS}, trust_env=False)
    return int(answer.headers["Upload-Offset"])


def send_half(server, place, content, offset):
    """Promise a piece, send the most of it, and leave the connection open."""
    path = httpx.URL(place).path
    told = {**server.headers, **TUS, "Upload-Offset": str(offset), "Content-Type": BYTES}
    told |= {"Host": f"127.0.0.1:{server.port}", "Content-Length": str(len(content))}
    head = "".join(f"{name}: {value}\r\n" for name, value in told.items())
    line = socket.create_connection(("127.0.0.1", server.port))
    line.sendall(f"PATCH {path} HTTP/1.1\r\n{head}\r\n".encode() + content[: PIECE - 1_000_000])
    return line


def stored(server, place):
    """Return what lies in the private folder."""
    key = place.rstrip("/").rpartition("/")[2]
    return (server.folder / "uploads" / key).read_bytes()


def test_killed_in_the_middle_of_a_piece_goes_on_where_it_was_confirmed(server):
    content = random.Random(28).randbytes(2 * PIECE)
    place = create(server, len(content))
    assert send(server, place, content[:PIECE], 0).headers["Upload-Offset"] == str(PIECE)
    with send_half(server, place, content[PIECE:], PIECE):
        # The server has confirmed to itself what lies safely on the disk: 4 MB of these 5.
        while offset_of(server, place) == PIECE:
            pass
        server.kill()
    server.start()
    offset = offset_of(server, place)
    assert PIECE < offset < 2 * PIECE
    assert send(server, place, content[offset:], offset).status_code == 204
    assert hashlib.sha256(stored(server, place)).digest() == hashlib.sha256(content).digest()


def test_broken_connection_keeps_what_has_come_and_frees_the_upload(server):
    content = random.Random(29).randbytes(PIECE)
    place = create(server, PIECE)
    send_half(server, place, content, 0).close()
    offset = 0
    while offset < PIECE:
        offset = offset_of(server, place)
        answer = send(server, place, content[offset:], offset)
        # Taken until the server has seen that the other end is gone; or more had come meanwhile.
        assert answer.status_code in (204, 409, 423)
        offset = int(answer.headers.get("Upload-Offset", offset))
    assert stored(server, place) == content


def test_two_at_once_for_one_upload_do_not_mix(server):
    place = create(server, PIECE)
    with send_half(server, place, b"a" * PIECE, 0):
        while not offset_of(server, place):
            pass
        answer = send(server, place, b"b", offset_of(server, place))
        assert answer.status_code == 423
    assert set(stored(server, place)) == set(b"a")
