"""Reports for authors: what of a draft not everybody could use, and how hard it is to read."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from courses.modules.accessibility.checks import Files, faults_of, text_of
from courses.modules.accessibility.gate import Blocks, drafts, files_of, raw_blocks
from courses.modules.accessibility.readability import readability
from courses.modules.accessibility.words import Remark, reading_words, remarks
from courses.modules.selectors import lessons_with_drafts

if TYPE_CHECKING:
    from courses.modules.models import Lesson, Module


@dataclass(frozen=True, slots=True)
class Report:
    """What is to be said of one lesson."""

    lesson: "Lesson"
    remarks: list[Remark]
    reading: str


def report_of(lesson: "Lesson") -> Report:
    """Return the report on a lesson as it stands."""
    blocks = raw_blocks(lesson.body)
    return _report(lesson, blocks, files_of([blocks]))


def reports_of_module(module: "Module") -> list[Report]:
    """Return the reports on the newest drafts of all lessons; as many queries for 3 as for 60."""
    lessons = lessons_with_drafts(module)
    bodies = drafts(lessons)
    files = files_of(bodies.values())
    return [_report(lesson, bodies[lesson.pk], files) for lesson in lessons]


def _report(lesson: "Lesson", blocks: Blocks, files: Files) -> Report:
    reading = reading_words(readability(text_of(blocks)))
    return Report(lesson, remarks(faults_of(blocks, files)), reading)
