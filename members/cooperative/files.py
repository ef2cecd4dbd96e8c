"""Files of the cooperative for spreadsheets."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from campus.kit.sheets import safe_cell
from members.cooperative.selectors import RegisterEntry


def register_rows(entries: Iterable[RegisterEntry]) -> list[list[str]]:
    """Return the list of members with its head; the columns are those of § 30 GenG."""
    head = [
        _("Member number"),
        _("Name"),
        _("Street"),
        _("Postcode"),
        _("Town"),
        _("Member since"),
        _("Shares"),
        _("of these further shares"),
        _("Member until"),
        _("Reason for leaving"),
    ]
    rows = [
        [
            entry.membership.number,
            entry.membership.municipality.name,
            entry.membership.municipality.street,
            entry.membership.municipality.postcode,
            entry.membership.municipality.city,
            f"{entry.membership.joined_on:%d.%m.%Y}",
            entry.account.shares,
            entry.account.further,
            f"{entry.left_on:%d.%m.%Y}" if entry.left_on else "",
            entry.membership.end_reason if entry.left_on else "",
        ]
        for entry in entries
    ]
    return [head, *[[safe_cell(cell) for cell in row] for row in rows]]
