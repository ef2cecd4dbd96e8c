"""Packages as items: whose may be chosen, by which rule, and that an edition keeps its own."""

import pytest

from courses.modules import selectors, services
from courses.modules.completing import check_package
from courses.modules.errors import (
    NoPackage,
    PackageOfOthers,
    RuleNotForPackage,
    RuleOnlyForPackages,
)
from courses.packages import selectors as packages
from courses.packages.errors import PackageInUse
from courses.packages.models import State
from courses.packages.services import delete_package
from members.roles.catalogue import Role
from members.roles.services import grant
from tests.factories.accounts import UserFactory
from tests.factories.modules import ChapterFactory, LessonFactory, ModuleFactory
from tests.factories.organisations import ProviderFactory
from tests.factories.playing import make_package

pytestmark = pytest.mark.django_db


def check(package, *, rule="reported", kind="package", provider_id=None):
    owner = provider_id or (package.provider_id if package else None)
    check_package(title="Üben", kind=kind, rule=rule, package=package, provider_id=owner)


@pytest.mark.parametrize(
    ("standard", "rule"),
    [
        *(("scorm12", rule) for rule in ("reported", "succeeded", "scored", "button", "opened")),
        *(("h5p", rule) for rule in ("reported", "succeeded", "scored", "button", "opened")),
        *(("html", rule) for rule in ("button", "opened")),
    ],
)
def test_rule_that_can_be_met_is_taken(standard, rule):
    check(make_package(kind=standard), rule=rule)


@pytest.mark.parametrize(
    ("standard", "rule"),
    [("html", "reported"), ("html", "scored"), ("scorm12", "seen"), ("h5p", "confirmed")],
)
def test_rule_that_nobody_could_meet_is_refused(standard, rule):
    with pytest.raises(RuleNotForPackage):
        check(make_package(kind=standard), rule=rule)


def test_package_has_to_be_there_ready_and_ones_own():
    with pytest.raises(NoPackage):
        check(None)
    with pytest.raises(NoPackage):
        check(make_package(state=State.UNPACKING))
    with pytest.raises(PackageOfOthers):
        check(make_package(), provider_id=ProviderFactory().pk)


def test_lesson_does_not_wait_for_a_report():
    with pytest.raises(RuleOnlyForPackages):
        check(None, kind="lesson")
    check(None, kind="lesson", rule="button")
    check(None, kind="quiz")


def test_author_chooses_among_packages_of_the_own_provider(django_capture_on_commit_callbacks):
    own, _foreign = make_package(), make_package()
    make_package(provider=own.provider, state=State.FAILED)
    user = UserFactory()
    with django_capture_on_commit_callbacks(execute=True):
        grant(user=user, role=Role.AUTHOR, provider=own.provider)
    assert list(packages.taught_by(user)) == [own]
    assert packages.label_of(own).startswith("Sichere Passwörter (SCORM 1.2, ")


def item_of(module):
    return selectors.outline(selectors.newest_version(module))[0].items[0]


def packaged(package):
    module = ModuleFactory(provider=package.provider)
    lesson = LessonFactory(
        chapter=ChapterFactory(module=module), kind="package", package=package, completion="scored"
    )
    services.freeze(module=module)
    return module, lesson


def test_another_package_makes_a_new_edition_and_the_old_one_keeps_its_own():
    package = make_package()
    module, lesson = packaged(package)
    first = selectors.newest_version(module)
    assert (item_of(module).package, item_of(module).standard) == (package.pk, "scorm12")
    assert item_of(module).rule == "scored:60"
    lesson.package = make_package(provider=package.provider)
    lesson.save()
    second = services.freeze(module=module, is_correction=True)
    assert (second.number, second.correction) == (first.number + 1, 0)
    assert selectors.outline(first)[0].items[0].package == package.pk


def test_package_in_use_stays():
    package = make_package()
    packaged(package)
    with pytest.raises(PackageInUse) as error:
        delete_package(package=package)
    assert "Teil eines Moduls" in str(error.value)
