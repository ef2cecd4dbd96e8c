"""What the page of a test shows besides the way through the course."""

from typing import TYPE_CHECKING
from uuid import UUID

from courses.learning.quiz import Quiz, percent_of, quiz_on
from courses.modules import selectors as modules
from courses.modules.questions import TEST_BLOCKS

if TYPE_CHECKING:
    from courses.enrolment.models import Enrolment


def test_context(enrolment: "Enrolment", key: UUID) -> dict[str, object]:
    """Return a test with where it stands; its questions are a form, not blocks of a lesson."""
    quiz = quiz_on(enrolment, key)
    content = modules.item(enrolment.version, key)
    blocks = [block for block in content.body if block.block_type not in TEST_BLOCKS]
    return {"blocks": blocks, "quiz": quiz, "percents": _percents(quiz)}


def _percents(quiz: Quiz | None) -> dict[str, int]:
    """Return the shares reached in the last and in the best attempt."""
    attempts = {"last": quiz.last, "best": quiz.best} if quiz else {}
    return {name: percent_of(attempt) for name, attempt in attempts.items() if attempt}
