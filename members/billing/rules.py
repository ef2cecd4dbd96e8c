"""Who may see invoices: the office and the board all, a municipality its own."""

from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet

from members.billing.models import Invoice
from members.billing.selectors import issued_invoices
from members.roles import selectors as roles
from members.roles.catalogue import Role

if TYPE_CHECKING:
    from members.organisations.models import Municipality

OWN_INVOICES = (Role.HR_MANAGER, Role.CONTACT_PERSON)


def sees_own_invoices(user: Any) -> bool:
    """Human resources and the contact person see their municipality's invoices."""
    return roles.has_any(user, *OWN_INVOICES)


def own_municipalities(user: Any) -> "QuerySet[Municipality]":
    """Return the municipalities whose invoices the user may see."""
    return roles.municipalities_with(user, *OWN_INVOICES)


def own_invoices(user: Any) -> QuerySet[Invoice]:
    """Return the issued invoices the user may see; guards the list and the single invoice."""
    return issued_invoices().filter(municipality__in=own_municipalities(user))
