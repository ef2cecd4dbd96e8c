"""Addresses of static files are looked up once."""

import json

import pytest

from campus.operations.storage import FingerprintedFiles

NAMES = {"campus/a.css": "campus/a.123abc.css", "campus/b.css": "campus/b.456def.css"}


@pytest.fixture
def files(tmp_path):
    manifest = {"version": "1.1", "paths": NAMES, "hash": ""}
    (tmp_path / "staticfiles.json").write_text(json.dumps(manifest))
    return FingerprintedFiles(location=tmp_path, base_url="/static/")


@pytest.mark.parametrize(("name", "kept"), NAMES.items())
def test_address_holds_the_fingerprint_at_every_call(files, name, kept, settings):
    settings.DEBUG = False
    assert files.url(name) == files.url(name) == f"/static/{kept}"


def test_two_storages_do_not_share_addresses(files, tmp_path, settings):
    settings.DEBUG = False
    files.url("campus/a.css")
    (tmp_path / "other").mkdir()
    changed = {"version": "1.1", "paths": {"campus/a.css": "campus/a.new.css"}, "hash": ""}
    (tmp_path / "other" / "staticfiles.json").write_text(json.dumps(changed))
    other = FingerprintedFiles(location=tmp_path / "other", base_url="/static/")
    assert other.url("campus/a.css") == "/static/campus/a.new.css"


def test_unknown_file_is_an_error_not_a_broken_link(files, settings):
    settings.DEBUG = False
    with pytest.raises(ValueError, match="missing.css"):
        files.url("campus/missing.css")
