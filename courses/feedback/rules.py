"""Who reads and answers questions: those who teach for the provider of the course, nobody else.

Human resources never do, and neither do office and board: a question tells how somebody learns.
"""

from typing import TYPE_CHECKING

from courses.feedback.models import Note, Question
from members.roles import selectors as roles
from members.roles.catalogue import Role

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser
    from django.db.models import QuerySet

    from courses.feedback.models import QuestionQuerySet
    from members.accounts.models import User
    from members.people.models import Person

ANSWERS = (Role.TUTOR, Role.AUTHOR, Role.PROVIDER_OWNER)


def may_answer(user: "User | AnonymousUser") -> bool:
    """Tell whether the user answers questions about any course."""
    return roles.has_any(user, *ANSWERS)


def questions_to(user: "User | AnonymousUser") -> "QuestionQuerySet":
    """Return the questions that the user may read and answer; never one's own."""
    providers = roles.providers_with(user, *ANSWERS)
    rows = Question.objects.filter(version__module__provider__in=providers)
    return rows.exclude(person__user_id=user.pk or 0).select_related(
        "version__module__course", "answered_by"
    )


def teachers_of(question: Question) -> "list[User]":
    """Return who teaches for the provider of the course, each once, except who has asked."""
    provider = question.version.module.provider
    found = {user.pk: user for role in ANSWERS for user in roles.holders(role, provider=provider)}
    found.pop(question.person.user_id or 0, None)
    return [found[key] for key in sorted(found)]


def own_questions(person: "Person") -> "QuestionQuerySet":
    """Return what a person has asked, newest first."""
    return Question.objects.filter(person=person).select_related(
        "version__module__course", "version__module__provider", "enrolment"
    )


def own_notes(person: "Person") -> "QuerySet[Note]":
    """Return what a person has written down, course by course in the order of writing."""
    return (
        Note.objects.filter(person=person)
        .select_related("enrolment__offer__course")
        .order_by("enrolment__offer__course__title", "enrolment_id", "created_at", "pk")
    )
