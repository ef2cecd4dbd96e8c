"""Documents on the web: public verification, the holder's own list and PDF, revocation."""

import secrets
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from campus.kit.access import allowed
from campus.kit.errors import DomainError
from courses.certificates import limits, rules, selectors, services, words
from courses.certificates.documents import certificate_pdf
from courses.certificates.errors import NothingBetter, TooManyChecks
from courses.certificates.forms import NameForm, RevokeForm
from courses.certificates.numbers import normalise, spelt
from members.people.services import log_access
from members.roles.catalogue import Role

if TYPE_CHECKING:
    from courses.certificates.models import Certificate
    from members.accounts.models import User
    from members.accounts.requests import SignedInRequest

PER_PAGE = 20


@require_GET
def check(request: HttpRequest) -> HttpResponse:
    """Let anybody type a number from a printed document."""
    typed = request.GET.get("nummer", "")
    number = normalise(typed)
    if number:
        return redirect("certificates:verify", number=number)
    status = 400 if typed else 200
    return render(request, "certificates/check.html", {"typed": typed}, status=status)


@sensitive_post_parameters("name")
@require_http_methods(["GET", "POST"])
def verify(request: HttpRequest, number: str) -> HttpResponse:
    """Say to whoever has the number whether it is genuine, and compare a typed name."""
    try:
        certificate = _found(request, number)
        if certificate is None:
            return render(request, "certificates/verify.html", {"number": number}, status=404)
        form, matches = _compared(request, certificate)
    except TooManyChecks as error:
        refused = {"typed": number, "refusal": str(error)}
        return render(request, "certificates/check.html", refused, status=error.status)
    code = request.GET.get("zeigen", "")
    shown: dict[str, Any] = {
        "certificate": certificate,
        "number": certificate.number,
        "shown": words.shown(certificate),
        "form": form,
        "matches": matches,
        "shows_name": bool(code) and secrets.compare_digest(code, certificate.share_code),
        "may_revoke": rules.may_revoke(request.user) and certificate.revoked_at is None,
    }
    status = 400 if form.is_bound and not form.is_valid() else 200
    return render(request, "certificates/verify.html", shown, status=status)


def _found(request: HttpRequest, number: str) -> "Certificate | None":
    """Return the document; an address that tries many numbers is held up."""
    limits.refuse_when_exhausted(request, "number")
    certificate = selectors.by_number(normalise(number) or number)
    if certificate is None:
        limits.count(request, "number")
    return certificate


def _compared(request: HttpRequest, certificate: "Certificate") -> tuple[NameForm, bool | None]:
    """Return the form and whether the typed name is the holder's; None where none was typed."""
    form = NameForm(request.POST if request.method == "POST" else None)
    if not form.is_bound or not form.is_valid():
        return form, None
    limits.count(request, "name")
    return form, spelt(form.cleaned_data["name"]) == spelt(certificate.holder_name)


@login_required
@require_GET
def own(request: "SignedInRequest") -> HttpResponse:
    """List the signed-in person's documents of all periods."""
    page = Paginator(rules.own_certificates(request.user), PER_PAGE).get_page(
        request.GET.get("seite")
    )
    better = selectors.better_results(page)
    rows = [words.shown(certificate, better.get(certificate.pk)) for certificate in page]
    return render(request, "certificates/own.html", {"rows": rows, "page": page})


@login_required
@require_GET
def pdf(request: "SignedInRequest", number: str) -> HttpResponse:
    """Hand the holder the PDF; everybody else gets 404. A revoked one is explained instead."""
    certificate = get_object_or_404(rules.own_certificates(request.user), number=number)
    if certificate.revoked_at:
        return redirect("certificates:verify", number=number)
    with_score = request.GET.get("punkte") == "1"
    content = certificate_pdf(certificate, with_score=with_score)
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{certificate.number}.pdf"'
    return response


@login_required
@require_http_methods(["GET", "POST"])
def renew(request: "SignedInRequest", number: str) -> HttpResponse:
    """Let the holder put a record with the better result in the place of the older one."""
    certificate = get_object_or_404(rules.own_certificates(request.user), number=number)
    better = selectors.better_results([certificate]).get(certificate.pk)
    if request.method == "GET" and better is not None:
        context = {"certificate": certificate, "better": better}
        return render(request, "certificates/renew.html", context)
    try:
        if better is None:
            raise NothingBetter
        new = services.renew(certificate=certificate, by=request.user)
    except DomainError as error:
        messages.warning(request, str(error))
    else:
        news = _("Your new certificate has the number %(number)s.")
        messages.success(request, news % {"number": new.number})
    return redirect("certificates:own")


@login_required
@require_POST
def share(request: "SignedInRequest", number: str) -> HttpResponse:
    """Let the holder make, or take back, an address that shows the name."""
    certificate = get_object_or_404(rules.own_certificates(request.user), number=number)
    if request.POST.get("deed") == "stop":
        services.stop_sharing(certificate=certificate)
        messages.success(request, _("The link no longer shows your name."))
        return redirect("certificates:own")
    try:
        services.share(certificate=certificate)
    except DomainError as error:
        messages.warning(request, str(error))
    else:
        messages.success(request, _("The link is ready. Whoever has it sees your name."))
    return redirect("certificates:own")


@require_http_methods(["GET", "POST"])
@allowed(rules.may_revoke)
def revoke(request: "SignedInRequest", number: str) -> HttpResponse:
    """Let the office revoke a document, with a reason, and replace it if asked to."""
    certificate = selectors.by_number(number)
    if certificate is None:
        raise Http404
    form = RevokeForm(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                shown = _revoke(certificate, by=request.user, **form.cleaned_data)
            except DomainError as error:
                form.add_error(None, str(error))
                status = error.status
            else:
                messages.success(request, _("The certificate has been revoked."))
                return redirect("certificates:verify", number=shown.number)
    # The page shows the holder's name.
    log_access(
        viewer=request.user,
        viewer_role=Role.OFFICE,
        people=[certificate.person],
        what="certificate",
    )
    context = {"form": form, "certificate": certificate}
    return render(request, "certificates/revoke.html", context, status=status)


def _revoke(certificate: "Certificate", *, reason: str, replace: bool, by: "User") -> "Certificate":
    deed = services.replace if replace else services.revoke
    return deed(certificate=certificate, reason=reason, by=by)
