"""Messages about questions: to those who answer, and to whoever has asked."""

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from courses.feedback.rules import teachers_of
from members.messages import kinds, services

if TYPE_CHECKING:
    from courses.feedback.models import Question

ASKED = kinds.Kind("feedback_asked", _("Question from a learner"))
ANSWERED = kinds.Kind("feedback_answered", _("Answer to your question"))


def register_kinds() -> None:
    """Make the kinds known to members.messages; called once at start."""
    for kind in (ASKED, ANSWERED):
        kinds.register(kind)


def tell_provider(question: "Question") -> None:
    """Tell everybody who writes for the provider, without saying who has asked."""
    for user in teachers_of(question):
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
