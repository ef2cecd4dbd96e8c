"""The demo's own packages: good by the doctor's word, the same bytes each time, and taught."""

import pytest

from campus.demo import parcels, tools
from courses.enrolment.models import Enrolment
from courses.learning.plans import is_graded
from courses.modules import services as modules
from courses.modules.accessibility import codes
from courses.modules.accessibility.gate import faults_in
from courses.modules.errors import Inaccessible
from courses.modules.models import Lesson
from courses.modules.selectors import current_version, outline
from courses.packages import services
from courses.packages.doctor.findings import Level
from courses.packages.models import Package
from courses.packages.reading.shapes import Kind
from tests.factories.organisations import ProviderFactory


@pytest.mark.parametrize(
    ("folder", "kind", "parts"), [("scorm", Kind.SCORM12, 1), ("cmi5", Kind.CMI5, 2)]
)
def test_packages_of_the_demo_have_nothing_that_disturbs_learners(folder, kind, parts):
    report = services.examined(parcels.packed(folder))
    assert (report.manifest.kind, len(report.manifest.parts)) == (kind, parts)
    assert report.worst == Level.NOTE
    assert report.tool == "KommunalCampus Demo"


def test_package_is_packed_alike_each_time():
    assert parcels.packed("scorm").getvalue() == parcels.packed("scorm").getvalue()


@pytest.mark.django_db
def test_course_is_taught_with_packages_and_a_draft_is_kept_back():
    provider = ProviderFactory(slug=parcels.PROVIDER)
    parcels.add_parcels({parcels.PROVIDER: provider})
    assert [package.state for package in Package.objects.all()] == ["ready", "ready"]
    course = Lesson.objects.first().chapter.module.course
    items = [item for unit in outline(current_version(course)) for item in unit.items]
    assert [(item.title, item.rule, is_graded(item)) for item in items] == [
        ("Sichere Passwörter üben", "scored:60", True),
        ("Eine Datenpanne melden", "reported", False),
        (tools.STEP["title"], "button", False),
    ]
    draft = Lesson.objects.get(live=False)
    found = {fault.code for fault in faults_in(draft.body)}
    assert codes.LINK_VAGUE in found
    with pytest.raises(Inaccessible):
        modules.publish_lesson(lesson=draft)
    assert not Enrolment.objects.exists()
