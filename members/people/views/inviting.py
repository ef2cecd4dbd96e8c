"""HR adds staff and invites them: one by one, by a list, by letters."""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from campus.kit.errors import DomainError
from members.people import selectors, services
from members.people.forms.staff import InviteForm, ReinviteForm, SeveralForm
from members.people.letters import letters_pdf
from members.people.models import Employment, Invitation
from members.people.releasing import letters as access_letters
from members.people.releasing import several as several_people
from members.people.views.scope import StaffScope, job_or_404, scope_of, staff_only
from members.second_person import selectors as second_person

if TYPE_CHECKING:
    from members.second_person.models import Proposal

MOST_LETTERS = 200


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def invite(request: HttpRequest) -> HttpResponse:
    """Add one person and invite them."""
    scope = scope_of(request)
    choices: dict[str, Any] = {
        "departments": scope.departments,
        "department_needed": not scope.is_whole,
    }
    if request.method != "POST":
        context = {"form": InviteForm(**choices), "scope": scope}
        return render(request, "people/invite.html", context)
    form = InviteForm(request.POST, **choices)
    status = 400
    if form.is_valid():
        try:
            job = _add_and_invite(request, scope, form.cleaned_data)
        except DomainError as error:
            form.add_error(None, str(error))
            status = error.status
        else:
            return redirect("people:detail", job.pk)
    return render(request, "people/invite.html", {"form": form, "scope": scope}, status=status)


def _add_and_invite(request: HttpRequest, scope: StaffScope, values: dict[str, Any]) -> Employment:
    """Add the person; whoever has an address receives the link at once."""
    user: Any = request.user
    job = services.add_person(municipality=scope.municipality, added_by=user, **values)
    if job.person.user_id:
        messages.success(request, _("The person was added and can already sign in."))
    elif job.person.email:
        services.invite(employment=job, invited_by=user, channel=Invitation.Channel.EMAIL)
        messages.success(
            request, _("The invitation is on its way to %(email)s.") % {"email": job.person.email}
        )
    else:
        messages.success(request, _("The person was added. Now print the letter."))
    return job


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def several(request: HttpRequest) -> HttpResponse:
    """Add several people: first a preview, then the confirmation."""
    scope = scope_of(request)
    if request.method != "POST":
        context = {"form": SeveralForm(), "scope": scope, "checked": []}
        return render(request, "people/several.html", context)
    form = SeveralForm(request.POST)
    context = {"form": form, "scope": scope, "checked": []}
    if not form.is_valid():
        return render(request, "people/several.html", context, status=400)
    user: Any = request.user
    checked = several_people.checked(form, scope.municipality, user)
    faulty = [entry for entry in checked if entry.faults]
    needs_two = second_person.is_needed(scope.municipality, len(checked))
    context |= {"checked": checked, "faulty": faulty, "needs_two": needs_two}
    context["digest"] = several_people.stamp_of(form, checked)
    if faulty or request.POST.get("confirm") != context["digest"]:
        return render(request, "people/several.html", context, status=400 if faulty else 200)
    try:
        if needs_two:
            proposal = several_people.propose(form, checked, scope.municipality, user)
            return _proposed(request, proposal)
        added = services.add_several(
            checked=checked,
            municipality=scope.municipality,
            valid_from=form.cleaned_data["valid_from"],
            added_by=user,
        )
    except DomainError as error:
        form.add_error(None, str(error))
        return render(request, "people/several.html", context, status=error.status)
    _say_what_came_of_it(request, added)
    return redirect(reverse("people:list") + scope.suffix)


def _proposed(request: HttpRequest, proposal: "Proposal") -> HttpResponse:
    messages.success(request, _("Proposed. As soon as a colleague releases it, it is done."))
    return redirect("second_person:detail", proposal.reference)


def _say_what_came_of_it(request: HttpRequest, added: services.Added) -> None:
    number = len(added.jobs)
    messages.success(
        request,
        ngettext("%(number)s person was added.", "%(number)s people were added.", number)
        % {"number": number},
    )
    without = added.without_email
    if without:
        text = ngettext(
            "%(number)s person has no e-mail address. Print the letter on this page.",
            "%(number)s people have no e-mail address. Print the letters on this page.",
            without,
        )
        messages.info(request, text % {"number": without})


@require_POST
@staff_only
def reinvite(request: HttpRequest, key: int) -> HttpResponse:
    """Invite somebody once more, by e-mail or by letter."""
    job, _scope = job_or_404(request, key)
    form = ReinviteForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose whether to invite by e-mail or by letter."))
        return redirect("people:detail", job.pk)
    user: Any = request.user
    try:
        issued = services.invite(
            employment=job, invited_by=user, channel=form.cleaned_data["channel"]
        )
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("people:detail", job.pk)
    if issued.code:
        return as_pdf(letters_pdf([issued]))
    messages.success(
        request, _("The invitation is on its way to %(email)s.") % {"email": job.person.email}
    )
    return redirect("people:detail", job.pk)


@require_POST
@staff_only
def revoke(request: HttpRequest, key: int) -> HttpResponse:
    """Take an open invitation back."""
    job, _scope = job_or_404(request, key)
    invitation = selectors.latest_invitation(job)
    if invitation is not None:
        services.revoke_invitation(invitation=invitation)
        messages.success(request, _("The invitation is no longer valid."))
    return redirect("people:detail", job.pk)


@require_POST
@staff_only
def letters(request: HttpRequest) -> HttpResponse:
    """Print letters with new access codes for the chosen people."""
    scope = scope_of(request)
    back = redirect(reverse("people:list") + scope.suffix)
    keys = [int(key) for key in request.POST.getlist("job") if key.isdecimal()][:MOST_LETTERS]
    jobs = list(scope.jobs.filter(pk__in=keys).select_related("person__user", "municipality"))
    if not jobs:
        messages.error(request, _("Choose at least one person for whom a letter is printed."))
        return back
    user: Any = request.user
    try:
        if second_person.is_needed(scope.municipality, len(jobs)):
            return _proposed(request, access_letters.propose(jobs, scope.municipality, user))
        issued = services.issue_letters(employments=jobs, invited_by=user)
    except DomainError as error:
        messages.error(request, str(error))
        return back
    return as_pdf(letters_pdf(issued))


def as_pdf(content: bytes) -> HttpResponse:
    """Return the letters as a download that no cache keeps."""
    return HttpResponse(
        content,
        content_type="application/pdf",
        headers={
            "Content-Disposition": 'attachment; filename="zugangsbriefe.pdf"',
            "Cache-Control": "no-store",
        },
    )
