"""Deeds around what is taught: make modules, publish lessons, freeze versions."""

import datetime as dt
import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from campus.kit import dates
from campus.kit.after_commit import announce
from courses.catalogue.selectors import provider_of
from courses.catalogue.services import set_minutes
from courses.modules import signals
from courses.modules.accessibility.gate import files_of, refuse_inaccessible
from courses.modules.accessibility.gated import SCHEDULED
from courses.modules.accessibility.statement import facts_of
from courses.modules.blocks import LessonBlock
from courses.modules.completing import check_package, check_rule, check_tool
from courses.modules.errors import Incomplete, NothingToPublish, Taught, UngradableTest
from courses.modules.freezing import (
    ChapterCopy,
    asks_the_same,
    changes_only_words,
    digest,
    live_chapters,
    rule_of,
)
from courses.modules.models import (
    Change,
    Chapter,
    Completion,
    Item,
    Kind,
    Lesson,
    Module,
    ModuleVersion,
    Unit,
)
from courses.modules.questions import can_be_passed
from courses.modules.selectors import is_empty, newest_version, protectors_of
from courses.modules.terms import Terms

if TYPE_CHECKING:
    from wagtail.models import Page

    from courses.catalogue.models import CoursePage
    from members.organisations.models import Provider


def ensure_module(*, course: "CoursePage", provider: "Provider") -> Module:
    """Return the course's module; make an empty one if it is missing."""
    module: Module
    module, _created = Module.objects.get_or_create(course=course, defaults={"provider": provider})
    return module


def ensure_module_of(*, course: "CoursePage") -> Module | None:
    """Return the module of a course page below a provider's page."""
    provider = provider_of(course)
    return ensure_module(course=course, provider=provider) if provider else None


def follow_provider(*, course: "CoursePage") -> None:
    """Give the module to the provider under whose page the course now stands."""
    provider = provider_of(course)
    if provider is not None:
        Module.objects.filter(course=course).update(provider=provider)


def drop_empty_modules(*, pages: Iterable["Page"]) -> None:
    """Delete the modules of pages that are about to be deleted; raises Taught if one is not empty.

    Lessons, versions and whatever else must not be lost keep their course page.
    """
    empty: list[Module] = []
    for page in pages:
        for row in protectors_of(page.specific):
            if not isinstance(row, Module) or not is_empty(row):
                raise Taught(title=page.title)
            empty.append(row)
    for module in empty:
        module.delete()


def set_terms(*, module: Module, terms: Terms) -> Module:
    """Set what the module's documents ask for; the next frozen version takes it over.

    Raises ValidationError for shares or months that cannot be.
    """
    for name, value in terms.as_fields().items():
        setattr(module, name, value)
    names = set(terms.as_fields())
    module.clean_fields(exclude={field.name for field in module._meta.fields} - names)
    module.save(update_fields=sorted(names))
    return module


def add_chapter(*, module: Module, title: str) -> Chapter:
    """Append a chapter to the working copy."""
    last = Chapter.objects.filter(module=module).aggregate(last=Max("position"))["last"]
    return Chapter.objects.create(module=module, title=title, position=(last or 0) + 1)


def draft_tool_lesson(
    *, chapter: Chapter, title: str, content_id: Any, has_score: bool, user: Any
) -> Lesson:
    """Append a draft that leads to a content of a tool; it is done when the content says so."""
    last = Lesson.objects.filter(chapter=chapter).aggregate(last=Max("position"))["last"]
    lesson = Lesson(
        chapter=chapter,
        title=title[:160],
        kind=Kind.TOOL,
        tool_content_id=content_id,
        position=(last or 0) + 1,
        completion=Completion.REPORTED if has_score else Completion.BUTTON,
        live=False,
    )
    lesson.save()
    lesson.save_revision(user=user)
    return lesson


def publish_lesson(*, lesson: Lesson, user: Any = None) -> Lesson:
    """Publish the lesson as it stands; the module is frozen anew once that is committed.

    Raises UngradableTest or Incomplete where an author could not publish it either.
    """
    check_complete(lesson=lesson)
    with transaction.atomic():
        lesson.save_revision(user=user).publish(user=user)
    lesson.refresh_from_db()
    return lesson


def blocks_of(stored: list[dict[str, Any]]) -> Any:
    """Return stored blocks as a page draws them."""
    return LessonBlock().to_python(stored)


def publish_on_its_day(*, revision: Any) -> None:
    """Publish a released draft whose day has come; what not everybody can use loses its day."""
    revision.publish(log_action=SCHEDULED, skip_permission_checks=True)


def is_correction(lesson: Lesson) -> bool:
    """Tell whether a draft only corrects the words of what learners have already."""
    return lesson.change == Change.CORRECTION and changes_only_words(lesson)


def check_complete(*, lesson: Lesson) -> None:
    """Hold a draft against all rules of the editor.

    Raises UngradableTest, NothingToPlay, NothingToConfirm, Incomplete, Inaccessible, or what
    `check_package` and `check_tool` raise.
    """
    check_rule(title=lesson.title, kind=lesson.kind, rule=lesson.completion, body=lesson.body)
    check_package(
        title=lesson.title,
        kind=lesson.kind,
        rule=lesson.completion,
        package=lesson.package,
        provider_id=lesson.chapter.module.provider_id,
    )
    check_tool(
        title=lesson.title,
        kind=lesson.kind,
        rule=lesson.completion,
        content=lesson.tool_content,
        provider_id=lesson.chapter.module.provider_id,
    )
    graded = {"kind": lesson.kind, "graded": lesson.graded, "body": lesson.body}
    if not can_be_passed(**graded, rule=lesson.completion):
        raise UngradableTest(title=lesson.title)
    try:
        lesson.body.stream_block.clean(lesson.body)
    except ValidationError as error:
        raise Incomplete(title=lesson.title) from error
    refuse_inaccessible(title=lesson.title, body=lesson.body)


def freeze(
    *, module: Module, at: dt.datetime | None = None, is_correction: bool = False
) -> ModuleVersion:
    """Freeze all published lessons as a new version, or return the newest if nothing has changed.

    A new edition is for those who start afterwards; who is learning keeps the edition enrolled in
    and may change over. A correction keeps the number and is for everybody on that edition; where
    it would change what has to be done, it becomes a new edition.
    Raises NothingToPublish where no lesson is published, UngradableTest where a graded test
    could never be passed.
    """
    with transaction.atomic():
        module = Module.objects.select_for_update().get(pk=module.pk)
        chapters = live_chapters(module)
        if not chapters:
            raise NothingToPublish
        _refuse_ungradable(chapters)
        content_hash = digest(chapters)
        newest = newest_version(module)
        if newest and (newest.content_hash, newest.terms) == (content_hash, module.terms):
            return newest
        corrected = is_correction and newest is not None and newest.terms == module.terms
        version = ModuleVersion.objects.create(
            module=module,
            **_numbers_after(newest, is_correction=corrected and asks_the_same(newest, chapters)),
            created_at=at or dates.now(),
            content_hash=content_hash,
            accessibility=_accessibility(chapters),
            **module.terms.as_fields(),
        )
        _write(version, chapters)
        _announce(module, version, chapters)
    return version


def _accessibility(chapters: list[ChapterCopy]) -> dict[str, Any]:
    """Return what is known of the accessibility of what is being frozen."""
    lessons = [lesson for chapter in chapters for lesson in chapter.lessons]
    return facts_of(lessons, files_of([lesson["body"] for lesson in lessons]))


def _numbers_after(newest: ModuleVersion | None, *, is_correction: bool) -> dict[str, int]:
    """Return number and correction of the version after this one."""
    if newest is None:
        return {"number": 1, "correction": 0}
    if is_correction:
        return {"number": newest.number, "correction": newest.correction + 1}
    return {"number": newest.number + 1, "correction": 0}


def freeze_if_possible(*, module_id: int, is_correction: bool = False) -> ModuleVersion | None:
    """Freeze after a change of published lessons; where that cannot be, the last version stays."""
    try:
        return freeze(module=Module(pk=module_id), is_correction=is_correction)
    except (NothingToPublish, UngradableTest):
        return None


def _refuse_ungradable(chapters: list[ChapterCopy]) -> None:
    """Raise UngradableTest for a graded test that nobody could pass."""
    for lesson in (lesson for chapter in chapters for lesson in chapter.lessons):
        facts = {name: lesson[name] for name in ("kind", "graded", "body")}
        if not can_be_passed(**facts, rule=str(lesson.get("completion", ""))):
            raise UngradableTest(title=lesson["title"])


def _write(version: ModuleVersion, chapters: list[ChapterCopy]) -> None:
    """Copy the chapters into the version."""
    for position, chapter in enumerate(chapters, start=1):
        unit = Unit.objects.create(version=version, title=chapter.title, position=position)
        for place, values in enumerate(chapter.lessons, start=1):
            # Saved one by one: Wagtail's index of references then knows the pictures in use.
            body = json.dumps(values["body"])
            rule = rule_of(values)
            Item.objects.create(unit=unit, position=place, **{**values, "body": body, "rule": rule})


def _announce(module: Module, version: ModuleVersion, chapters: list[ChapterCopy]) -> None:
    """Tell the catalogue how long the course takes, and everybody that there is a new version."""
    minutes = sum(lesson["minutes"] for chapter in chapters for lesson in chapter.lessons)
    set_minutes(course_id=module.course_id, minutes=minutes)
    announce(
        signals.version_frozen,
        sender=ModuleVersion,
        version_id=version.pk,
        module_id=module.pk,
        course_id=module.course_id,
        is_correction=version.correction > 0,
    )
