"""What is taken in: course structures and packages, each refusal by its number."""

import io
import zipfile

import pytest

from courses.packages import services
from courses.packages.errors import PackageRefused
from courses.packages.models import Package
from courses.packages.reading.cmi5 import course_of, units_of
from courses.packages.reading.shapes import Kind, Refusal
from courses.packages.tasks import unpack_package
from tests.factories.organisations import ProviderFactory
from tests.factories.packages import BASE, CMI5_NS, PAGE, block, cmi5, text_of, unit, zipped
from tests.standards.cmi5.requirements import req, shows

pytestmark = pytest.mark.django_db

FAR = "https://hochschule.example/index.html"
GOAL = f'<objective id="{BASE}/ziel">{text_of("Ziel")}</objective>'
TWICE = f"<objectives>{GOAL}{GOAL}</objectives>"


def packed(structure, **files):
    """Return a zipped course."""
    return zipped({"cmi5.xml": structure, "index.html": PAGE, **files})


def bare(structure):
    """Return a course structure without a package."""
    return io.BytesIO(structure)


def take(stream, *, kind=Kind.CMI5):
    """Take a package in as the studio does that was told its standard."""
    services.check_kind(stream, kind)
    return services.take_package(
        provider=ProviderFactory(), stream=stream, unpacking=unpack_package, file_name="kurs"
    )


VENDOR = (
    '<x:fach xmlns:x="https://hochschule.example/ns">Recht</x:fach>',
    '<fach xmlns="https://hochschule.example/ns"><recht></fach>',
)
REFUSED = [
    req("3.0.0.0-1(d)", bare(cmi5(unit(url=FAR), course="kurs-1")), "CMI5_ID"),
    req("4.4.0.0-1(d)", packed(cmi5(unit(name="au-1"))), "CMI5_ID"),
    req("4.4.0.0-2(d)", bare(cmi5(unit(url=FAR, more='moveOn="Irgendwie"'))), "CMI5_SCHEMA"),
    *(
        req("8.1.0.0-6(d)", bare(cmi5(unit(url=f"{FAR}?{name}=1"))), "CMI5_PARAMETER")
        for name in ("endpoint", "fetch", "actor", "registration", "activityId")
    ),
    req("13.1.2.0-1(d)", packed(cmi5(block(1, unit(1)), block(1, unit(2)))), "CMI5_DUPLICATE"),
    req("13.1.3.0-1(d)", packed(cmi5(unit(), objectives=TWICE)), "CMI5_DUPLICATE"),
    req("13.1.4.0-1(d)", packed(cmi5(unit(1), unit(1))), "CMI5_DUPLICATE"),
    req("13.1.4.0-2(d)", bare(cmi5(unit(url="https://a b.example/"))), "CMI5_ADDRESS"),
    req("13.1.5.0-1(d)", bare(cmi5(unit(url=FAR), "<x:fach>Recht</x:fach>")), "BROKEN_MANIFEST"),
    req("13.1.5.0-2(d)", bare(cmi5(unit(url=FAR), VENDOR[1])), "BROKEN_MANIFEST"),
    req("13.2.0.0-1(d)", bare(cmi5("<au/>")), "CMI5_SCHEMA"),
    req("14.0.0.0-1(d)", bare(b"# Kurs"), "NOT_A_ZIP"),
    req("14.1.0.0-1(d)", bare(b"PK\x03\x04kaputt"), "NOT_A_ZIP"),
    req("14.1.0.0-2(d)", zipped({"index.html": PAGE}), "OTHER_KIND"),
    req("14.1.0.0-3(d)", packed(cmi5(unit(url="/index.html"))), "CMI5_ADDRESS"),
    req("14.1.0.0-4(d)", packed(cmi5(unit(url="fehlt.html"))), "MISSING_ENTRY"),
    req("14.2.0.0-1(d)", bare(cmi5(unit())), "CMI5_RELATIVE"),
]


@pytest.mark.parametrize(("stream", "code"), REFUSED)
def test_refuses(stream, code):
    with pytest.raises(PackageRefused) as refused:
        take(stream)
    assert refused.value.fault.code == Refusal[code]
    assert str(refused.value).endswith(".")
    assert not Package.objects.exists()


def many(number):
    """Return a course with many units."""
    return cmi5(*(unit(one, url=FAR) for one in range(number)))


def zip64(structure):
    """Return an archive whose entries are written as Zip64."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        with archive.open("cmi5.xml", "w", force_zip64=True) as entry:
            entry.write(structure)
        with archive.open("index.html", "w", force_zip64=True) as entry:
            entry.write(PAGE.encode())
    target.seek(0)
    return target


@pytest.mark.parametrize(
    ("stream", "units"),
    [
        req("6.1.0.0-2", bare(many(1001)), 1001),
        req("6.0.0.0-6 6.1.0.0-1 13.2.0.0-1", packed(cmi5(unit(1), unit(2))), 2),
        req("14.0.0.0-1", zip64(cmi5(unit())), 1),
        pytest.param(bare(b"\xef\xbb\xbf" + cmi5(unit(url=FAR))), 1, id="byte-order-mark"),
        req("6.1.0.0-3", bare(cmi5(block(1, block(2, unit(url=FAR))), VENDOR[0])), 1),
    ],
)
def test_takes(stream, units):
    package = take(stream)
    assert (package.kind, len(package.parts)) == ("cmi5", units)
    assert len(list(units_of(package.structure))) == units


@shows("13.1.0.0-1")
def test_white_space_around_values_is_taken_off(_requirement):
    text = f'<?xml version="1.0"?><courseStructure xmlns="{CMI5_NS}"><course id=" {BASE} ">'
    text += f"{text_of('  Recht ')}</course>{unit(url=f' {FAR} ', inner='')}</courseStructure>"
    found = course_of(text.encode())
    assert (found.structure["id"], found.title) == (BASE, "Recht")
    assert next(units_of(found.structure))["url"] == FAR


def test_the_right_standard_is_taken_and_a_wrong_one_named():
    assert take(packed(cmi5())).kind == "cmi5"
    with pytest.raises(PackageRefused) as refused:
        take(packed(cmi5()), kind=Kind.H5P)
    assert "H5P" in str(refused.value)
    assert "cmi5" in str(refused.value)
