"""Certificates on the web: public verification, the holder's own list and PDF, revocation."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from campus.kit.access import allowed
from campus.kit.errors import DomainError
from courses.certificates import rules, selectors, services
from courses.certificates.documents import certificate_pdf
from courses.certificates.forms import RevokeForm
from courses.certificates.numbers import normalise

if TYPE_CHECKING:
    from courses.certificates.models import Certificate
    from members.accounts.models import User
    from members.accounts.requests import SignedInRequest


@require_GET
def check(request: HttpRequest) -> HttpResponse:
    """Let anybody type a number from a printed certificate."""
    typed = request.GET.get("nummer", "")
    number = normalise(typed)
    if number:
        return redirect("certificates:verify", number=number)
    status = 400 if typed else 200
    return render(request, "certificates/check.html", {"typed": typed}, status=status)


@require_GET
def verify(request: HttpRequest, number: str) -> HttpResponse:
    """Say whether a certificate is genuine; public to whoever holds its number."""
    certificate = selectors.by_number(normalise(number) or number)
    context = {
        "certificate": certificate,
        "number": certificate.number if certificate else number,
        "may_revoke": rules.may_revoke(request.user),
    }
    status = 200 if certificate else 404
    return render(request, "certificates/verify.html", context, status=status)


@login_required
@require_GET
def own(request: "SignedInRequest") -> HttpResponse:
    """List the signed-in person's certificates."""
    rows = rules.own_certificates(request.user)
    return render(request, "certificates/own.html", {"certificates": rows})


@login_required
@require_GET
def pdf(request: "SignedInRequest", number: str) -> HttpResponse:
    """Hand the holder the PDF; everybody else gets 404. A revoked one is explained instead."""
    certificate = get_object_or_404(rules.own_certificates(request.user), number=number)
    if certificate.revoked_at:
        return redirect("certificates:verify", number=number)
    response = HttpResponse(certificate_pdf(certificate), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{certificate.number}.pdf"'
    return response


@require_http_methods(["GET", "POST"])
@allowed(rules.may_revoke)
def revoke(request: "SignedInRequest", number: str) -> HttpResponse:
    """Let the office revoke a certificate, with a reason, and replace it if asked to."""
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
    context = {"form": form, "certificate": certificate}
    return render(request, "certificates/revoke.html", context, status=status)


def _revoke(certificate: "Certificate", *, reason: str, replace: bool, by: "User") -> "Certificate":
    deed = services.replace if replace else services.revoke
    return deed(certificate=certificate, reason=reason, by=by)
