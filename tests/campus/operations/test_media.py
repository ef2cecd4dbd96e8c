"""Uploaded files: whole, in part, and never from outside their folder."""

import pytest


@pytest.fixture
def stored(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    (tmp_path / "film.mp4").write_bytes(b"0123456789")
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "draft.pdf").write_bytes(b"%PDF")
    (tmp_path / "packages").mkdir()
    (tmp_path / "packages" / "index.html").write_text("<p>")
    (tmp_path.parent / "secret.txt").write_text("secret")


@pytest.mark.usefixtures("stored")
def test_media_whole_file_is_sent_with_its_type(client):
    response = client.get("/media/film.mp4")
    assert response.status_code == 200
    assert response["Content-Type"] == "video/mp4"
    assert b"".join(response.streaming_content) == b"0123456789"


@pytest.mark.usefixtures("stored")
def test_media_range_is_answered_in_part(client):
    response = client.get("/media/film.mp4", headers={"range": "bytes=2-4"})
    assert response.status_code == 206
    assert response["Content-Range"] == "bytes 2-4/10"
    assert b"".join(response.streaming_content) == b"234"


@pytest.mark.usefixtures("stored")
@pytest.mark.parametrize(
    "path",
    [
        "missing.png",
        "../secret.txt",
        "documents/draft.pdf",
        "packages/index.html",
        "%2e%2e/secret.txt",
        "documents",
    ],
)
def test_media_other_paths_are_not_found(client, path):
    assert client.get(f"/media/{path}").status_code == 404
