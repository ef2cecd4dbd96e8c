"""Changes in whole sentences."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.utils.translation import gettext as _

from courses.review.comparing import changes as found
from courses.review.comparing.leaves import label_of
from courses.review.comparing.words import GONE, NEW, Segment


@dataclass(frozen=True, slots=True)
class Line:
    """A change as it is read: a sentence, and below it the words before and after."""

    sentence: str
    segments: tuple[Segment, ...]
    deed: str
    block: str


@dataclass(frozen=True, slots=True)
class Part:
    """The lines of one lesson under a heading."""

    heading: str
    lines: tuple[Line, ...]
    deed: str = found.CHANGED


def parts_of(comparison: found.Comparison) -> list[Part]:
    """Return what differs between two states of a module, to be read from top to bottom."""
    parts = [Part(_("Certificates for learners"), tuple(lines(comparison.terms)))]
    if not comparison.terms:
        parts.clear()
    return [*parts, *(_part(one) for one in comparison.lessons)]


def _part(one: found.LessonChanges) -> Part:
    facts = {"number": one.lesson.number, "title": one.lesson.title, "chapter": one.lesson.chapter}
    heading = {
        found.ADDED: _("Lesson %(number)s added: %(title)s"),
        found.REMOVED: _("Lesson removed: %(title)s"),
        found.MOVED: _("Lesson %(number)s moved to “%(chapter)s”: %(title)s"),
        found.CHANGED: _("Lesson %(number)s changed: %(title)s"),
    }[one.deed]
    return Part(heading % facts, tuple(lines(one.changes, one.lesson.number)), one.deed)


def lines(changes: Iterable[found.Change], number: int | None = None) -> list[Line]:
    """Return changes as sentences; `number` is that of the lesson in which they are."""
    return [_line(change, number) for change in changes]


def _line(change: found.Change, number: int | None) -> Line:
    if change.thing in (found.SETTING, found.TERM):
        return _setting(change, number)
    what = label_of(change.name)
    facts = {"what": f"{what} – {change.part}" if change.part else what, "number": number}
    sentence = _in_block(change.deed) if number is None else _in_lesson(change.deed)
    return Line(sentence % facts, change.segments, change.deed, change.block)


def _in_lesson(deed: str) -> str:
    return {
        found.ADDED: _("%(what)s added in lesson %(number)s"),
        found.REMOVED: _("%(what)s removed from lesson %(number)s"),
        found.MOVED: _("%(what)s moved in lesson %(number)s"),
        found.CHANGED: _("%(what)s changed in lesson %(number)s"),
    }[deed]


def _in_block(deed: str) -> str:
    """Return the sentence where two blocks are compared and no lesson needs a name."""
    return {
        found.ADDED: _("%(what)s added"),
        found.REMOVED: _("%(what)s removed"),
        found.MOVED: _("%(what)s moved"),
        found.CHANGED: _("%(what)s changed"),
    }[deed]


def _setting(change: found.Change, number: int | None) -> Line:
    model = "ModuleVersion" if change.thing == found.TERM else "Lesson"
    field = apps.get_model("modules", model)._meta.get_field(change.name)
    old, new = (_value(field, value) for value in change.values)
    facts = {"what": _capital(str(field.verbose_name)), "number": number or 1}
    words = _("%(what)s changed") if number is None else _("%(what)s changed in lesson %(number)s")
    segments = (Segment(GONE, old), Segment(NEW, new))
    return Line(words % facts, segments, found.CHANGED, "")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _value(field: Any, value: Any) -> str:
    """Return the value of a setting as people read it."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    return _("not set") if value in (None, "") else str(value)
