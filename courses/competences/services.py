"""Deeds of this room: publish frameworks; begin, answer, finish and delete an assessment."""

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any

from django.db import transaction

from campus.kit import dates
from campus.kit.errors import DomainError
from courses.competences import selectors
from courses.competences.content import NOT_YET, digest
from courses.competences.errors import (
    FinishedAlready,
    NoSuchLevel,
    NotComplete,
    PublishedAlready,
)
from courses.competences.gaps import unanswered
from courses.competences.models import Assessment, Framework
from courses.pathways.services import book

if TYPE_CHECKING:
    from courses.enrolment.models import Enrolment
    from members.accounts.models import User
    from members.people.models import Person


@transaction.atomic
def publish(content: Mapping[str, Any]) -> tuple[Framework, bool]:
    """Publish a framework or role model; return it and whether it is new.

    The same contents a second time change nothing. Raises PublishedAlready for other ones.
    """
    facts = {name: str(content[name]) for name in ("slug", "version")}
    known = Framework.objects.filter(**facts).first()
    mark = digest(content)
    if known is not None and known.digest != mark:
        raise PublishedAlready(name=f"{facts['slug']} {facts['version']}")
    if known is not None:
        return known, False
    created = Framework.objects.create(
        **facts, kind=content["kind"], name=content["name"], content=content, digest=mark
    )
    return created, True


@transaction.atomic
def begin(*, person: "Person", framework: Framework, roles: Framework, role: str) -> Assessment:
    """Begin an assessment, or go on with the open one towards the role now chosen."""
    assessment, is_new = Assessment.objects.get_or_create(
        person=person,
        framework=framework,
        finished_at=None,
        defaults={"roles": roles, "role": role},
    )
    if not is_new:
        aim(assessment=assessment, roles=roles, role=role)
    return assessment


@transaction.atomic
def aim(*, assessment: Assessment, roles: Framework, role: str) -> None:
    """Compare an assessment with another role; the answers stay."""
    assessment.roles, assessment.role = roles, role
    assessment.save(update_fields=["roles", "role"])


@transaction.atomic
def answer(*, assessment: Assessment, levels: Mapping[str, int]) -> Assessment:
    """Keep the answers of a page. Raises FinishedAlready or NoSuchLevel."""
    locked = Assessment.objects.select_for_update(of=("self",)).get(pk=assessment.pk)
    if locked.finished_at:
        raise FinishedAlready
    held = selectors.contents(locked.framework)
    codes, highest = set(held.codes), len(held.levels)
    for code, level in levels.items():
        if code not in codes or not NOT_YET <= level <= highest:
            raise NoSuchLevel
    locked.answers = {**locked.answers, **levels}
    locked.save(update_fields=["answers"])
    return locked


@transaction.atomic
def finish(*, assessment: Assessment) -> Assessment:
    """Close an assessment; a second call changes nothing. Raises NotComplete."""
    locked = Assessment.objects.select_for_update(of=("self",)).get(pk=assessment.pk)
    if unanswered(selectors.contents(locked.framework).codes, locked.answers):
        raise NotComplete
    if locked.finished_at is None:
        locked.finished_at = dates.now()
        locked.save(update_fields=["finished_at"])
    return locked


def delete(*, assessment: Assessment) -> None:
    """Forget an assessment."""
    assessment.delete()


def take_all(
    *, course_ids: Collection[int], person: "Person", by: "User"
) -> "tuple[list[Enrolment], list[tuple[int, str]]]":
    """Take a seat in each course, as far as its own rules let; return seats and refusals.

    Each course stands alone: one that asks for something first does not hold up the others.
    """
    taken: list[Enrolment] = []
    refused: list[tuple[int, str]] = []
    for course_id in course_ids:
        try:
            with transaction.atomic():
                taken.append(book(course_id=course_id, person=person, by=by))
        except DomainError as error:
            refused.append((course_id, str(error)))
    return taken, refused
