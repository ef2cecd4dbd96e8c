"""Write a backup; restore one after checking all of it."""

import io
import os
import platform
import shutil
import tarfile
import tempfile
from importlib import metadata
from pathlib import Path

import django
from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from campus.kit import dates
from campus.operations.backups import manifest as manifests
from campus.operations.backups.databases import DUMPS, check_dump, dump_database, load_database
from campus.operations.backups.manifest import HashingReader, Manifest, read_manifest
from campus.operations.errors import BackupDamaged, BackupDoesNotFit, DatabaseNotEmpty

MEDIA = "media"
PRIVATE = 0o600


def write_backup(*, target: Path) -> Manifest:
    """Write database and media into one tar file, which appears only when it is complete."""
    manifest = describe_installation()
    unfinished = target.with_name(target.name + ".unfinished")
    with tempfile.TemporaryDirectory(dir=target.parent) as folder:
        dump = Path(folder) / manifest.dump
        # The database first: whatever file it names is then still there when the media are read.
        dump_database(dump)
        descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, PRIVATE)
        with os.fdopen(descriptor, "wb") as stream, tarfile.open(fileobj=stream, mode="w") as tar:
            _add(tar, dump, manifest.dump, manifest)
            for path in _media_files():
                name = f"{MEDIA}/{path.relative_to(settings.MEDIA_ROOT).as_posix()}"
                _add(tar, path, name, manifest)
            _add_manifest(tar, manifest)
    unfinished.replace(target)
    return manifest


def restore_backup(*, source: Path, may_overwrite: bool) -> Manifest:
    """Check the whole backup, then replace database and media by it."""
    if not may_overwrite and database_holds_data():
        raise DatabaseNotEmpty
    media_root = Path(settings.MEDIA_ROOT)
    media_root.parent.mkdir(parents=True, exist_ok=True)
    # Beside the media, so that the exchange at the end is a mere renaming.
    with tempfile.TemporaryDirectory(dir=media_root.parent, prefix="restore-") as folder:
        manifest = unpack(source, Path(folder))
        check_fits(manifest)
        check_dump(Path(folder) / manifest.dump)
        load_database(Path(folder) / manifest.dump)
        _exchange_media(Path(folder) / MEDIA, media_root)
    return manifest


def describe_installation() -> Manifest:
    """Return a manifest without files for the installation as it is now."""
    applied = MigrationRecorder(connection).applied_migrations()
    return Manifest(
        created=dates.now().isoformat(),
        database=connection.vendor,
        dump=DUMPS[connection.vendor],
        versions={
            "python": platform.python_version(),
            "django": django.get_version(),
            "wagtail": metadata.version("wagtail"),
        },
        migrations=sorted(f"{app}.{name}" for app, name in applied),
    )


def database_holds_data() -> bool:
    """Tell whether somebody has an account here; a merely migrated database is empty."""
    user = apps.get_model(settings.AUTH_USER_MODEL)
    if user._meta.db_table not in connection.introspection.table_names():
        return False
    return bool(user._default_manager.exists())


def check_fits(manifest: Manifest) -> None:
    """Refuse a backup of the other database or of code newer than this."""
    if manifest.database != connection.vendor:
        raise BackupDoesNotFit(
            reason=f"it is from {manifest.database}, this database is {connection.vendor}."
        )
    known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations or {}}
    labels = {config.label for config in apps.get_app_configs()}
    unknown = [name for name in manifest.migrations if name.split(".")[0] in labels]
    unknown = [name for name in unknown if name not in known]
    if unknown:
        raise BackupDoesNotFit(reason=f"it is from newer code, which has {unknown[0]}.")


def unpack(source: Path, folder: Path) -> Manifest:
    """Unpack into the folder; every file must be listed and have its checksum."""
    try:
        with tarfile.open(source) as tar:
            manifest = _manifest_of(tar)
            if set(tar.getnames()) != {*manifest.files, manifests.NAME}:
                raise BackupDamaged(reason="files are missing or were added.")
            for name in manifest.files:
                _unpack_file(tar, name, folder, manifest)
    except (tarfile.TarError, OSError, KeyError) as error:
        raise BackupDamaged(reason=f"{source.name} is not a complete backup.") from error
    return manifest


def _manifest_of(tar: tarfile.TarFile) -> Manifest:
    stream = tar.extractfile(manifests.NAME)
    if stream is None:
        raise BackupDamaged(reason="its list of contents is missing.")
    return read_manifest(stream.read())


def _unpack_file(tar: tarfile.TarFile, name: str, folder: Path, manifest: Manifest) -> None:
    """Write one plain file, never outside the folder."""
    target = (folder / name).resolve()
    stream = tar.extractfile(name) if tar.getmember(name).isreg() else None
    if stream is None or folder.resolve() not in target.parents:
        raise BackupDamaged(reason=f"{name} is not a file of the platform.")
    target.parent.mkdir(parents=True, exist_ok=True)
    reader = HashingReader(stream)
    with target.open("wb") as copy:
        shutil.copyfileobj(reader, copy)
    if reader.digest.hexdigest() != manifest.files[name]:
        raise BackupDamaged(reason=f"the checksum of {name} is wrong.")


def _media_files() -> list[Path]:
    """Return the files that people have uploaded or that were made for them."""
    return sorted(path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file())


def _add(tar: tarfile.TarFile, path: Path, name: str, manifest: Manifest) -> None:
    """Add a file and note its checksum."""
    with path.open("rb") as stream:
        reader = HashingReader(stream)
        info = tar.gettarinfo(arcname=name, fileobj=stream)
        info.mode = PRIVATE
        tar.addfile(info, reader)
    manifest.files[name] = reader.digest.hexdigest()


def _add_manifest(tar: tarfile.TarFile, manifest: Manifest) -> None:
    content = manifest.as_bytes()
    info = tarfile.TarInfo(manifests.NAME)
    info.size, info.mode = len(content), PRIVATE
    tar.addfile(info, io.BytesIO(content))


def _exchange_media(restored: Path, media_root: Path) -> None:
    """Put the restored media in the place of the present ones."""
    restored.mkdir(exist_ok=True)
    replaced = media_root.with_name(media_root.name + ".replaced")
    shutil.rmtree(replaced, ignore_errors=True)
    if media_root.exists():
        media_root.replace(replaced)
    restored.replace(media_root)
    shutil.rmtree(replaced, ignore_errors=True)
