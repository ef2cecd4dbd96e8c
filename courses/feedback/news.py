"""Messages about questions: to those who answer, and to whoever has asked."""

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from courses.feedback.rules import ANSWERS
from members.messages import kinds, services
from members.roles import selectors as roles

if TYPE_CHECKING:
    from courses.feedback.models import Question
    from members.accounts.models import User

ASKED = kinds.Kind("feedback_asked", _("Question from a learner"))
ANSWERED = kinds.Kind("feedback_answered", _("Answer to your question"))


def register_kinds() -> None:
    """Make the kinds known to members.messages; called once at start."""
    for kind in (ASKED, ANSWERED):
        kinds.register(kind)


def tell_provider(question: "Question") -> None:
    """Tell everybody who writes for the provider, without saying who has asked."""
    for user in _teachers(question):
        services.send(
            kind=ASKED.name,
            key=f"{question.pk}:{user.pk}",
            recipient=user,
            context={
                "course": question.version.module.course.title,
                "step": question.item_title,
                "is_fault": question.kind == question.Kind.FAULT,
                "link": reverse("questions:answer", args=[question.pk]),
            },
        )


def _teachers(question: "Question") -> "list[User]":
    """Return who writes for the provider of the course, each once, except who has asked."""
    provider = question.version.module.provider
    found = {user.pk: user for role in ANSWERS for user in roles.holders(role, provider=provider)}
    found.pop(question.person.user_id or 0, None)
    return list(found.values())


def tell_asker(question: "Question") -> None:
    """Send the answer to whoever has asked."""
    services.send(
        kind=ANSWERED.name,
        key=str(question.pk),
        recipient=question.person.user,
        email=question.person.email or "",
        context={
            "person": question.person,
            "course": question.version.module.course.title,
            "step": question.item_title,
            "question": question.text,
            "answer": question.answer,
            "link": f"{reverse('questions:own')}#frage-{question.pk}",
        },
    )
