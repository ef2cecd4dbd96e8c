"""Where somebody who does not learn here starts work after signing in."""

from typing import TYPE_CHECKING

from django.urls import reverse

from members.roles import selectors as roles
from members.roles.catalogue import Role

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from members.accounts.models import User

# In the order of precedence: who holds several roles starts at the first.
HOMES: tuple[tuple[Role, str], ...] = (
    (Role.OFFICE, "cooperative:dashboard"),
    (Role.BOARD, "reports:board"),
    (Role.HR_MANAGER, "assignments:dashboard"),
    (Role.DEPARTMENT_HR, "assignments:dashboard"),
    (Role.EDITOR, "wagtailadmin_home"),
    (Role.PROVIDER_OWNER, "wagtailadmin_home"),
    (Role.AUTHOR, "wagtailadmin_home"),
    (Role.REVIEWER, "review:list"),
    (Role.DIDACTICS, "review:list"),
    (Role.ACCESSIBILITY, "review:list"),
    (Role.TUTOR, "questions:list"),
    (Role.ANALYST, "insight:overview"),
    (Role.ADMINISTRATOR, "wagtailadmin_home"),
    (Role.CONTACT_PERSON, "billing:my_invoices"),
    (Role.STAFF_COUNCIL, "policies:council"),
)


def home_of(user: "User | AnonymousUser") -> str:
    """Return the address of the user's workplace; without any role, the catalogue."""
    for role, name in HOMES:
        if roles.has_any(user, role):
            return reverse(name)
    return reverse("catalogue:search")
