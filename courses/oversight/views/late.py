"""Everybody who is late, and one click to remind them."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from courses.assignments import services as assignments
from courses.assignments.looking import log_look
from courses.assignments.words import KINDS, LABELS
from courses.oversight import lists, services
from courses.oversight.errors import NobodyChosen
from courses.oversight.views.drawn import tabs_of
from courses.oversight.views.scope import Choice, choice_of
from members.policies.sights import Sight

if TYPE_CHECKING:
    from courses.assignments.services import Reminded
    from members.accounts.requests import SignedInRequest

TURNS_PER_PAGE = 50
LONGEST_TEXT = 1000


@login_required
@require_GET
def late(request: "SignedInRequest") -> HttpResponse:
    """Show who is late with what, since when, and who was reminded when."""
    choice = _today(request)
    keys = lists.late_keys(choice.staff_without_filter, choice.columns)
    page = Paginator(keys, TURNS_PER_PAGE).get_page(request.GET.get("page"))
    rows = lists.late_turns(list(page.object_list), choice.columns, choice.shown, choice.told)
    context = {
        "choice": choice,
        "municipality": choice.municipality,
        "page": page,
        "rows": [(row, KINDS[row.status], LABELS[row.status]) for row in rows],
        "may_manage": choice.may_manage,
        "tabs": tabs_of(choice.municipality.slug, choice.query, "late"),
        "shows_reminders": Sight.REMINDED_ON in choice.shown,
    }
    log_look(request, choice.municipality, "late", [row.job.person for row in rows])
    return render(request, "oversight/late.html", context)


@login_required
@require_POST
def remind(request: "SignedInRequest") -> HttpResponse:
    """Remind one with a click; several or all after a look at the text."""
    choice = _today(request)
    if not choice.may_manage:
        raise PermissionDenied
    keys = lists.late_keys(choice.staff_without_filter, choice.columns)
    single = request.POST.get("nur", "")
    wanted = {single} if single else set(request.POST.getlist("turn"))
    takes_all = request.POST.get("wer") == "alle" and not single
    chosen = keys if takes_all else [key for key in keys if str(key) in wanted]
    if not chosen:
        messages.warning(request, str(NobodyChosen()))
        return redirect(_back(choice))
    if not single and request.POST.get("schritt") != "senden":
        return _write(request, choice, chosen, takes_all=takes_all)
    text = "" if single else request.POST.get("text", "").strip()[:LONGEST_TEXT]
    done = assignments.remind_turns(
        municipality=choice.municipality, turns=chosen, by=request.user, text=text
    )
    copies = 0
    if request.POST.get("kopie") and not single:
        copies = services.copy_to_heads(municipality=choice.municipality, turns=done.turns)
    (messages.success if done.sent else messages.warning)(request, _said(done))
    if request.POST.get("kopie") and done.sent:
        messages.info(request, _said_of_copies(copies))
    return redirect(_back(choice))


def _write(
    request: "SignedInRequest", choice: Choice, chosen: list[int], *, takes_all: bool
) -> HttpResponse:
    """Show whom the reminder reaches, and a text that may be changed."""
    shown = lists.late_turns(chosen[:TURNS_PER_PAGE], choice.columns, choice.shown, choice.told)
    context = {
        "choice": choice,
        "municipality": choice.municipality,
        "count": len(chosen),
        "rows": shown,
        "more": len(chosen) - len(shown),
        "turns": [] if takes_all else chosen,
        "takes_all": takes_all,
        "text": _("This course is obligatory and its day has passed. Please take it soon."),
        "longest": LONGEST_TEXT,
        "may_copy": services.may_copy(choice.municipality),
        "back": _back(choice),
    }
    log_look(request, choice.municipality, "late", [row.job.person for row in shown])
    return render(request, "oversight/remind.html", context)


def _today(request: "SignedInRequest") -> Choice:
    """Return the choice; nobody is reminded of a day that has been."""
    return choice_of(request).today()


def _back(choice: Choice) -> str:
    return f"{reverse('oversight:late')}?{choice.query}"


def _said_of_copies(count: int) -> str:
    if not count:
        return _("No head of a department could be told: none is named, or they are reminded too.")
    return ngettext(
        "%(count)d head of a department has a copy.",
        "%(count)d heads of departments have a copy.",
        count,
    ) % {"count": count}


def _said(done: "Reminded") -> str:
    sent = ngettext("%(count)d reminder is sent.", "%(count)d reminders are sent.", done.sent)
    if not done.today:
        return sent % {"count": done.sent}
    today = ngettext(
        "%(count)d had been sent today already.",
        "%(count)d had been sent today already.",
        done.today,
    )
    return f"{sent % {'count': done.sent}} {today % {'count': done.today}}"
