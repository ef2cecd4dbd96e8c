"""What authors changed later: a corrected text, and a new edition for running learners too."""

from typing import TYPE_CHECKING

from wagtail.rich_text import RichText

from campus.kit import dates
from courses.modules import selectors
from courses.modules import services as modules

if TYPE_CHECKING:
    from courses.catalogue.models import CoursePage
    from courses.modules.models import Lesson, Module

CORRECTION = (
    "<p>Diese Fassung wurde im Wortlaut berichtigt. An Ihrem Fortschritt ändert das nichts.</p>"
)
NEW_TITLE = "Nachtrag: Ihre Prüfliste für den Alltag"
NEW_TEXT = (
    "<p>Legen Sie sich eine kurze Prüfliste neben die Tastatur: Überschriften, Alternativtexte, "
    "Tabellenköpfe, Sprache, Titel. Wer vor jedem Versand diese fünf Punkte ansieht, findet die "
    "häufigsten Hürden in einer Minute.</p>"
)


def correct_text(course: "CoursePage") -> None:
    """Add a clearing sentence to the first lesson; it reaches everybody on the edition."""
    module = _module(course)
    first = selectors.chapters_with_lessons(module)[0]
    _publish(first.lessons.all()[0], CORRECTION)
    modules.freeze(module=module, at=dates.now(), is_correction=True)


def publish_new_edition(course: "CoursePage") -> None:
    """Append a lesson; whoever is learning keeps the old edition and is offered the new one."""
    module = _module(course)
    chapter = selectors.chapters_with_lessons(module)[-1]
    position = selectors.next_position(chapter)
    _publish(
        chapter.lessons.create(title=NEW_TITLE, position=position, minutes=3, live=False), NEW_TEXT
    )
    modules.freeze(module=module, at=dates.now())


def _publish(lesson: "Lesson", text: str) -> None:
    lesson.body.append(("paragraph", RichText(text)))
    modules.publish_lesson(lesson=lesson)


def _module(course: "CoursePage") -> "Module":
    module = modules.ensure_module_of(course=course)
    if module is None:
        raise LookupError(f"{course} has no module.")
    return module
