"""A backup holds everything; a restore takes all of it or nothing."""

import io
import json
import shutil
import tarfile
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.db import connection

from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def media(settings, tmp_path: Path) -> Path:
    """Media with two files."""
    if connection.vendor == "postgresql" and not shutil.which("pg_dump"):
        pytest.fail("pg_dump is missing: apt-get install postgresql-client.")
    settings.MEDIA_ROOT = tmp_path / "media"
    (settings.MEDIA_ROOT / "logos").mkdir(parents=True)
    (settings.MEDIA_ROOT / "logos" / "wappen.svg").write_text("<svg/>")
    (settings.MEDIA_ROOT / "größe.txt").write_text("Maß")
    return settings.MEDIA_ROOT


@pytest.fixture
def backup(tmp_path: Path, media: Path) -> Path:
    """A backup with one account in it."""
    UserFactory(username="kept")
    call_command("backup", str(tmp_path / "kc.tar"), verbosity=0, stdout=io.StringIO())
    return tmp_path / "kc.tar"


def names() -> list[str]:
    """Return who has an account."""
    return sorted(get_user_model().objects.values_list("username", flat=True))


def restore(path: Path, **options: bool) -> str:
    """Restore and return what the command says."""
    said = io.StringIO()
    call_command("restore", str(path), stdout=said, **options)
    return said.getvalue()


def rewritten(path: Path, change) -> Path:
    """Copy a backup and let `change` alter its files by name."""
    target = path.with_name("changed.tar")
    with tarfile.open(path) as old, tarfile.open(target, "w") as new:
        files = {member.name: old.extractfile(member).read() for member in old}
        change(files)
        for name, content in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            new.addfile(info, io.BytesIO(content))
    return target


def test_backup_holds_database_media_and_manifest(backup: Path) -> None:
    with tarfile.open(backup) as tar:
        manifest = json.load(tar.extractfile("manifest.json"))
        assert set(tar.getnames()) == {*manifest["files"], "manifest.json"}
    assert {"media/logos/wappen.svg", "media/größe.txt"} < set(manifest["files"])
    assert "accounts.0001_initial" in manifest["migrations"]
    assert manifest["versions"]["django"].startswith("5.2")


def test_backup_is_readable_by_its_owner_only(backup: Path) -> None:
    assert backup.stat().st_mode & 0o077 == 0


def test_restore_brings_back_accounts_and_media(backup: Path, media: Path) -> None:
    UserFactory(username="later")
    (media / "later.txt").write_text("gone after the restore")
    (media / "größe.txt").unlink()
    assert "Restored the backup of" in restore(backup, yes=True)
    assert names() == ["kept"]
    assert sorted(path.name for path in media.rglob("*.*")) == ["größe.txt", "wappen.svg"]


def test_restore_twice_gives_the_same(backup: Path) -> None:
    restore(backup, yes=True)
    call_command("backup", str(backup), stdout=io.StringIO())
    restore(backup, yes=True)
    assert names() == ["kept"]


def test_restore_over_data_asks_for_consent(backup: Path) -> None:
    with pytest.raises(CommandError, match="Add --yes"):
        restore(backup)


def test_restore_into_an_empty_database_needs_no_consent(backup: Path) -> None:
    get_user_model().objects.all().delete()
    restore(backup)
    assert names() == ["kept"]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda files: files.update({"media/größe.txt": b"forged"}), "checksum of media/größe"),
        (lambda files: files.pop("media/größe.txt"), "missing or were added"),
        (lambda files: files.update({"media/extra.txt": b""}), "missing or were added"),
        (lambda files: files.pop("manifest.json"), "not a complete backup"),
        (lambda files: files.update({"manifest.json": b"{}"}), "list of contents"),
    ],
    ids=["changed", "missing", "added", "no manifest", "wrong manifest"],
)
def test_restore_of_a_damaged_backup_changes_nothing(backup: Path, change, sentence) -> None:
    UserFactory(username="later")
    with pytest.raises(CommandError, match=sentence):
        restore(rewritten(backup, change), yes=True)
    assert names() == ["kept", "later"]


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"database": "oracle"}, "it is from oracle"),
        ({"migrations": ["accounts.9999_future"]}, "newer code"),
        ({"format": 99}, "format 99"),
    ],
)
def test_restore_of_a_foreign_backup_changes_nothing(backup: Path, values, sentence) -> None:
    def change(files: dict[str, bytes]) -> None:
        manifest = json.loads(files["manifest.json"])
        files["manifest.json"] = json.dumps({**manifest, **values}).encode()

    UserFactory(username="later")
    with pytest.raises(CommandError, match=sentence):
        restore(rewritten(backup, change), yes=True)
    assert names() == ["kept", "later"]


def test_restore_never_writes_outside_the_media(backup: Path, tmp_path: Path) -> None:
    def change(files: dict[str, bytes]) -> None:
        manifest = json.loads(files["manifest.json"])
        manifest["files"]["../escaped.txt"] = manifest["files"]["media/größe.txt"]
        files["manifest.json"] = json.dumps(manifest).encode()
        files["../escaped.txt"] = files["media/größe.txt"]

    with pytest.raises(CommandError, match="not a file of the platform"):
        restore(rewritten(backup, change), yes=True)
    assert not list(tmp_path.rglob("escaped.txt"))


def test_restore_of_no_backup_says_so(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Sehr geehrte Damen und Herren")
    with pytest.raises(CommandError, match="not a complete backup"):
        restore(tmp_path / "letter.txt", yes=True)


def test_commands_name_what_is_missing(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="no file"):
        restore(tmp_path / "nothing.tar")
    with pytest.raises(CommandError, match="does not exist"):
        call_command("backup", str(tmp_path / "nowhere" / "kc.tar"))
