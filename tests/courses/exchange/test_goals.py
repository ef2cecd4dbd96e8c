"""Which question asks about which chapter goes along in the archive of a module."""

import io
import json
import zipfile

import pytest

from courses.exchange import services
from courses.modules import services as modules
from courses.modules.errors import BadContent
from courses.modules.goals import proving
from courses.modules.models import Item, Lesson
from courses.modules.selectors import newest_version
from courses.modules.studio.structure import set_goals
from tests.courses.exchange.test_round_trip import archived, content_of
from tests.factories.organisations import ProviderFactory
from tests.factories.renewals import provable_module

pytestmark = pytest.mark.django_db


@pytest.fixture
def module():
    """Return a module whose test proves all its chapters."""
    return provable_module()


def changed(archive, change):
    """Return the archive with another `module.json`."""
    archive.seek(0)
    target = io.BytesIO()
    with zipfile.ZipFile(archive) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "module.json":
                content = json.dumps(change(json.loads(content))).encode()
            new.writestr(name, content)
    target.seek(0)
    return target


def with_goals(goals):
    """Return a change that puts other assignments into every test."""

    def change(content):
        for chapter in content["chapters"]:
            for item in chapter["items"]:
                item.pop("goals", None)
                if item["kind"] == "quiz" and goals is not None:
                    item["goals"] = goals
        return content

    return change


def frozen_goals(module):
    return list(
        Item.objects.filter(unit__version=newest_version(module), kind="quiz").values_list(
            "goals", flat=True
        )
    )


def proven(module):
    found = proving(newest_version(module))
    return [(goal.place, goal.title, goal.questions) for goal in found.goals]


def test_renewal_may_begin_with_the_test_on_the_other_platform_too(module):
    assert frozen_goals(module) != [{}]
    made = services.bring_in(stream=archived(module), provider=ProviderFactory())
    assert proving(newest_version(made)).is_possible
    assert proven(made) == proven(module)
    assert frozen_goals(made) == frozen_goals(module)
    assert content_of(made) == content_of(module)


def test_second_archive_is_the_same_byte_for_byte(module):
    first = archived(module)
    services.bring_in(stream=first, provider=module.provider)
    assert archived(module).read() == first.getvalue()


def test_same_archive_again_makes_no_new_edition(module):
    number = newest_version(module).number
    services.bring_in(stream=archived(module), provider=module.provider)
    assert newest_version(module).number == number


def test_lessons_know_their_new_chapters(module):
    made = services.bring_in(stream=archived(module), provider=ProviderFactory())
    own = set(made.chapters.values_list("pk", flat=True))
    [test] = Lesson.objects.filter(chapter__module=made, kind="quiz")
    assert set(test.goals.values()) <= own
    # What is frozen anew stays what it was.
    modules.freeze(module=made)
    assert frozen_goals(made) == frozen_goals(module)


def test_archive_of_before_is_read_and_assigns_nothing(module):
    old = changed(archived(module), with_goals(None))
    made = services.bring_in(stream=old, provider=ProviderFactory())
    assert frozen_goals(made) == [{}]
    assert not proving(newest_version(made)).is_possible


def test_archive_brought_in_over_other_assignments_replaces_them(module):
    archive = archived(module)
    [test] = Lesson.objects.filter(chapter__module=module, kind="quiz")
    before = frozen_goals(module)
    set_goals(lesson=test, goals={})
    services.bring_in(stream=archive, provider=module.provider)
    assert frozen_goals(module) == before


def test_module_without_assignments_says_nothing_about_them(module):
    [test] = Lesson.objects.filter(chapter__module=module, kind="quiz")
    Lesson.objects.filter(pk=test.pk).update(goals={})
    modules.freeze(module=module)
    with zipfile.ZipFile(archived(module)) as archive:
        content = json.loads(archive.read("module.json"))
    items = [item for chapter in content["chapters"] for item in chapter["items"]]
    assert all("goals" not in item for item in items)


@pytest.mark.parametrize(
    "goals",
    [{"frage": 99}, {"frage": 0}, {"frage": -1}, {"frage": "eins"}, {"frage": None}, ["frage"], 7],
    ids=str,
)
def test_place_that_is_no_chapter_is_refused_in_a_sentence(module, goals):
    broken = changed(archived(module), with_goals(goals))
    with pytest.raises(BadContent) as caught:
        services.bring_in(stream=broken, provider=ProviderFactory())
    assert "nicht so aufgebaut" in str(caught.value) or "module.json" in str(caught.value)


def test_question_that_is_not_there_asks_about_nothing(module):
    stray = changed(archived(module), with_goals({"gibt-es-nicht": 1}))
    made = services.bring_in(stream=stray, provider=ProviderFactory())
    assert "gibt-es-nicht" not in {one for *_rest, asked in proven(made) for one in asked}
