"""Who may see and revoke certificates, for one object and as a filter of lists."""

from typing import TYPE_CHECKING

from django.db.models import QuerySet

from courses.certificates import selectors
from courses.certificates.models import Certificate
from members.people import selectors as people
from members.roles import selectors as roles
from members.roles.catalogue import Role

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from members.accounts.models import User


def own_certificates(user: "User | AnonymousUser") -> QuerySet[Certificate]:
    """Return the user's own certificates: nobody else is handed the paper."""
    person = people.person_of(user)
    return selectors.certificates_of(person) if person else Certificate.objects.none()


def may_revoke(user: "User | AnonymousUser") -> bool:
    """Tell whether the user revokes certificates: the office that issues them."""
    return roles.has_any(user, Role.OFFICE)
