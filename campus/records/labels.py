"""Scopes, limits and states of programs in words."""

from typing import TYPE_CHECKING

from django.utils.formats import date_format, number_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from campus.kit import dates
from courses.xapi import scopes

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from courses.xapi.models import Client

# Each scope with what it is called and what somebody should know before giving it.
SCOPES: dict[str, tuple["str | Promise", "str | Promise"]] = {
    scopes.STATEMENTS_WRITE: (
        gettext_lazy("Write statements"),
        gettext_lazy("Under the owner's name, never under that of the platform."),
    ),
    scopes.STATEMENTS_READ_MINE: (
        gettext_lazy("Read the owner's statements"),
        gettext_lazy("Only what programs of the same owner have written."),
    ),
    scopes.STATEMENTS_READ: (
        gettext_lazy("Read all statements"),
        gettext_lazy("Also those of the platform and of all other owners."),
    ),
    scopes.STATE: (
        gettext_lazy("Keep states of content"),
        gettext_lazy("So that learners can go on where they stopped."),
    ),
    scopes.DEFINE: (
        gettext_lazy("Describe activities"),
        gettext_lazy("Names and descriptions that the program sends appear everywhere."),
    ),
    scopes.PROFILE: (
        gettext_lazy("Keep profiles"),
        gettext_lazy("Documents about activities and accounts."),
    ),
    scopes.ALL_READ: (
        gettext_lazy("Read everything"),
        gettext_lazy("All statements and documents, without changing anything."),
    ),
    scopes.ALL: (
        gettext_lazy("Everything"),
        gettext_lazy("Reads, writes and voids all. For systems of the platform itself only."),
    ),
}


def scope_words(granted: list[str]) -> list[str]:
    """Return what the scopes are called."""
    return [str(SCOPES[scope][0]) if scope in SCOPES else scope for scope in granted]


def limit_words(client: "Client") -> list[str]:
    """Return the limits of a program as short sentences."""
    words = []
    if client.rate_per_minute is not None:
        rate = number_format(client.rate_per_minute, force_grouping=True)
        words.append(_("%(rate)s requests a minute at most") % {"rate": rate})
    if verbs := len(client.allowed_verbs):
        words.append(ngettext("only %(n)d verb", "only %(n)d verbs", verbs) % {"n": verbs})
    if actors := len(client.allowed_actors):
        words.append(ngettext("only %(n)d actor", "only %(n)d actors", actors) % {"n": actors})
    if client.accounts_only:
        words.append(_("people by opaque accounts only"))
    return words


def state_words(client: "Client") -> list[str]:
    """Return whether a program may call, and until when an earlier secret works."""
    now = dates.now()
    if not client.active:
        return [_("switched off")]
    if client.expires_at is not None and client.expires_at <= now:
        return [_("expired")]
    words = [_("active")]
    if client.previous_until is not None and client.previous_until > now:
        until = date_format(localtime(client.previous_until), "SHORT_DATETIME_FORMAT")
        words.append(_("previous secret works until %(until)s") % {"until": until})
    return words
