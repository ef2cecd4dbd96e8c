"""Who reads what is written, who decides on it, who deals with comments."""

from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, Q, QuerySet, TextField
from django.db.models.functions import Cast

from courses.modules import selectors as modules
from courses.review import who
from courses.review.models import GuestLink, StageState
from courses.review.stages import PLATFORM, ROLE_OF, Stage
from members.roles.catalogue import Role
from members.roles.rules import AUTHOR_ROLES, is_editor, providers_of_author
from members.roles.selectors import has_any, providers_with

if TYPE_CHECKING:
    from courses.modules.models import Lesson, Module

READS = (*AUTHOR_ROLES, Role.REVIEWER)


def may_open(user: Any) -> bool:
    """Tell whether the user writes or reviews anywhere."""
    return may_review(user) or has_any(user, *READS)


def may_review(user: Any) -> bool:
    """Tell whether the user decides at any stage."""
    return bool(who.stages_of(user))


def _of_stages(stages: list[Stage]) -> Exists:
    """Return whether a lesson of an outer query has ever reached one of the stages."""
    states = StageState.objects.filter(
        workflow_state__object_id=Cast(OuterRef("pk"), TextField()),
        workflow_state__base_content_type__app_label="modules",
        workflow_state__base_content_type__model="lesson",
        task__stagetask__stage__in=[stage.value for stage in stages],
    )
    return Exists(states)


def readable_lessons(user: Any) -> "QuerySet[Lesson]":
    """Return the lessons whose drafts the user may read.

    The provider's people: all of them. Advisory board and accessibility: what has reached their
    stage. The office: everything.
    """
    lessons = modules.all_lessons()
    if not getattr(user, "is_active", False) or user.is_anonymous:
        return lessons.none()
    if is_editor(user):
        return lessons
    own = Q(chapter__module__provider__in=providers_with(user, *READS))
    stages = [stage for stage in PLATFORM if has_any(user, *ROLE_OF[stage])]
    return lessons.filter(own | Q(_of_stages(stages)) if stages else own)


def readable_modules(user: Any) -> "QuerySet[Module]":
    """Return the modules of which the user may read at least one draft, and all one's own."""
    rows = modules.all_modules()
    if is_editor(user):
        return rows
    keys = readable_lessons(user).values("chapter__module_id")
    own = Q(provider__in=providers_with(user, *READS))
    return rows.filter(own | Q(pk__in=keys))


def may_write(user: Any, lesson: "Lesson") -> bool:
    """Tell whether the user writes this lesson: resolves comments, hands out links, hands in."""
    provider = lesson.chapter.module.provider_id
    return is_editor(user) or providers_of_author(user).filter(pk=provider).exists()


def may_write_module(user: Any, module: "Module") -> bool:
    """Tell whether the user writes this module."""
    return is_editor(user) or providers_of_author(user).filter(pk=module.provider_id).exists()


def links_of(user: Any) -> "QuerySet[GuestLink]":
    """Return the links that the user may look at and take back."""
    links: QuerySet[GuestLink] = GuestLink.objects.select_related("lesson", "created_by")
    if is_editor(user):
        return links
    return links.filter(lesson__chapter__module__provider__in=providers_of_author(user))
