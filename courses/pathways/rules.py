"""Who may make paths, set prerequisites and decide on earlier learning: the office for all,
providers for their own."""

from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

from courses.catalogue import selectors as catalogue
from courses.pathways.models import Evidence, LearningPath
from courses.pathways.states import EvidenceState
from members.organisations import selectors as organisations
from members.roles import selectors as roles
from members.roles.catalogue import Role

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from courses.catalogue.models import CoursePage
    from members.accounts.models import User
    from members.organisations.models import Provider
    from members.people.models import Person


def works_for_all(user: "User | AnonymousUser") -> bool:
    """Tell whether the user works in the office of the cooperative."""
    return roles.has_any(user, Role.OFFICE)


def may_edit_any(user: "User | AnonymousUser") -> bool:
    """Tell whether the user makes paths anywhere."""
    return roles.has_any(user, Role.OFFICE, Role.PROVIDER_OWNER)


def providers_of(user: "User | AnonymousUser") -> "QuerySet[Provider]":
    """Return the providers in whose name the user acts."""
    if works_for_all(user):
        return organisations.providers()
    return roles.providers_with(user, Role.PROVIDER_OWNER)


def editable_by(user: "User | AnonymousUser") -> QuerySet[LearningPath]:
    """Return the paths that the user may change."""
    paths = LearningPath.objects.select_related("provider")
    if works_for_all(user):
        return paths
    return paths.filter(provider__in=providers_of(user))


def may_edit(user: "User | AnonymousUser", path: LearningPath) -> bool:
    """Tell whether the user may change this path."""
    return editable_by(user).filter(pk=path.pk).exists()


def courses_of(user: "User | AnonymousUser") -> "QuerySet[CoursePage]":
    """Return the published courses for which the user speaks."""
    courses = catalogue.published_courses()
    if works_for_all(user):
        return courses
    return courses.filter(entry__provider__in=providers_of(user))


def reviewable_by(user: "User | AnonymousUser") -> QuerySet[Evidence]:
    """Return the evidence on which the user decides; never the user's own."""
    waiting = entrusted_to(user).filter(state=EvidenceState.HANDED_IN)
    return waiting.order_by("handed_in_at", "pk")


def entrusted_to(user: "User | AnonymousUser") -> QuerySet[Evidence]:
    """Return the evidence that is the user's to decide on, also where it is decided by now."""
    handed_in = Evidence.objects.select_related("person", "wanted")
    if not works_for_all(user):
        handed_in = handed_in.filter(wanted__entry__provider__in=providers_of(user))
    return handed_in.exclude(person__user_id=user.pk or 0)


def acting_role(user: "User | AnonymousUser") -> Role:
    """Return in which role the user reads evidence, for the access log."""
    return Role.OFFICE if works_for_all(user) else Role.PROVIDER_OWNER


def readable_by(user: "User | AnonymousUser", person: "Person | None") -> QuerySet[Evidence]:
    """Return the evidence whose file the user may open: the own, and what waits for the user."""
    mine = Q(person=person) if person else Q(pk=None)
    reviewed = Q(pk__in=reviewable_by(user).order_by().values("pk"))
    return Evidence.objects.filter(mine | reviewed)
