"""What people are told about their obligations."""

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format

from campus.kit import dates
from courses.assignments.reminder_words import filled, standard
from members.messages import services as messages

if TYPE_CHECKING:
    from courses.assignments.models import Period

REMINDER = "assignments_reminder"


def tell(period: "Period", *, kind: str, key: str, text: str = "") -> None:
    """Write to the person once for each key; who has not signed in yet is told by HR's letter.

    A reminder is written in the words of `text`, in those of the standard if there is none.
    """
    person = period.employment.person
    messages.send(
        kind=kind,
        key=f"{key}:{person.pk}",
        recipient=person.user,
        email=person.email or "",
        context=_context(period, kind, text),
    )


def draft(period: "Period", *, kind: str, text: str = "") -> tuple[str, str]:
    """Return subject and text of what `tell` would write."""
    return messages.draft(
        kind=kind, recipient=period.employment.person.user, context=_context(period, kind, text)
    )


def _context(period: "Period", kind: str, text: str) -> dict[str, Any]:
    return {
        "name": str(period.employment.person),
        "course": period.obligation.name,
        "due_on": period.due_on,
        "legal_basis": period.obligation.legal_basis,
        "link": reverse("portal:start"),
        "text": _words(period, text) if kind == REMINDER else "",
    }


def _words(period: "Period", text: str) -> str:
    """Return the words of a reminder for this person, in the person's language."""
    user = period.employment.person.user
    language = (user.language if user else "") or settings.LANGUAGE_CODE
    with translation.override(language):
        values = {
            "name": str(period.employment.person),
            "obligation": period.obligation.name,
            "deadline": date_format(period.due_on, "DATE_FORMAT"),
        }
        return filled(text or standard(is_late=period.due_on < dates.today()), values)
