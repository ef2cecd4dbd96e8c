"""Messages about statements and objections."""

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from members.messages import kinds
from members.messages import services as messages
from members.roles import selectors as roles
from members.roles.catalogue import Role

if TYPE_CHECKING:
    from members.settlement.models import Dispute, Statement

ISSUED = kinds.Kind("settlement_issued", _("New statement of what your modules earn"))
DISPUTED = kinds.Kind("settlement_disputed", _("Objection to a statement"))
ANSWERED = kinds.Kind("settlement_answered", _("Answer to your objection"))


def register_kinds() -> None:
    """Make the kinds known to members.messages; called once at start."""
    for kind in (ISSUED, DISPUTED, ANSWERED):
        kinds.register(kind)


def tell_provider(statement: "Statement") -> None:
    """Tell the management of the provider that a statement is there."""
    for user in roles.holders(Role.PROVIDER_OWNER, provider=statement.provider):
        messages.send(
            kind=ISSUED.name,
            key=f"{statement.number}:{user.pk}",
            recipient=user,
            context={"statement": statement, "link": _own_page(statement)},
        )


def tell_office(dispute: "Dispute") -> None:
    """Tell the office of an objection."""
    link = reverse("settlement:office_statement", args=[dispute.statement.number])
    for user in roles.holders(Role.OFFICE):
        messages.send(
            kind=DISPUTED.name,
            key=f"{dispute.pk}:{user.pk}",
            recipient=user,
            context={"dispute": dispute, "statement": dispute.statement, "link": link},
        )


def tell_who_objected(dispute: "Dispute") -> None:
    """Send the answer to whoever has objected."""
    if dispute.raised_by is not None:
        messages.send(
            kind=ANSWERED.name,
            key=str(dispute.pk),
            recipient=dispute.raised_by,
            context={
                "dispute": dispute,
                "statement": dispute.statement,
                "link": _own_page(dispute.statement),
            },
        )


def _own_page(statement: "Statement") -> str:
    return reverse("settlement:statement", args=[statement.number])
