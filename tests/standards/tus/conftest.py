"""Somebody signed in who uploads for "probe"."""

import base64

import pytest

from campus.uploads import purposes
from campus.uploads.purposes import Purpose
from tests.factories.accounts import UserFactory
from tests.factories.uploads import LIMIT, UploadFactory

START = "/admin/hochladen/"
TUS = {"Tus-Resumable": "1.0.0"}
BYTES = "application/offset+octet-stream"


def b64(text):
    """Return a value as Upload-Metadata carries it."""
    return base64.b64encode(text.encode()).decode()


METADATA = f"purpose {b64('probe')},filename {b64('film.mp4')}"


@pytest.fixture(autouse=True)
def probe(monkeypatch):
    """Take uploads of everybody signed in."""
    known = Purpose("probe", lambda: LIMIT, lambda user: user.is_authenticated, lambda *_told: "")
    monkeypatch.setattr(purposes, "_PURPOSES", {"probe": known})


@pytest.fixture
def user(client, db):
    """Somebody, signed in."""
    user = UserFactory()
    client.force_login(user)
    return user


@pytest.fixture
def ask(client, user):
    """Return a deed: send a request that speaks the protocol; a header of None is left out."""

    def ask(method, path=START, content=b"", *, kind=BYTES, **headers):
        told = {name.replace("_", "-"): str(value) for name, value in headers.items() if value}
        if "Tus_Resumable" not in headers:
            told |= TUS
        return client.generic(method, path, content, content_type=kind, headers=told)

    return ask


@pytest.fixture
def upload(user):
    """An upload of ten bytes of which five have come."""
    return UploadFactory(uploaded_by=user, purpose="probe", sent=b"01234")


@pytest.fixture
def place(upload):
    """Its address."""
    return f"{START}{upload.pk}/"
