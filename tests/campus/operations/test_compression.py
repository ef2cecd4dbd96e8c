"""Pages are compressed for who can read them so, with the same content; nothing else is."""

import gzip

import pytest
from django.http import FileResponse, HttpResponse, StreamingHttpResponse
from django.test import RequestFactory
from django.urls import reverse

from campus.operations.compression import CompressedPages

LONG = "Wer einen Antrag prüft, liest zuerst die Frist. " * 40


def answered(response, accepts="gzip, br"):
    request = RequestFactory().get("/", headers={"Accept-Encoding": accepts} if accepts else {})
    return CompressedPages(lambda _: response)(request)


@pytest.mark.django_db
def test_page_is_the_same_compressed_or_not(client):
    address = reverse("account_login")
    plain = client.get(address)
    packed = client.get(address, headers={"Accept-Encoding": "gzip"})
    assert packed["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in packed["Vary"]
    assert len(packed.content) < len(plain.content) / 2
    unpacked = gzip.decompress(packed.content).decode()
    assert "<h1>" in unpacked
    # The tokens differ, in nothing but their letters.
    assert len(unpacked) == len(plain.content.decode())
    assert packed["Content-Security-Policy"] == plain["Content-Security-Policy"]


@pytest.mark.parametrize("kind", ["text/html; charset=utf-8", "application/json", "image/svg+xml"])
def test_text_is_compressed(kind):
    answer = answered(HttpResponse(LONG, content_type=kind))
    assert gzip.decompress(answer.content).decode() == LONG
    assert int(answer["Content-Length"]) == len(answer.content)


def test_length_differs_from_answer_to_answer():
    lengths = {len(answered(HttpResponse(LONG)).content) for _ in range(40)}
    assert len(lengths) > 1


@pytest.mark.parametrize("accepts", ["", "br", "identity"])
def test_who_cannot_read_it_gets_plain_text(accepts):
    answer = answered(HttpResponse(LONG), accepts)
    assert "Content-Encoding" not in answer
    assert answer.content.decode() == LONG


@pytest.mark.parametrize(
    "response",
    [
        HttpResponse("kurz"),
        HttpResponse(LONG, content_type="application/pdf"),
        HttpResponse(LONG, content_type="video/mp4"),
        HttpResponse(LONG, status=206),
        StreamingHttpResponse([LONG.encode()]),
        FileResponse([LONG.encode()], content_type="text/html"),
    ],
    ids=["short", "pdf", "film", "part", "stream", "file"],
)
def test_downloads_parts_and_short_answers_are_left_alone(response):
    assert "Content-Encoding" not in answered(response)


def test_answer_that_is_compressed_already_is_left_alone():
    packed = gzip.compress(LONG.encode())
    answer = answered(HttpResponse(packed, headers={"Content-Encoding": "gzip"}))
    assert answer.content == packed
