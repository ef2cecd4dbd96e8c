"""What waits at each stage of the review, what was said, what is overdue and what ended."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.contrib.auth import get_user_model
from wagtail.rich_text import RichText

from campus.kit import dates
from courses.catalogue import services as catalogue
from courses.enrolment import services as enrolment
from courses.lifecycle import services as lifecycle
from courses.lifecycle.services import SourceData
from courses.modules import selectors as module_reads
from courses.modules import services as modules
from courses.review import selectors, services
from courses.review.stages import Stage

if TYPE_CHECKING:
    from courses.catalogue.models import CoursePage
    from courses.modules.models import Lesson, Module
    from members.accounts.models import User
    from members.organisations.models import Provider

Courses = Mapping[str, "CoursePage"]
SPEYER, DHBW = "autor@speyer.example", "autor@dhbw.example"
REVIEWERS = {
    Stage.PROVIDER: "begutachtung@speyer.example",
    Stage.DIDACTICS: "beirat@kommunalcampus.example",
    Stage.ACCESSIBILITY: "barrierefrei@kommunalcampus.example",
    Stage.OFFICE: "redaktion@kommunalcampus.example",
}
# Course, who has handed it in, where it waits.
WAITING = (
    ("digitale-fuehrung", SPEYER, Stage.PROVIDER),
    ("ki-grundlagen-verwaltung", DHBW, Stage.DIDACTICS),
    ("projektmanagement-verwaltung", DHBW, Stage.ACCESSIBILITY),
    ("datenschutz-grundlagen", SPEYER, Stage.OFFICE),
)
SENT_BACK = "ozg-und-efa-grundlagen"
ADDED = (
    "<p>Neu in dieser Fassung: Am Ende der Lektion steht eine Merkliste mit drei Fragen, die Sie "
    "mit Ihrem Team besprechen können.</p>"
)
SOURCES = (
    SourceData(
        "Datenschutz-Grundverordnung", "Art. 5", "https://eur-lex.europa.eu/eli/reg/2016/679"
    ),
    SourceData("Bundesdatenschutzgesetz", "§ 3", "https://www.gesetze-im-internet.de/bdsg_2018/"),
)
OLD_TITLE = "KI in der Verwaltung: Überblick 2023"
DAY = dt.timedelta(days=1)


def add_reviews(courses: Courses, providers: "Mapping[str, Provider]", *, today: dt.date) -> None:
    """Add all of it on the demo's day."""
    for slug, author, stage in WAITING:
        lesson = _changed(courses[slug], _user(author))
        # One has waited for too long.
        since = dates.now() - 12 * DAY if stage is Stage.PROVIDER else dates.now() - DAY
        with dates.moved_clock(since):
            services.submit(lesson=lesson, by=_user(author))
            _pass_until(lesson, stage)
        if stage is Stage.DIDACTICS:
            _discuss(lesson, _user(author))
    _send_back(courses[SENT_BACK])
    _keep_up(courses, today)
    _retire(providers["dhbw"], courses["ki-grundlagen-verwaltung"], today)


def _user(email: str) -> "User":
    found: User = get_user_model().objects.get(email=email)  # type: ignore[assignment]
    return found


def _module(course: "CoursePage") -> "Module":
    module = modules.ensure_module_of(course=course)
    if module is None:
        raise LookupError(f"{course} has no module.")
    return module


def _changed(course: "CoursePage", by: "User") -> "Lesson":
    """Add a paragraph to the first lesson, as a draft."""
    chapter = module_reads.chapters_with_lessons(_module(course))[0]
    lesson: Lesson = chapter.lessons.all()[0]
    draft: Any = lesson.get_latest_revision_as_object()
    draft.body.append(("paragraph", RichText(ADDED)))
    draft.minutes += 2
    draft.save_revision(user=by)
    lesson.refresh_from_db()
    return lesson


def _pass_until(lesson: "Lesson", stage: Stage) -> None:
    """Approve at the stages before; the DHBW has no reviewer, the office stands in."""
    while (state := selectors.current_state(lesson)) is not None:
        current = Stage(state.task.stagetask.stage)
        if current is stage:
            return
        is_speyer = lesson.chapter.module.provider.slug == "speyer"
        stands_in = current is Stage.PROVIDER and not is_speyer
        email = REVIEWERS[Stage.OFFICE if stands_in else current]
        services.approve(state=state, by=_user(email), comment="Geprüft, weiter so.")


def _discuss(lesson: "Lesson", author: "User") -> None:
    """Let the board take it on and comment, and somebody without account answer by a link."""
    board = _user(REVIEWERS[Stage.DIDACTICS])
    state = selectors.current_state(lesson)
    if state is not None:
        services.take(state=state, by=board)
    blocks = list(lesson.get_latest_revision_as_object().body)
    said = (
        (str(blocks[0].id), "Bitte ein Beispiel aus einem Bürgerbüro ergänzen."),
        (str(blocks[-1].id), "Die drei Fragen fehlen noch, oder?"),
    )
    made = [services.comment(lesson=lesson, block=key, text=text, by=board) for key, text in said]
    services.resolve(comment=made[0], by=author)
    link = services.open_link(lesson=lesson, purpose="Demo-Fachgremium", days=30, by=author)
    services.comment_as_guest(
        link=link, block="", text="Verständlich geschrieben.", name="Demo-Fachgremium"
    )


def _send_back(course: "CoursePage") -> None:
    author = _user(SPEYER)
    lesson = _changed(course, author)
    services.submit(lesson=lesson, by=author)
    state = selectors.current_state(lesson)
    if state is not None:
        reason = "Bitte die Merkliste wirklich anfügen; angekündigt ist sie, aber nicht da."
        services.reject(state=state, by=_user(REVIEWERS[Stage.PROVIDER]), reason=reason)


def _keep_up(courses: Courses, today: dt.date) -> None:
    """Say of some modules until when they hold; one is overdue."""
    plans = (("datenschutz-grundlagen", SPEYER, -20), ("it-sicherheit-am-arbeitsplatz", DHBW, 200))
    for slug, owner, days in plans:
        due = today + days * DAY
        checked = due - 365 * DAY
        lifecycle.keep_up(
            module=_module(courses[slug]),
            owner=_user(owner),
            checked_on=checked,
            review_by=due,
            sources=SOURCES if slug == "datenschutz-grundlagen" else (),
        )


def _retire(provider: "Provider", successor: "CoursePage", today: dt.date) -> None:
    """Add a course of former days that has ended."""
    course = catalogue.put_course(
        provider=provider,
        slug="ki-ueberblick-2023",
        title=OLD_TITLE,
        promise="Sie kennen die wichtigsten Begriffe.",
    )
    module = _module(course)
    chapter = modules.add_chapter(module=module, title="Überblick")
    lesson = chapter.lessons.create(title="Begriffe", position=1, minutes=5, live=False)
    lesson.body.append(
        ("paragraph", RichText("<p>Was künstliche Intelligenz ist und was nicht.</p>"))
    )
    modules.publish_lesson(lesson=lesson)
    modules.freeze(module=module, at=dates.now())
    enrolment.open_offer(course=course, price=Decimal("0.00"))
    lifecycle.retire(
        course=course,
        on=today,
        by=_user(REVIEWERS[Stage.OFFICE]),
        successor=successor,
        reason="Abgelöst durch den überarbeiteten Kurs mit Selbsttests.",
    )
