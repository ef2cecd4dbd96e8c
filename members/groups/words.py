"""The rule of a group in words."""

from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

if TYPE_CHECKING:
    from members.groups.models import StaffGroup


def conditions_of(group: "StaffGroup") -> list[str]:
    """Return each condition as a line; all of them have to hold."""
    lines = []
    departments = ", ".join(one.name for one in group.departments.all())
    if departments:
        lines.append(_("Department: %(names)s, with those below") % {"names": departments})
    if group.position_words:
        lines.append(_("Position contains: %(words)s") % {"words": group.position_words})
    if group.entered_from:
        day = date_format(group.entered_from, "SHORT_DATE_FORMAT")
        lines.append(_("First working day on or after %(day)s") % {"day": day})
    if group.entered_until:
        day = date_format(group.entered_until, "SHORT_DATE_FORMAT")
        lines.append(_("First working day on or before %(day)s") % {"day": day})
    return lines


def by_name(group: "StaffGroup") -> str:
    """Return how many belong to it by name, or nothing."""
    count = len(group.people.all())
    if not count:
        return ""
    sentence = ngettext("%(count)d person by name", "%(count)d people by name", count)
    return sentence % {"count": count}
