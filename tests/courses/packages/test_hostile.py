"""Uploads that mean harm or are broken: refused with a sentence each, and nothing is stored."""

import io
import stat
import zipfile

import pytest
from django.core.files.storage import default_storage

from courses.packages import services, storing
from courses.packages.errors import PackageRefused
from courses.packages.models import Package
from courses.packages.tasks import unpack_package
from tests.factories.packages import PAGE, TALKING, scorm12, scorm12_files, zipped

pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore:Duplicate name")]

CENTRAL = b"PK\x01\x02"
CARTRIDGE = (
    "<manifest><metadata><schema>IMS Common Cartridge</schema><schemaversion>1.3.0</schemaversion>"
    "</metadata></manifest>"
)


def link(name):
    """Return an entry that is a symbolic link."""
    info = zipfile.ZipInfo(name)
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    return info


def patched(files, offset, value, signature=CENTRAL):
    """Return an archive in which a field of every entry of its table holds another value."""
    raw, place = bytearray(zipped(files).getvalue()), 0
    while (place := raw.find(signature, place)) >= 0:
        raw[place + offset : place + offset + len(value)] = value
        place += 4
    return io.BytesIO(bytes(raw))


def plain(**more):
    """Return a good page with something beside it."""
    return zipped({"index.html": PAGE, **more})


def truncated():
    """Return an archive whose upload broke off."""
    whole = zipped(scorm12_files()).getvalue()
    return io.BytesIO(whole[: len(whole) // 2])


def overlapping():
    """Return an archive whose many entries are all the same bytes: a bomb without nesting."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("0.bin", b"\0" * (18 * 1024 * 1024))
        first = archive.filelist[0]
        for number in range(1, 40):
            copy = zipfile.ZipInfo(f"{number}.bin")
            for name in ("CRC", "compress_size", "file_size", "header_offset", "compress_type"):
                setattr(copy, name, getattr(first, name))
            archive.filelist.append(copy)
        archive._didModify = True
    target.seek(0)
    return target


HOSTILE = {
    "bomb": (
        lambda: plain(**{"null.bin": b"\0" * (30 * 1024 * 1024)}),
        "beim Entpacken so viel größer",
    ),
    "bomb of overlapping entries": (overlapping, "beim Entpacken so viel größer"),
    "out of the folder": (lambda: plain(**{"../../etc/cron": "x"}), "führt aus dem Paket hinaus"),
    "absolute path": (lambda: plain(**{"/etc/cron": "x"}), "führt aus dem Paket hinaus"),
    "backslashes out of the folder": (lambda: plain(**{"..\\x": "x"}), "führt aus dem Paket"),
    "drive of Windows": (lambda: plain(**{"C:/x.txt": "x"}), "führt aus dem Paket hinaus"),
    "link": (
        lambda: zipped([("index.html", PAGE), (link("a"), "/etc/passwd")]),
        "eine Verknüpfung",
    ),
    "script in a picture": (
        lambda: plain(**{"a.svg": "<svg onload='x()'/>"}),
        "enthält ein Skript",
    ),
    "wrong manifest": (lambda: zipped({"imsmanifest.xml": "<kein"}), "lässt sich nicht lesen"),
    "manifest of something else": (
        lambda: zipped({"imsmanifest.xml": CARTRIDGE}),
        "beschreibt „IMS COMMON CARTRIDGE“",
    ),
    "manifest with entities from outside": (
        lambda: zipped(
            {"imsmanifest.xml": '<!DOCTYPE m [<!ENTITY x SYSTEM "file:///etc/passwd">]><m>&x;</m>'}
        ),
        "lässt sich nicht lesen",
    ),
    "first page is missing": (
        lambda: zipped({"imsmanifest.xml": scorm12(href="fehlt.html")}),
        "„fehlt.html“",
    ),
    "upload that broke off": (truncated, "kein ZIP-Archiv"),
    "no archive": (lambda: io.BytesIO(b"%PDF-1.7 Guten Tag"), "kein ZIP-Archiv"),
    "password": (lambda: patched({"index.html": PAGE}, 8, b"\x01\x00"), "Passwort"),
    "unknown compression": (
        lambda: patched({"index.html": PAGE}, 10, b"\x5f\x00"),
        "gewöhnliche ZIP-Datei",
    ),
    "same file twice": (lambda: zipped([("index.html", PAGE), ("./index.html", "x")]), "zweimal"),
    "file as a folder": (lambda: plain(a="1", **{"a/b": "2"}), "zugleich"),
    "line break in a name": (lambda: plain(**{"a\nb.txt": "x"}), "Dateiname"),
    "name that is too long": (lambda: plain(**{"x" * 300: "x"}), "zu lang"),
    "nothing in it": (lambda: zipped({}), "keine Dateien"),
}


def take(stream, provider):
    return services.take_package(provider=provider, stream=stream, unpacking=unpack_package)


def stored():
    """Return what lies in the place of packages."""
    try:
        folders, files = default_storage.listdir(storing.ROOT)
    except FileNotFoundError:
        return []
    return folders + files


@pytest.mark.parametrize("case", HOSTILE)
def test_hostile_upload_is_refused_with_its_sentence_and_nothing_is_stored(case, provider):
    make, sentence = HOSTILE[case]
    before = stored()
    with pytest.raises(PackageRefused) as refused:
        take(make(), provider)
    told = str(refused.value)
    assert any(part in told for part in sentence.split("|")), told
    assert (refused.value.status, told.endswith(".")) == (400, True)
    assert not Package.objects.exists()
    assert stored() == before


@pytest.mark.parametrize(("megabytes", "sentence"), [(1, "größer als 1 MB")])
def test_upload_above_the_limit_is_refused(settings, provider, megabytes, sentence):
    settings.KC_PACKAGE_MEGABYTES = megabytes
    large = zipped(
        {"index.html": PAGE, "film.mp4": b"x" * (1100 * 1024)}, method=zipfile.ZIP_STORED
    )
    with pytest.raises(PackageRefused) as refused:
        take(large, provider)
    assert sentence in str(refused.value)
    assert not Package.objects.exists()


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        # macOS writes UTF-8 and forgets the mark; Windows writes code page 437.
        ("übung.html".encode(), "übung.html"),
        ("übung.html".encode("cp437"), "übung.html"),
    ],
)
def test_names_in_another_encoding_are_read_as_they_were_meant(provider, raw, shown):
    placeholder = b"x" * len(raw)
    data = zipped({"index.html": PAGE, placeholder.decode(): "Hallo"}).getvalue()
    package = take(io.BytesIO(data.replace(placeholder, raw)), provider)
    package = services.unpack(package_id=package.pk)
    assert default_storage.exists(storing.file_path(package.folder, shown))


def test_zip64_is_taken(provider):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, text in scorm12_files().items():
            with archive.open(name, "w", force_zip64=True) as file:
                file.write(text.encode())
    package = services.unpack(package_id=take(target, provider).pk)
    with default_storage.open(storing.file_path(package.folder, "index.html")) as page:
        assert page.read().decode() == TALKING
