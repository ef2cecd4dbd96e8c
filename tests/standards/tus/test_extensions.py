"""The extensions: creation, expiration, checksum, termination; and what is not part of tus."""

import base64
import datetime as dt
import hashlib

import pytest
from django.test import Client
from django.utils.http import parse_http_date

from campus.kit import dates
from campus.uploads import scratch
from campus.uploads.models import KEPT, Upload
from tests.factories.uploads import LIMIT, UploadFactory
from tests.standards.tus.conftest import BYTES, METADATA, START, TUS, b64


def test_creation_answers_with_the_place(ask, user):
    """The Server MUST acknowledge with 201 and set the Location header."""
    answer = ask("POST", Upload_Length=10, Upload_Metadata=METADATA)
    upload = Upload.objects.get()
    assert answer.status_code == 201
    assert answer["Location"] == f"http://testserver{START}{upload.pk}/"
    assert (upload.uploaded_by, upload.name, upload.size, upload.offset) == (
        *(user, "film.mp4", 10, 0),
    )
    assert ask("HEAD", answer["Location"])["Upload-Offset"] == "0"


@pytest.mark.parametrize("length", [None, "-1", "viele", "1.5", "9" * 30])
def test_creation_without_a_proper_length_is_refused(ask, length):
    """The value of Upload-Length MUST be a non-negative integer."""
    assert ask("POST", Upload_Length=length, Upload_Metadata=METADATA).status_code == 400
    assert not Upload.objects.exists()


def test_creation_with_the_length_to_come_is_not_offered(ask):
    """Upload-Defer-Length: only of servers that name creation-defer-length."""
    answer = ask("POST", Upload_Defer_Length=1, Upload_Metadata=METADATA)
    assert answer.status_code == 400
    assert "creation-defer-length" not in ask("OPTIONS")["Tus-Extension"]


def test_creation_beyond_the_largest_size_is_refused(ask):
    """If the length exceeds Tus-Max-Size the Server MUST respond with 413."""
    answer = ask("POST", Upload_Length=LIMIT + 1, Upload_Metadata=METADATA)
    assert answer.status_code == 413
    assert "höchstens 20 MB" in answer.text
    assert ask("POST", Upload_Length=LIMIT, Upload_Metadata=METADATA).status_code == 201


def test_creation_without_room_is_refused_before_the_first_byte(ask, monkeypatch):
    monkeypatch.setattr(scratch, "free_bytes", lambda: 10)
    answer = ask("POST", Upload_Length=10, Upload_Metadata=METADATA)
    assert answer.status_code == 507
    assert "nicht genug Platz" in answer.text


def test_metadata_is_returned_as_it_was_sent(ask):
    """If an upload contains additional metadata, responses to HEAD MUST include it as specified."""
    sent = f"{METADATA},modified {b64('17')},is_draft"
    place = ask("POST", Upload_Length=10, Upload_Metadata=sent)["Location"]
    assert ask("HEAD", place)["Upload-Metadata"] == sent
    assert Upload.objects.get().modified == 17


@pytest.mark.parametrize("sent", ["a ***", f"{METADATA},{METADATA}", f"modified {b64('morgen')}"])
def test_metadata_that_is_wrong_creates_nothing(ask, sent):
    """The key MUST be unique, values MUST be Base64."""
    assert ask("POST", Upload_Length=10, Upload_Metadata=sent).status_code == 400
    assert not Upload.objects.exists()


@pytest.mark.parametrize("sent", [None, f"purpose {b64('anderes')}"])
def test_purpose_that_nobody_serves_is_refused(ask, sent):
    assert ask("POST", Upload_Length=10, Upload_Metadata=sent).status_code == 403


def test_expiration_is_told_with_creation_and_every_piece(ask, place):
    """Upload-Expires MUST be included in every PATCH response if the upload is going to expire."""
    created = ask("POST", Upload_Length=10, Upload_Metadata=METADATA)
    for answer in (created, ask("PATCH", place, b"5", Upload_Offset=5), ask("HEAD", place)):
        left = parse_http_date(answer["Upload-Expires"]) - dates.now().timestamp()
        assert abs(left - KEPT.total_seconds()) < 60


def test_expiration_ends_an_upload(ask, place):
    """If a Client does attempt to resume an expired upload: 404 or 410."""
    Upload.objects.update(touched_at=dates.now() - KEPT - dt.timedelta(seconds=1))
    assert ask("HEAD", place).status_code == 404
    assert ask("PATCH", place, b"5", Upload_Offset=5).status_code == 404


def test_every_piece_puts_the_end_off(ask, place):
    Upload.objects.update(touched_at=dates.now() - KEPT + dt.timedelta(minutes=5))
    ask("PATCH", place, b"5", Upload_Offset=5)
    assert dates.now() - Upload.objects.get().touched_at < dt.timedelta(minutes=1)


@pytest.mark.parametrize("algorithm", ["sha1", "sha256"])
def test_checksum_that_fits_is_accepted(ask, place, algorithm):
    """The Server MUST support at least SHA1."""
    total = hashlib.new(algorithm, b"56789").digest()
    sent = f"{algorithm} {b64_of(total)}"
    answer = ask("PATCH", place, b"56789", Upload_Offset=5, Upload_Checksum=sent)
    assert (answer.status_code, answer["Upload-Offset"]) == (204, "10")


def b64_of(data):
    """Return bytes as the header carries them."""
    return base64.b64encode(data).decode()


def test_checksum_that_does_not_fit_discards_the_piece(ask, place, upload):
    """460 Checksum Mismatch; the Server MUST discard the chunk, offset MUST NOT be updated."""
    sent = f"sha256 {b64_of(hashlib.sha256(b'anders').digest())}"
    answer = ask("PATCH", place, b"56789", Upload_Offset=5, Upload_Checksum=sent)
    assert answer.status_code == 460
    assert ask("HEAD", place)["Upload-Offset"] == "5"
    assert scratch.path_of(upload.pk).read_bytes() == b"01234"


def test_checksum_of_an_unknown_kind_is_refused(ask, place):
    """400 Bad Request if the checksum algorithm is not supported by the server."""
    answer = ask("PATCH", place, b"5", Upload_Offset=5, Upload_Checksum="md5 eA==")
    assert answer.status_code == 400
    assert ask("HEAD", place)["Upload-Offset"] == "5"


def test_termination_frees_everything(ask, place, upload):
    """204; for all future requests to this URL 404 or 410."""
    assert ask("DELETE", place).status_code == 204
    assert not scratch.path_of(upload.pk).exists()
    for method in ("HEAD", "PATCH", "DELETE"):
        assert ask(method, place, Upload_Offset=5).status_code == 404


@pytest.mark.parametrize("method", ["HEAD", "PATCH", "DELETE"])
def test_what_belongs_to_somebody_else_does_not_exist(ask, method):
    foreign = UploadFactory(purpose="probe", sent=b"01234")
    answer = ask(method, f"{START}{foreign.pk}/", b"5", Upload_Offset=5)
    assert answer.status_code == 404
    assert scratch.path_of(foreign.pk).read_bytes() == b"01234"


@pytest.mark.parametrize("method", ["POST", "OPTIONS"])
def test_whoever_is_signed_out_is_told_what_to_do(client, db, method):
    answer = client.generic(method, START, headers=TUS)
    assert answer.status_code == 401
    assert "anderen Tab" in answer.text
    assert answer["Content-Type"].startswith("text/plain")


def test_other_sites_cannot_upload(user):
    """A request without the token of the page changes nothing."""
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(user)
    foreign = UploadFactory(uploaded_by=user, purpose="probe", sent=b"01234")
    for method in ("PATCH", "DELETE", "POST"):
        headers = {**TUS, "Upload-Offset": "5", "X-HTTP-Method-Override": "PATCH"}
        answer = strict.generic(
            method, f"{START}{foreign.pk}/", b"5", content_type=BYTES, headers=headers
        )
        assert answer.status_code == 403
    assert scratch.path_of(foreign.pk).read_bytes() == b"01234"
