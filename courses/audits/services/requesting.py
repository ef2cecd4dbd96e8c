"""Ask for a package: what the works agreement forbids is refused before anything is made."""

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import get_language
from wagtail.log_actions import log

from campus.kit import dates
from courses.audits import proving, selectors
from courses.audits.errors import DayHidden, FilesHidden, NothingToProve
from courses.audits.models import Package
from courses.audits.questions import Question
from members.policies import selectors as policies
from members.policies.sights import Shown, Sight

if TYPE_CHECKING:
    from members.accounts.models import User
    from members.organisations.models import Municipality


@transaction.atomic
def request_package(
    *, municipality: "Municipality", question: Question, by: "User"
) -> tuple[Package, bool]:
    """Note what is asked; the second value tells whether it is still to be made.

    While the same is being made, that is the one. Raises FilesHidden, DayHidden or NothingToProve.
    """
    check_allowed(question, policies.shown_in(municipality.pk))
    running = selectors.running(municipality, question.key)
    if running is not None:
        return running, False
    if not proving.duties_of(municipality, question):
        raise NothingToProve
    total = proving.staff_of(municipality, question).count()
    if not total:
        raise NothingToProve
    package = Package.objects.create(
        municipality=municipality,
        day=question.day,
        question=question.as_json(),
        question_key=question.key,
        language=get_language() or "de",
        requested_by=by,
        total=total,
    )
    log(instance=package, action="audits.request", user=by, data=question.as_json())
    return package, True


def check_allowed(question: Question, shown: Shown) -> None:
    """Refuse what the works agreement hides. Raises FilesHidden or DayHidden."""
    if Sight.FILES not in shown:
        raise FilesHidden
    # Whoever went from day to day would find the day on which something was fulfilled, and a
    # document bears it.
    if Sight.FULFILLED_ON not in shown and (question.day < dates.today() or question.documents):
        raise DayHidden
