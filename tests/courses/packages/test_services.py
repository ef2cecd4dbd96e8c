"""Packages: taken in whole or not at all, unpacked as often as it takes, deleted with files."""

import io

import pytest
from django.core.files.storage import default_storage
from django.db import DatabaseError
from django_tasks_db.models import DBTaskResult

from courses.packages import selectors, services, storing
from courses.packages.doctor.findings import Level
from courses.packages.errors import PackageRefused, StillUnpacking
from courses.packages.models import Package, State
from courses.packages.tasks import unpack_package
from tests.factories.packages import PAGE, cmi5, scorm12_files, zipped

pytestmark = pytest.mark.django_db


def stored(package):
    """Return the files of a package as they lie there."""
    found = {}
    for name in ("index.html", "bild.png", "a/b.js"):
        path = storing.file_path(package.folder, name)
        if default_storage.exists(path):
            with default_storage.open(path) as stream:
                found[name] = stream.read()
    return found


def folders():
    """Return the folders in which packages lie."""
    return (
        set(default_storage.listdir(storing.ROOT)[0])
        if default_storage.exists("packages")
        else set()
    )


def test_taking_a_package_stores_upload_report_and_secret_folder(take, provider):
    package = take(title="Mein Titel")
    package.refresh_from_db()
    assert (package.provider, package.title, package.kind) == (provider, "Mein Titel", "scorm12")
    assert (package.state, package.file_count, package.percent) == (State.UNPACKING, 2, 0)
    assert package.parts[0]["href"] == "index.html"
    assert len(package.folder) >= 32
    assert len(package.digest) == 64
    assert default_storage.exists(storing.upload_path(package.folder))


@pytest.mark.parametrize(
    ("files", "title"),
    [
        (None, "Datenschutz"),
        ({"index.html": PAGE}, "vergabe"),
        ({"cmi5.xml": cmi5(), "index.html": PAGE}, "Barrierefreiheit"),
    ],
)
def test_the_title_comes_from_the_manifest_or_the_file(take, files, title):
    assert take(files, file_name="vergabe.zip").title == title


def test_the_tree_of_a_cmi5_course_is_kept(take):
    package = take({"cmi5.xml": cmi5(), "index.html": PAGE})
    package.refresh_from_db()
    assert package.structure["children"][0]["move_on"] == "NotApplicable"


@pytest.mark.parametrize(
    "files",
    [
        {"a.txt": "x"},
        {"../x": "x"},
        {"imsmanifest.xml": "<a"},
        scorm12_files(**{"a.svg": "<svg onload='x'/>"}),
    ],
)
def test_a_refused_upload_leaves_nothing_behind(take, files):
    before = folders()
    with pytest.raises(PackageRefused) as refused:
        take(files)
    assert refused.value.status == 400
    assert str(refused.value).endswith(".")
    assert (folders(), Package.objects.count(), DBTaskResult.objects.count()) == (before, 0, 0)


def test_an_upload_above_the_limit_is_refused(take, settings):
    settings.KC_PACKAGE_MEGABYTES = 0
    with pytest.raises(PackageRefused) as refused:
        take()
    assert refused.value.code == "too_large"


def test_where_the_row_cannot_be_written_the_file_goes_too(take, provider):
    before = folders()
    provider.pk = None
    with pytest.raises((DatabaseError, ValueError)):
        take()
    assert folders() == before


def test_unpacking_writes_every_file_and_ends_ready(take, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        package = take(scorm12_files(**{"bild.png": "x", "a\\b.js": "1"}))
    assert DBTaskResult.objects.count() == 1
    assert unpack_package.func(package_id=str(package.pk)) == "ready"
    package.refresh_from_db()
    assert (package.is_ready, package.percent) == (True, 100)
    assert stored(package).keys() == {"index.html", "bild.png", "a/b.js"}


def test_unpacking_twice_changes_nothing_and_fills_what_is_missing(take):
    package = take(scorm12_files(**{"bild.png": "viele Punkte"}))
    services.unpack(package_id=package.pk)
    first = stored(package)
    services.unpack(package_id=package.pk)
    # As after a process that was killed while it wrote.
    Package.objects.update(state=State.UNPACKING)
    path = storing.file_path(package.folder, "bild.png")
    default_storage.delete(path)
    default_storage.save(path, io.BytesIO(b"hal"))
    services.unpack(package_id=package.pk)
    assert stored(package) == first


def test_a_damaged_package_ends_failed_without_files(take, provider):
    raw = bytearray(zipped({"index.html": PAGE, "bild.png": "x" * 99}, method=0).getvalue())
    raw[raw.find(b"xxx") + 3] = 0
    package = services.take_package(
        provider=provider, stream=io.BytesIO(bytes(raw)), unpacking=unpack_package
    )
    settled = services.unpack(package_id=package.pk)
    assert (settled.state, settled.damaged_file) == (State.FAILED, "bild.png")
    assert stored(settled) == {}
    assert not default_storage.exists(storing.upload_path(package.folder))


def test_a_package_that_was_deleted_meanwhile_is_no_fault(take):
    package = take()
    Package.objects.all().delete()
    assert services.unpack(package_id=package.pk) is None
    assert unpack_package.func(package_id=str(package.pk)) == ""


def test_deleting_takes_the_files_along(take, django_capture_on_commit_callbacks):
    package = services.unpack(package_id=take().pk)
    with django_capture_on_commit_callbacks(execute=True):
        services.delete_package(package=package)
    assert not Package.objects.exists()
    assert package.folder not in folders()
    storing.remove(package.folder)


def test_deleting_waits_for_the_unpacking(take):
    package = take()
    with pytest.raises(StillUnpacking):
        services.delete_package(package=package)
    assert Package.objects.exists()


def test_the_result_comes_in_words_with_places(take):
    package = take(scorm12_files(**{"film.swf": "x", **{f"{n}.swf": "" for n in range(9)}}))
    result = selectors.result_of(package)
    assert result.verdict == Level.FAULT
    flash = result.advice[0]
    assert ("Flash" in flash.sentence, len(flash.places), flash.more) == (True, 8, 2)
    assert (str(flash.word), flash.icon) == ("Wird nicht funktionieren", "warning")


@pytest.mark.parametrize(
    ("kind", "edition", "words"),
    [
        ("scorm12", "1.2", "SCORM 1.2"),
        ("scorm2004", "4th", "SCORM 2004 (4th)"),
        ("scorm2004", "", "SCORM 2004"),
        ("cmi5", "", "cmi5"),
        ("h5p", "H5P.TrueFalse-1.8", "H5P"),
        ("html", "", "Webseiten"),
    ],
)
def test_the_standard_is_named_with_its_edition(kind, edition, words):
    assert selectors.kind_in_words(Package(kind=kind, edition=edition)) == words
