"""Small packages of every kind, made in memory; whole and broken ones."""

import io
import json
import zipfile

from courses.packages.reading.archive import Archive, Limits, open_archive

PAGE = '<!doctype html><html lang="de"><title>Seite</title><body><p>Guten Tag</p></body></html>'
TALKING = (
    '<!doctype html><html lang="de"><title>Kurs</title><body><p>Los</p>'
    "<script>window.parent.API.LMSInitialize('');</script></body></html>"
)
CMI5_NS = "https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd"
BASE = "https://hochschule.example/kurs"


def zipped(files, *, method=zipfile.ZIP_DEFLATED):
    """Return a ZIP archive; a file is its name (or ZipInfo) with text or bytes."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as archive:
        for name, content in files.items() if isinstance(files, dict) else files:
            archive.writestr(name, content)
    target.seek(0)
    return target


def opened(files, **limits) -> Archive:
    """Return the archive as the platform opens it."""
    return open_archive(zipped(files), Limits(**limits))


def scorm12(*, href="index.html", items="", resources="", schema="ADL SCORM", version="1.2"):
    """Return the manifest of a SCORM 1.2 package with one SCO."""
    items = items or (
        '<item identifier="I1" identifierref="R1"><title>Teil 1</title>'
        "<adlcp:masteryscore>80</adlcp:masteryscore></item>"
    )
    resources = resources or (
        f'<resource identifier="R1" type="webcontent" adlcp:scormtype="sco" href="{href}">'
        f'<file href="{href}"/></resource>'
    )
    return (
        '<?xml version="1.0"?><manifest identifier="M" '
        'xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2" '
        'xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2">'
        f"<metadata><schema>{schema}</schema><schemaversion>{version}</schemaversion></metadata>"
        '<organizations default="O"><organization identifier="O"><title>Datenschutz</title>'
        f"{items}</organization></organizations><resources>{resources}</resources></manifest>"
    )


def scorm2004(*, version="2004 4th Edition", sequencing="", href="index.html"):
    """Return the manifest of a SCORM 2004 package with one SCO."""
    return (
        '<?xml version="1.0"?><manifest identifier="M" '
        'xmlns="http://www.imsglobal.org/xsd/imscp_v1p1" '
        'xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_v1p3" '
        'xmlns:imsss="http://www.imsglobal.org/xsd/imsss">'
        f"<metadata><schema>ADL SCORM</schema><schemaversion>{version}</schemaversion></metadata>"
        '<organizations default="O"><organization identifier="O"><title>Vergabe</title>'
        '<item identifier="I1" identifierref="R1"><title>Teil 1</title>'
        f"{sequencing}</item></organization></organizations><resources>"
        f'<resource identifier="R1" adlcp:scormType="sco" href="{href}"/></resources></manifest>'
    )


def text_of(text):
    """Return title and description as cmi5 writes them."""
    return (
        f'<title><langstring lang="de">{text}</langstring></title>'
        f'<description><langstring lang="de">{text}</langstring></description>'
    )


def unit(number=1, *, url="index.html", more="", name=None, inner=""):
    """Return an assignable unit."""
    identifier = f"{BASE}/au/{number}" if name is None else name
    return (
        f'<au id="{identifier}" {more}>{text_of(f"Einheit {number}")}<url>{url}</url>{inner}</au>'
    )


def block(number, *content, name=None):
    """Return a block around units and blocks."""
    identifier = f"{BASE}/block/{number}" if name is None else name
    return f'<block id="{identifier}">{text_of(f"Block {number}")}{"".join(content)}</block>'


def cmi5(*content, course=BASE, objectives=""):
    """Return a course structure."""
    return (
        f'<?xml version="1.0" encoding="utf-8"?><courseStructure xmlns="{CMI5_NS}">'
        f'<course id="{course}">{text_of("Barrierefreiheit")}</course>{objectives}'
        f"{''.join(content or (unit(),))}</courseStructure>"
    ).encode()


def h5p(**changes):
    """Return h5p.json."""
    values = {
        "title": "Wahr oder falsch",
        "mainLibrary": "H5P.TrueFalse",
        "preloadedDependencies": [
            {"machineName": "H5P.TrueFalse", "majorVersion": 1, "minorVersion": 8}
        ],
    }
    return json.dumps({**values, **changes})


def scorm12_files(**changes):
    """Return the files of a good SCORM 1.2 package."""
    return {"imsmanifest.xml": scorm12(), "index.html": TALKING, **changes}


def h5p_files(**changes):
    """Return the files of a good H5P package."""
    return {
        "h5p.json": h5p(),
        "content/content.json": "{}",
        "H5P.TrueFalse-1.8/library.json": "{}",
        **changes,
    }
