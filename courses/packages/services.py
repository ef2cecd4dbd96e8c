"""Take packages in, unpack them, delete them. What is refused leaves nothing behind."""

import hashlib
from collections.abc import Sequence
from dataclasses import asdict
from typing import IO, TYPE_CHECKING, Any
from uuid import UUID

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import F, ProtectedError

from campus.kit.after_commit import enqueue
from courses.packages import h5p, selectors, storing
from courses.packages.bare import as_archive
from courses.packages.barriers import joined
from courses.packages.doctor.examining import examine
from courses.packages.doctor.findings import Report
from courses.packages.errors import NotPlayable, PackageInUse, PackageRefused, StillUnpacking
from courses.packages.models import Package, State, Trial
from courses.packages.reading.archive import CHUNK, open_archive
from courses.packages.reading.kinds import read_package
from courses.packages.reading.shapes import Kind, PackageFault, Refusal
from courses.packages.words import KINDS

if TYPE_CHECKING:
    from django_tasks.base import Task

    from members.organisations.models import Provider

# Progress is written that often: a page that waits asks every few seconds.
STEP = 50
LONGEST_TITLE = 160


def examined(stream: IO[bytes]) -> Report:
    """Return the doctor's report on an upload. Raises PackageRefused."""
    try:
        return examine(open_archive(as_archive(stream), selectors.limits()))
    except PackageFault as fault:
        raise PackageRefused(fault) from fault


def check_kind(stream: IO[bytes], wanted: Kind) -> None:
    """Raise PackageRefused for a package that follows another standard than it should."""
    try:
        found = read_package(open_archive(as_archive(stream), selectors.limits())).kind
        if found != wanted:
            told = {"wanted": str(KINDS[wanted]), "found": str(KINDS[found])}
            raise PackageFault(Refusal.OTHER_KIND, **told)
    except PackageFault as fault:
        raise PackageRefused(fault) from fault


def take_package(
    *,
    provider: "Provider",
    stream: IO[bytes],
    unpacking: "Task[Any, Any]",
    title: str = "",
    file_name: str = "",
    user: Any = None,
) -> Package:
    """Examine an upload, store it and have it unpacked by a task.

    Raises PackageRefused before anything is stored.
    """
    report = examined(stream)
    stream = as_archive(stream)
    name = title or report.manifest.title or file_name.rpartition(".")[0] or file_name
    package = Package(
        provider=provider,
        title=name[:LONGEST_TITLE],
        digest=_digest(stream),
        uploaded_by=user,
        **_told(report),
    )
    try:
        storing.keep_upload(package.folder, stream)
        with transaction.atomic():
            package.save(force_insert=True)
            enqueue(unpacking, package_id=str(package.pk))
    except Exception:
        storing.remove(package.folder)
        raise
    return package


def package_of_upload(provider: "Provider", stream: IO[bytes]) -> Package | None:
    """Return the provider's package that was made of this very upload, if there is one."""
    rows = Package.objects.filter(provider=provider, digest=_digest(stream))
    return rows.exclude(state=State.FAILED).first()


def _told(report: Report) -> dict[str, Any]:
    """Return what is stored of a report."""
    manifest = report.manifest
    return {
        "kind": manifest.kind.value,
        "edition": manifest.edition[:120],
        "tool": report.tool[:120],
        "size": report.size,
        "file_count": report.files,
        "parts": [asdict(part) for part in manifest.parts],
        "structure": dict(manifest.structure),
        "findings": [finding.as_json() for finding in report.findings],
    }


def _digest(stream: IO[bytes]) -> str:
    stream.seek(0)
    total = hashlib.sha256()
    while chunk := stream.read(CHUNK):
        total.update(chunk)
    return total.hexdigest()


def unpack(*, package_id: UUID | str) -> Package | None:
    """Write the files of a package; a second run writes only what is still missing.

    A damaged archive ends as failed, without files. None where it was deleted meanwhile.
    """
    package = Package.objects.filter(pk=package_id).first()
    if package is None or package.state != State.UNPACKING:
        return package
    try:
        with default_storage.open(storing.upload_path(package.folder)) as stream:
            _write_files(package, stream)
    except PackageFault as fault:
        storing.remove(package.folder)
        name = str(fault.values.get("name", ""))[:200]
        return _settle(package, state=State.FAILED, unpacked=0, damaged_file=name)
    return _settle(package, state=State.READY, unpacked=package.file_count)


def _write_files(package: Package, stream: IO[bytes]) -> None:
    archive = open_archive(stream, selectors.limits())
    for number, name in enumerate(archive.names):
        storing.keep_file(package.folder, name, archive)
        if number % STEP == 0:
            Package.objects.filter(pk=package.pk).update(unpacked=number)


def _settle(package: Package, **values: Any) -> Package | None:
    """Write how it ended; where the package was deleted meanwhile, its files go, too."""
    if not Package.objects.filter(pk=package.pk).update(**values):
        storing.remove(package.folder)
        return None
    package.refresh_from_db()
    return package


def delete_package(*, package: Package) -> None:
    """Delete a package with its files. Raises StillUnpacking or PackageInUse."""
    with transaction.atomic():
        locked = Package.objects.select_for_update().get(pk=package.pk)
        if locked.state == State.UNPACKING:
            raise StillUnpacking
        try:
            locked.delete()
        except ProtectedError as error:
            raise PackageInUse(title=locked.title) from error
        transaction.on_commit(lambda: storing.remove(locked.folder))


@transaction.atomic
def start_trial(*, package: Package, part: int, anew: bool = False) -> Trial:
    """Begin or go on with the trial of a part; `anew` forgets what it has stored.

    Raises NotPlayable for a standard that is not played here, or a part that is not there.
    """
    if not selectors.may_be_tried(package) or part >= len(package.parts):
        raise NotPlayable
    trial, _made = Trial.objects.select_for_update().get_or_create(package=package, part=part)
    trial.data = {} if anew else trial.data
    trial.commits = 0 if anew else trial.commits
    trial.starts = 1 if anew else trial.starts + 1
    trial.barriers, trial.is_examined = ([], False) if anew else (trial.barriers, trial.is_examined)
    trial.save()
    return trial


def open_trial(*, trial: Trial) -> Trial:
    """Note what the runtime hands over as it starts.

    Not at `start_trial`: what a closing page commits may arrive between the two.
    """
    trial.handed_over = selectors.outcome_of(trial).keeps_place
    trial.answered = False
    trial.save(update_fields=["handed_over", "answered"])
    return trial


def commit_trial(*, trial_id: UUID, data: dict[str, Any], events: Sequence[Any] = ()) -> None:
    """Keep what a package has committed; the same twice changes nothing but the count."""
    trial = Trial.objects.select_related("package").get(pk=trial_id)
    if trial.package.kind == Kind.H5P.value:
        data = h5p.kept(trial.data, data, h5p.heard(events, selectors.activity_of(trial)))
    Trial.objects.filter(pk=trial_id).update(data=data, answered=True, commits=F("commits") + 1)


def keep_barriers(*, trial_id: UUID, found: Sequence[Any]) -> None:
    """Keep what axe has found on the pages that were shown so far."""
    with transaction.atomic():
        trial = Trial.objects.select_for_update().get(pk=trial_id)
        trial.barriers = joined(trial.barriers, found)
        trial.is_examined = True
        trial.save(update_fields=["barriers", "is_examined"])
