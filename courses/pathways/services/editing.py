"""Work on a path: what learners see changes only when it is published."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from django.db import transaction

from courses.pathways import editing
from courses.pathways.errors import ChangedMeanwhile, CourseTwice, NotYourPath
from courses.pathways.models import LearningPath
from courses.pathways.plans import Group, Rule, Step, courses_of, dump
from courses.pathways.rules import may_edit, may_edit_any, providers_of, works_for_all
from members.organisations.services import german_slug

if TYPE_CHECKING:
    from members.accounts.models import User
    from members.organisations.models import Provider

# Parts of addresses that are pages of this room.
RESERVED = {"verwalten", "voraussetzungen"}
SLUG_LENGTH = 70


@transaction.atomic
def create(
    *, title: str, promise: str, provider: "Provider | None", rule: str, need: int, by: "User"
) -> LearningPath:
    """Begin a path without courses. Raises NotYourPath."""
    if not may_edit_any(by):
        raise NotYourPath
    _check_owner(provider, by)
    plan = dump(Group(rule=Rule(rule), need=need))
    return LearningPath.objects.create(
        slug=_free_slug(title), title=title, promise=promise, provider=provider, plan=plan
    )


@transaction.atomic
def describe(
    *, path: LearningPath, title: str, promise: str, rule: str, need: int, by: "User"
) -> LearningPath:
    """Change title, promise and rule; the address stays. Raises NotYourPath."""
    locked = _lock(path, by)
    locked.title, locked.promise = title, promise
    return _save(locked, replace(locked.group, rule=Rule(rule), need=need))


@transaction.atomic
def change_plan(
    *, path: LearningPath, change: Callable[[Group], Group], seen: int, by: "User"
) -> LearningPath:
    """Change the steps by a pure function; `seen` is the revision on which it was chosen.

    Raises NotYourPath or ChangedMeanwhile.
    """
    locked = _lock(path, by)
    if locked.revision != seen:
        raise ChangedMeanwhile
    return _save(locked, change(locked.group))


def add_course(
    *, path: LearningPath, step: Step, into: int | None, seen: int, by: "User"
) -> LearningPath:
    """Append a course to the path or to one of its sets. Raises CourseTwice."""

    def change(plan: Group) -> Group:
        if step.course in courses_of(plan):
            raise CourseTwice
        return editing.add_step(plan, step, into=into)

    return change_plan(path=path, change=change, seen=seen, by=by)


def add_set(*, path: LearningPath, group: Group, seen: int, by: "User") -> LearningPath:
    """Append an empty set."""
    return change_plan(
        path=path, change=lambda plan: editing.add_set(plan, group), seen=seen, by=by
    )


def _lock(path: LearningPath, by: "User") -> LearningPath:
    """Return the path, locked, if the user may change it."""
    if not may_edit(by, path):
        raise NotYourPath
    return LearningPath.objects.select_for_update().get(pk=path.pk)


def _save(path: LearningPath, plan: Group) -> LearningPath:
    path.plan = dump(plan)
    path.revision += 1
    path.save()
    return path


def _check_owner(provider: "Provider | None", by: "User") -> None:
    """Let only the office make paths of its own; providers make theirs."""
    if provider is None and works_for_all(by):
        return
    if provider is None or not providers_of(by).filter(pk=provider.pk).exists():
        raise NotYourPath


def _free_slug(title: str) -> str:
    base = german_slug(title)[:SLUG_LENGTH].strip("-") or "lernpfad"
    taken = RESERVED | set(
        LearningPath.objects.filter(slug__startswith=base).values_list("slug", flat=True)
    )
    slug, number = base, 1
    while slug in taken:
        number += 1
        slug = f"{base}-{number}"
    return slug
