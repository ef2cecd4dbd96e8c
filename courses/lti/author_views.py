"""Authors choose contents in a tool, take them over, and try them out."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from campus.kit.access import allowed
from campus.kit.errors import DomainError
from courses.lti import services
from courses.lti.forms import TakeOverForm
from courses.lti.models import Launch, Purpose
from courses.tools import rates
from courses.tools import rules as tool_rules
from courses.tools import selectors as tools

if TYPE_CHECKING:
    from members.accounts.requests import SignedInRequest

ANSWERS_A_MINUTE = 20


@require_GET
@never_cache
@allowed(tool_rules.may_work)
def choose(request: "SignedInRequest", key: UUID) -> HttpResponse:
    """Lead to where contents are chosen; `key` is the tool's."""
    tool = tools.tool_of(request.user, key)
    if tool is None:
        raise Http404
    try:
        launch = services.begin_choice(
            tool=tool, user=request.user, session_key=request.session.session_key
        )
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("tools:tool", key)
    return redirect(services.login_address(launch))


@require_GET
@never_cache
@allowed(tool_rules.may_work)
def try_out(request: "SignedInRequest", key: UUID) -> HttpResponse:
    """Lead to a content as a trial; `key` is the content's."""
    content = tools.content_of(request.user, key)
    if content is None:
        raise Http404
    try:
        launch = services.begin_trial(
            content=content, user=request.user, session_key=request.session.session_key
        )
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("tools:tool", content.tool_id)
    return redirect(services.login_address(launch))


@csrf_exempt
@require_POST
@never_cache
def chosen(request: HttpRequest, key: UUID) -> HttpResponse:
    """Take a tool's answer, which its signature vouches for; the author confirms it next."""
    launch = get_object_or_404(Launch, pk=key, purpose=Purpose.CHOOSE)
    try:
        rates.count(f"chosen:{key}", most=ANSWERS_A_MINUTE)
        services.take_answer(launch=launch, token=request.POST.get("JWT", ""))
    except DomainError as error:
        return render(request, "course_lti/stopped.html", {"error": error}, status=error.status)
    # An ordinary link: browsers withhold the session from forms that other sites send.
    return HttpResponseRedirect(reverse("lti:take_over", args=[key]), status=303)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def take_over(request: "SignedInRequest", key: UUID) -> HttpResponse:
    """Show what was chosen; keep it, as drafts of lessons in a chapter if one is named."""
    rows = Launch.objects.select_related("tool__provider").filter(answered_at__isnull=False)
    launch = get_object_or_404(rows, pk=key, user=request.user, taken_at=None)
    if tools.tool_of(request.user, launch.tool_id) is None:
        raise Http404
    sent = request.POST if request.method == "POST" else None
    form = TakeOverForm(sent, user=request.user, tool=launch.tool)
    if request.method == "POST" and form.is_valid():
        chapter = form.cleaned_data["chapter"]
        try:
            services.take_over(launch=launch, chapter=chapter)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The contents are taken over."))
            return redirect("tools:tool", launch.tool_id)
    context = {"form": form, "launch": launch, "tool": launch.tool}
    status = 400 if request.method == "POST" else 200
    return render(request, "course_lti/take_over.html", context, status=status)
