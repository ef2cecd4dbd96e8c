"""What many learners do in a module, for figures about it."""

import datetime as dt

from campus.kit import dates
from courses.learning import services
from courses.modules.papers import papers_of
from tests.factories.enrolment import EnrolmentFactory, OfferFactory
from tests.factories.learning import items_of

# Long past, so that the month is over.
MAY = dt.datetime(2026, 5, 12, 10, tzinfo=dt.UTC)
JUNE = dt.datetime(2026, 6, 9, 10, tzinfo=dt.UTC)
JULY = dt.datetime(2026, 7, 1, 10, tzinfo=dt.UTC)


def crowd(module, size):
    """Return so many seats in a module, each of another person."""
    offer = OfferFactory(module=module)
    return EnrolmentFactory.create_batch(size, offer=offer)


def read_first(seat, *, at=MAY, minutes=4):
    """Let a learner read the first lesson."""
    key = items_of(seat)[0].key
    with dates.moved_clock(at):
        services.open_item(enrolment=seat, key=key)
    with dates.moved_clock(at + dt.timedelta(minutes=minutes)):
        services.finish_lesson(enrolment=seat, key=key)


def take_test(seat, answers, *, at=MAY, minutes=8):
    """Let a learner take the test; `answers` are "right", "wrong" or "" by question."""
    (key, paper), *_ = papers_of(seat.version).items()
    with dates.moved_clock(at):
        services.open_item(enrolment=seat, key=key)
        attempt = services.start_attempt(enrolment=seat, key=key)
    given = {
        question.id: _answer(question, word)
        for question, word in zip(paper.questions, answers, strict=True)
        if word
    }
    with dates.moved_clock(at + dt.timedelta(minutes=minutes)):
        return services.submit_attempt(attempt=attempt, answers=given)


def _answer(question, word):
    if word == "right":
        return question.solution()
    return [next(option.id for option in question.options if not option.correct)]
