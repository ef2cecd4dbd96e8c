"""How invoices appear on other pages: status, open items, a member's latest invoices."""

from typing import TYPE_CHECKING, Any

from django import template
from django.utils.translation import gettext as _

from campus.kit import dates
from members.billing import selectors
from members.billing.models import Invoice

if TYPE_CHECKING:
    from members.organisations.models import Municipality

register = template.Library()

LATEST = 5
# Badge and icon per status; the word comes from `status_word`.
BADGES = {
    "draft": ("warning", "edit"),
    "open": ("info", "clock"),
    "partly_paid": ("info", "euro"),
    "overdue": ("danger", "alert-octagon"),
    "paid": ("success", "check-circle"),
    "reversed": ("neutral", "close"),
    "correction": ("neutral", "refresh"),
}


def status_word(status: str) -> str:
    """Return the word of a status."""
    return {
        "draft": _("Draft"),
        "open": _("Open"),
        "partly_paid": _("Partly paid"),
        "overdue": _("Overdue"),
        "paid": _("Paid"),
        "reversed": _("Reversed"),
        "correction": _("Correction"),
    }[status]


@register.inclusion_tag("components/badge.html")
def invoice_status(invoice: Invoice) -> dict[str, str]:
    """A badge with the status of an invoice."""
    status = selectors.balance_of(invoice, dates.today()).status
    tone, icon = BADGES[status]
    return {"tone": tone, "icon": icon, "text": status_word(status)}


@register.filter
def open_amount(invoice: Invoice) -> Any:
    """Return what is open on an invoice."""
    return selectors.balance_of(invoice, dates.today()).open


@register.inclusion_tag("billing/open_items_figure.html")
def open_items_figure() -> dict[str, Any]:
    """A figure with the open items of all members."""
    return {"totals": selectors.open_totals(dates.today())}


@register.inclusion_tag("billing/invoices_of_member.html")
def invoices_of_member(municipality: "Municipality") -> dict[str, Any]:
    """A member's latest invoices, for its account page."""
    return {
        "municipality": municipality,
        "invoices": selectors.invoices_of(municipality)[:LATEST],
    }
