"""Somebody who may upload, and a use that takes what does not begin with "nein"."""

from io import BytesIO

import pytest

from campus.uploads import purposes, services
from campus.uploads.purposes import Purpose
from campus.uploads.services import Piece
from tests.factories.accounts import UserFactory
from tests.factories.uploads import LIMIT


@pytest.fixture(autouse=True)
def probe(monkeypatch):
    """Take uploads of everybody signed in for "probe" and of nobody for "closed"."""
    known = {
        "probe": Purpose(
            "probe",
            limit=lambda: LIMIT,
            may=lambda user: user.is_authenticated,
            refusal=lambda head, _name: "Nein danke." if head.startswith(b"nein") else "",
        ),
        "closed": Purpose("closed", lambda: LIMIT, lambda _user: False, lambda _head, _name: ""),
    }
    monkeypatch.setattr(purposes, "_PURPOSES", known)


@pytest.fixture
def user(db):
    """Somebody."""
    return UserFactory()


@pytest.fixture
def begin(user):
    """Return a deed: begin an upload."""

    def begin(size=10, **more):
        values = {"user": user, "purpose": "probe", "name": "film.mp4", "size": size, **more}
        return services.begin(**values)

    return begin


@pytest.fixture
def send():
    """Return a deed: send a piece; `length` promises more than comes."""

    def send(upload, content, *, offset=None, length=None, checksum=None):
        place = upload.offset if offset is None else offset
        stream = content if hasattr(content, "read") else BytesIO(content)
        size = len(content) if length is None else length
        return services.receive(upload=upload, piece=Piece(place, size, stream, checksum))

    return send
