"""The core protocol: https://tus.io/protocols/resumable-upload#core-protocol."""

import pytest

from campus.uploads import scratch
from campus.uploads.models import Upload
from tests.factories.uploads import UploadFactory
from tests.standards.tus.conftest import BYTES, METADATA, START, TUS


def lies(upload):
    """Return what lies on the disk."""
    return scratch.path_of(upload.pk).read_bytes()


def test_head_tells_the_offset(ask, place):
    """The Server MUST always include the Upload-Offset header in the response for a HEAD."""
    answer = ask("HEAD", place)
    assert (answer.status_code, answer["Upload-Offset"]) == (200, "5")


def test_head_tells_the_offset_even_if_nothing_has_come(ask, user):
    """… even if the offset is 0."""
    upload = UploadFactory(uploaded_by=user, purpose="probe")
    assert ask("HEAD", f"{START}{upload.pk}/")["Upload-Offset"] == "0"


def test_head_tells_the_length_where_it_is_known(ask, place):
    """If the size of the upload is known, the Server MUST include the Upload-Length header."""
    assert ask("HEAD", place)["Upload-Length"] == "10"


@pytest.mark.parametrize("other", ["00000000-0000-4000-8000-000000000000"])
def test_head_of_nothing_is_not_found_and_has_no_offset(ask, other):
    """If the resource is not found: 404, 410 or 403 without the Upload-Offset header."""
    answer = ask("HEAD", f"{START}{other}/")
    assert answer.status_code == 404
    assert "Upload-Offset" not in answer


def test_head_is_not_cached(ask, place):
    """The Server MUST prevent the client and/or proxies from caching the response."""
    assert ask("HEAD", place)["Cache-Control"] == "no-store"


def test_patch_adds_at_the_offset_and_tells_the_new_one(ask, place, upload):
    """The Server MUST acknowledge with 204 and MUST include the Upload-Offset header."""
    answer = ask("PATCH", place, b"567", Upload_Offset=5)
    assert (answer.status_code, answer["Upload-Offset"]) == (204, "8")
    assert lies(upload) == b"01234567"
    assert ask("PATCH", place, b"89", Upload_Offset=8)["Upload-Offset"] == "10"
    assert lies(upload) == b"0123456789"


@pytest.mark.parametrize("kind", ["", "application/octet-stream", "text/plain", f"{BYTES}; a=b"])
def test_patch_of_another_type_is_refused(ask, place, upload, kind):
    """All PATCH requests MUST use application/offset+octet-stream, otherwise 415."""
    assert ask("PATCH", place, b"567", kind=kind, Upload_Offset=5).status_code == 415
    assert lies(upload) == b"01234"


@pytest.mark.parametrize("offset", ["0", "4", "6", "10"])
def test_patch_at_another_offset_is_a_conflict(ask, place, upload, offset):
    """If the offsets do not match, the Server MUST respond with 409 without modifying."""
    assert ask("PATCH", place, b"5", Upload_Offset=offset).status_code == 409
    assert lies(upload) == b"01234"


@pytest.mark.parametrize("offset", [None, "-1", "fünf", "1.5"])
def test_patch_without_a_proper_offset_is_refused(ask, place, offset):
    """The Upload-Offset value MUST be a non-negative integer."""
    assert ask("PATCH", place, b"5", Upload_Offset=offset).status_code == 400


def test_patch_beyond_the_length_changes_nothing(ask, place, upload):
    """The offset never exceeds the length."""
    assert ask("PATCH", place, b"567890", Upload_Offset=5).status_code == 409
    assert lies(upload) == b"01234"


def test_patch_of_nothing_is_not_found(ask):
    """If the Server receives a PATCH against a non-existent resource it SHOULD return 404."""
    place = f"{START}00000000-0000-4000-8000-000000000000/"
    assert ask("PATCH", place, b"5", Upload_Offset=0).status_code == 404


def test_patch_of_nothing_more_is_accepted(client, place):
    """A piece may be empty; the offset is told."""
    headers = {**TUS, "Upload-Offset": "5"}
    answer = client.generic("PATCH", place, headers=headers, CONTENT_LENGTH="0", CONTENT_TYPE=BYTES)
    assert (answer.status_code, answer["Upload-Offset"]) == (204, "5")


def test_patch_without_a_length_is_refused(client, place):
    """Nobody could tell a piece that is whole from one that was cut off."""
    headers = {**TUS, "Upload-Offset": "5"}
    answer = client.generic("PATCH", place, headers=headers, CONTENT_TYPE=BYTES)
    assert answer.status_code == 411


@pytest.mark.parametrize("path", [START, f"{START}00000000-0000-4000-8000-000000000000/"])
def test_options_tells_what_the_server_can_do(ask, path):
    """204 or 200, MUST contain Tus-Version, MAY include Tus-Extension and Tus-Max-Size."""
    answer = ask("OPTIONS", path, Tus_Resumable=None)
    assert answer.status_code == 204
    assert answer["Tus-Version"] == "1.0.0"
    assert answer["Tus-Extension"].split(",") == [
        *("creation", "expiration", "checksum", "termination")
    ]
    assert answer["Tus-Max-Size"] == "20000000"
    assert answer["Tus-Checksum-Algorithm"] == "sha1,sha256"


@pytest.mark.parametrize("version", [None, "0.2.2", "1.0.1", "2.0.0"])
@pytest.mark.parametrize("method", ["HEAD", "PATCH", "DELETE"])
def test_another_version_is_refused_with_ours(ask, place, upload, method, version):
    """412, MUST include Tus-Version, and the Server MUST NOT process the request."""
    answer = ask(method, place, b"567", Upload_Offset=5, Tus_Resumable=version)
    assert (answer.status_code, answer["Tus-Version"]) == (412, "1.0.0")
    assert lies(upload) == b"01234"


def test_another_version_creates_nothing(ask):
    answer = ask("POST", Upload_Length=10, Upload_Metadata=METADATA, Tus_Resumable="0.1.0")
    assert answer.status_code == 412
    assert not Upload.objects.exists()


@pytest.mark.parametrize(
    ("method", "headers"),
    [("HEAD", {}), ("PATCH", {"Upload_Offset": 9}), ("PATCH", {}), ("OPTIONS", {}), ("GET", {})],
)
def test_every_answer_names_the_version(ask, place, method, headers):
    """Tus-Resumable MUST be included in every request and response except for OPTIONS."""
    assert ask(method, place, **headers)["Tus-Resumable"] == "1.0.0"


@pytest.mark.parametrize("method", ["PATCH", "DELETE", "HEAD"])
def test_method_may_be_told_by_a_header(ask, place, method):
    """X-HTTP-Method-Override: the Server MUST interpret it and ignore the actual method."""
    answer = ask("POST", place, b"567", Upload_Offset=5, X_HTTP_Method_Override=method)
    assert answer.status_code == {"PATCH": 204, "DELETE": 204, "HEAD": 200}[method]


def test_method_of_a_reading_request_is_not_overridden(ask, place, upload):
    """A GET is not asked for the token against other sites, so that it must not change anything."""
    assert ask("GET", place, X_HTTP_Method_Override="DELETE").status_code == 405
    assert lies(upload) == b"01234"


@pytest.mark.parametrize(
    ("path", "method"), [("", "PATCH"), ("", "GET"), ("", "DELETE"), ("own", "GET"), ("own", "PUT")]
)
def test_other_methods_are_refused_with_those_that_work(ask, place, path, method):
    answer = ask(method, place if path else START, Upload_Offset=5)
    assert answer.status_code == 405
    assert "OPTIONS" in answer["Allow"]
