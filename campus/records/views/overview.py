"""The first page: is the store well?"""

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from campus.kit.errors import DomainError
from campus.records import services
from campus.records.selectors import Overview, overview
from campus.records.views.gate import operators_only

if TYPE_CHECKING:
    from members.accounts.requests import SignedInRequest

MINUTE, HOUR, DAY = dt.timedelta(minutes=1), dt.timedelta(hours=1), dt.timedelta(days=1)


@require_safe
@operators_only
def show_overview(request: "SignedInRequest") -> HttpResponse:
    """Show rate, size, lag, forwarding, partitions and erasures."""
    state = overview()
    context = {
        "state": state,
        "figures": _figures(state),
        "hours": [(_hour(hour), count) for hour, count in state.rate.by_hour()],
        "targets": [
            (target, _age(state.rate.now, target.waiting.oldest)) for target in state.targets
        ],
    }
    return render(request, "records/overview.html", context)


@require_POST
@operators_only
def pause_forwarding(request: "SignedInRequest", name: str) -> HttpResponse:
    """Send nothing to an external store for now."""
    return _forwarding_deed(request, services.pause_forwarding, name, _("%(name)s is paused."))


@require_POST
@operators_only
def resume_forwarding(request: "SignedInRequest", name: str) -> HttpResponse:
    """Go on sending to an external store."""
    return _forwarding_deed(request, services.resume_forwarding, name, _("%(name)s goes on."))


def _forwarding_deed(
    request: "SignedInRequest", deed: Callable[..., None], name: str, done: str
) -> HttpResponse:
    try:
        deed(by=request.user, name=name)
    except DomainError as error:
        raise Http404(str(error)) from error
    messages.success(request, done % {"name": name})
    return redirect("records:overview")


def _figures(state: Overview) -> list[dict[str, str]]:
    rate = state.rate
    return [
        {
            "label": _("Stored in the last minute"),
            "value": _count(rate.within(MINUTE)),
            "note": _("%(count)s in the last hour") % {"count": _count(rate.within(HOUR))},
        },
        {
            "label": _("Stored in the last 24 hours"),
            "value": _count(rate.within(DAY)),
            "note": _("%(count)s an hour on average")
            % {"count": _count(round(rate.within(DAY) / 24))},
        },
        {
            "label": _("Stored in all"),
            "value": _("about %(count)s") % {"count": _count(state.stored)},
            "note": _("estimate of the database"),
        },
        {"label": _("Waiting for the progress"), **_lag(state)},
    ]


def _lag(state: Overview) -> dict[str, str]:
    """Say how many statements have not been folded into anybody's progress, and since when."""
    queue = state.queue
    if not queue.count:
        return {"value": "0", "note": _("All progress is up to date."), "tone": "good"}
    count = _count(queue.count)
    age = {"age": _age(state.rate.now, queue.oldest)}
    note = _("The oldest has been waiting for %(age)s.") % age
    if state.is_late:
        note += " " + _("Is the worker running?")
    return {
        "value": _("more than %(count)s") % {"count": count} if queue.is_more else count,
        "note": note,
        "tone": "bad" if state.is_late else "",
    }


def _age(now: dt.datetime, since: dt.datetime | None) -> str:
    """Return a time span in words; seconds count, since the worker is that quick."""
    if since is None:
        return ""
    if now - since >= MINUTE:
        return timesince(since, now, depth=1)
    seconds = max(int((now - since).total_seconds()), 0)
    return ngettext("%(count)d second", "%(count)d seconds", seconds) % {"count": seconds}


def _hour(hour: dt.datetime) -> str:
    return _("%(hour)s h") % {"hour": date_format(timezone.localtime(hour), "G")}


def _count(number: int) -> str:
    return number_format(number, force_grouping=True)
