"""Who takes a cmi5 course, who tries it out, and who may spare somebody a unit.

Human resources waive nothing: what somebody need not learn is the provider's to judge.
"""

from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet

from courses.cmi5.models import Run, Session
from courses.enrolment import selectors as enrolments
from courses.enrolment.states import LEARNING
from members.roles import selectors as roles
from members.roles.catalogue import Role

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from courses.enrolment.models import Enrolment
    from members.accounts.models import User

FOR_PROVIDER = (Role.PROVIDER_OWNER, Role.TUTOR)
RELATED = ("package__provider", "enrolment__person", "enrolment__offer__course")


def own_runs(user: "User | AnonymousUser") -> QuerySet[Run]:
    """Return the user's own ways through courses: on seats, and trials."""
    key = user.pk or 0
    seat = Q(enrolment__person__user_id=key, enrolment__state__in=LEARNING)
    return Run.objects.filter(seat | Q(tried_by_id=key)).select_related(*RELATED)


def own_sessions(user: "User | AnonymousUser") -> QuerySet[Session]:
    """Return the sessions of the user."""
    return Session.objects.filter(run__in=own_runs(user)).select_related(
        *(f"run__{name}" for name in RELATED)
    )


def may_waive(user: Any) -> bool:
    """Tell whether the user spares anybody units of any course."""
    return roles.has_any(user, *FOR_PROVIDER)


def seats_to_waive(user: "User | AnonymousUser") -> "QuerySet[Enrolment]":
    """Return the seats on which the user may waive units; never a seat of one's own."""
    providers = roles.providers_with(user, *FOR_PROVIDER)
    seats = enrolments.all_registrations().filter(
        state__in=LEARNING, version__module__provider__in=providers
    )
    return seats.exclude(person__user_id=user.pk or 0).select_related("person", "version")


def runs_to_waive(user: "User | AnonymousUser") -> QuerySet[Run]:
    """Return on whose way the user may waive units: learners of the own providers' courses.

    Never on the own seat; on one's own trials always.
    """
    on_seats = Q(enrolment__in=seats_to_waive(user).values("pk"))
    return Run.objects.filter(on_seats | Q(tried_by_id=user.pk or 0)).select_related(*RELATED)
