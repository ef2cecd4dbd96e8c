"""Messages about reviews: what waits, what came back, what was published, what was said."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from courses.review import who
from courses.review.stages import LABELS, Stage
from members.messages import kinds, services

if TYPE_CHECKING:
    from courses.modules.models import Lesson
    from courses.review.models import Comment, StageState
    from members.accounts.models import User

WAITS = kinds.Kind("review_waits", _("Something waits for your review"))
BACK = kinds.Kind("review_back", _("Your lesson has come back"))
PUBLISHED = kinds.Kind("review_published", _("Your lesson has been published"))
COMMENTED = kinds.Kind("review_commented", _("Comment on your lesson"))
OVERDUE = kinds.Kind("review_overdue", _("A review is overdue"))
PASSED = kinds.Kind("review_passed", _("Your lesson has passed a stage"))


def register_kinds() -> None:
    """Make the kinds known to members.messages; called once at start."""
    for kind in (WAITS, BACK, PUBLISHED, COMMENTED, OVERDUE, PASSED):
        kinds.register(kind)


def tell_reviewers(state: "StageState", lesson: "Lesson", *, kind: kinds.Kind = WAITS) -> None:
    """Tell the people of a stage that a lesson waits for them."""
    stage = Stage(state.task.specific.stage)
    requested_by = state.workflow_state.requested_by_id
    people = who.people_of(stage, lesson.chapter.module.provider, without=requested_by)
    facts = {**_facts(lesson), "stage": str(LABELS[stage]), "due": state.due}
    _send(kind, f"{state.pk}", people, facts)


def tell_requester(
    kind: kinds.Kind, key: str, lesson: "Lesson", user: "User | None", **facts: Any
) -> None:
    """Tell whoever has handed a lesson in what became of it."""
    if user is not None:
        _send(kind, key, [user], {**_facts(lesson), **facts})


def tell_authors(comment: "Comment", people: "Iterable[User]") -> None:
    """Tell the authors of a lesson what somebody has said about it."""
    facts = {**_facts(comment.lesson), "by": comment.by, "comment": comment.text}
    facts["link"] += f"#kommentar-{comment.pk}"
    _send(COMMENTED, str(comment.pk), people, facts)


def authors_of(lesson: "Lesson", *, without: int | None) -> "list[User]":
    """Return who has handed a lesson in and who has written its newest draft."""
    state = lesson.current_workflow_state
    revision = lesson.get_latest_revision()
    asked, wrote = getattr(state, "requested_by_id", None), getattr(revision, "user_id", None)
    keys = [key for key in {asked, wrote} if key and key != without]
    people = get_user_model().objects.filter(pk__in=keys, is_active=True)
    return list(people.order_by("pk"))  # type: ignore[arg-type]


def _facts(lesson: "Lesson") -> dict[str, Any]:
    return {
        "lesson": lesson.title,
        "module": lesson.chapter.module.course.title,
        "link": reverse("review:lesson", args=[lesson.pk]),
    }


def _send(kind: kinds.Kind, key: str, people: "Iterable[User]", facts: dict[str, Any]) -> None:
    for user in people:
        services.send(kind=kind.name, key=f"{key}:{user.pk}", recipient=user, context=dict(facts))
