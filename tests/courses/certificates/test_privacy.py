"""Nothing of certificates, scores or points reaches the employer."""

import ast
import dataclasses
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse

from courses.assignments.selectors import Cell, Row
from courses.certificates import services
from courses.certificates.models import Certificate
from members.roles.catalogue import Role
from tests.factories.assignments import ObligationFactory
from tests.factories.enrolment import EnrolmentFactory
from tests.factories.learning import complete
from tests.factories.roles import GrantFactory

FOLDERS = ("courses/assignments", "members/people", "members/organisations")
TELLING = ("score", "scaled", "points", "passed", "achievement", "Leistungsnachweis", "certificate")


def python_files():
    return [
        path
        for folder in FOLDERS
        for path in (Path(settings.BASE_DIR) / folder).rglob("*.py")
        if "migrations" not in path.parts
    ]


def test_rooms_of_human_resources_do_not_import_certificates():
    for path in python_files():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in getattr(node, "names", [])]
            modules = [getattr(node, "module", None) or "", *names]
            assert not any("certificates" in name for name in modules), path


@pytest.mark.parametrize("row", [Cell, Row])
def test_what_human_resources_see_has_no_place_for_a_result(row):
    names = {field.name for field in dataclasses.fields(row)}
    assert not [name for name in names for word in TELLING if word in name]


@pytest.mark.django_db
def test_pages_of_human_resources_show_no_result(client):
    seat = EnrolmentFactory()
    complete(seat)
    services.issue(registration=seat.registration)
    record = Certificate.objects.get(kind=Certificate.Kind.ACHIEVEMENT)
    municipality = seat.employment.municipality
    ObligationFactory(municipality=municipality, course=seat.offer.course)
    client.force_login(GrantFactory(role=Role.HR_MANAGER, municipality=municipality).user)

    for name in ("assignments:dashboard", "oversight:matrix", "oversight:late"):
        text = client.get(reverse(name)).content.decode()
        for hidden in (record.number, "Leistungsnachweis", "100 Prozent", "100 %", "Punkte"):
            assert hidden not in text
