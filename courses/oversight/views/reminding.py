"""One click reminds one; several are reminded in words of one's own, after a look at a mail."""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from courses.assignments import services as assignments
from courses.assignments.looking import log_look
from courses.oversight import lists, services
from courses.oversight.errors import NobodyChosen
from courses.oversight.forms import ReminderForm
from courses.oversight.views.scope import Choice, choice_of

if TYPE_CHECKING:
    from courses.assignments.services import Reminded
    from members.accounts.requests import SignedInRequest

# So many are named before the mail is sent; the others are counted.
MOST_NAMED = 50


@login_required
@require_POST
def remind(request: "SignedInRequest") -> HttpResponse:
    """Remind one at once; several or all after the text and a look at the mail."""
    choice = choice_of(request).today()
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
    if single:
        return _send(request, choice, chosen, "")
    return _step(request, choice, chosen)


def _step(request: "SignedInRequest", choice: Choice, chosen: list[int]) -> HttpResponse:
    """Let the text be written, show a mail, or send them all."""
    step = request.POST.get("schritt")
    if step not in ("vorschau", "senden"):
        form = ReminderForm.suggested()
        if "text" in request.POST:
            form.initial["text"] = request.POST["text"]
        return _write(request, choice, chosen, form)
    form = ReminderForm(request.POST)
    if not form.is_valid():
        return _write(request, choice, chosen, form)
    text = form.cleaned_data["text"]
    if step == "senden":
        return _send(request, choice, chosen, text)
    return _show(request, choice, chosen, text)


def _send(request: "SignedInRequest", choice: Choice, chosen: list[int], text: str) -> HttpResponse:
    """Remind them, and let heads know if that is wished."""
    done = assignments.remind_turns(
        municipality=choice.municipality, turns=chosen, by=request.user, text=text
    )
    (messages.success if done.sent else messages.warning)(request, _said(done))
    if request.POST.get("kopie") and not request.POST.get("nur") and done.sent:
        copies = services.copy_to_heads(municipality=choice.municipality, turns=done.turns)
        messages.info(request, _said_of_copies(copies))
    return redirect(_back(choice))


def _write(
    request: "SignedInRequest", choice: Choice, chosen: list[int], form: ReminderForm
) -> HttpResponse:
    """Show whom the reminder reaches, and a text that may be changed."""
    shown = lists.late_turns(chosen[:MOST_NAMED], choice.columns, choice.shown, choice.told)
    context = {
        **_facts(request, choice, chosen),
        "form": form,
        "rows": shown,
        "more": len(chosen) - len(shown),
    }
    log_look(request, choice.municipality, "late", [row.job.person for row in shown])
    status = 400 if form.is_bound else 200
    return render(request, "oversight/remind.html", context, status=status)


def _show(request: "SignedInRequest", choice: Choice, chosen: list[int], text: str) -> HttpResponse:
    """Show the mail as the first of them gets it."""
    mail = assignments.first_mail(municipality=choice.municipality, turns=chosen, text=text)
    if mail is None:
        messages.warning(request, _("All of them have been reminded today already."))
        return redirect(_back(choice))
    context = {
        **_facts(request, choice, chosen),
        "mail": mail,
        "today": len(chosen) - mail.count,
        "text": request.POST.get("text", ""),
    }
    log_look(request, choice.municipality, "late", [mail.recipient])
    return render(request, "oversight/remind_preview.html", context)


def _facts(request: "SignedInRequest", choice: Choice, chosen: list[int]) -> dict[str, Any]:
    """Return what both pages need to know, and send on."""
    takes_all = request.POST.get("wer") == "alle"
    return {
        "choice": choice,
        "municipality": choice.municipality,
        "takes_all": takes_all,
        "turns": [] if takes_all else chosen,
        "may_copy": services.may_copy(choice.municipality),
        "wants_copy": bool(request.POST.get("kopie")),
        "back": _back(choice),
    }


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
