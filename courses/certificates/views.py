"""Certificates on the web: public verification, the holder's own list and PDF."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from courses.certificates import selectors
from courses.certificates.documents import certificate_pdf
from courses.certificates.numbers import normalise
from members.accounts.requests import SignedInRequest
from members.people import selectors as people


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
    certificate = selectors.by_number(number)
    status = 200 if certificate else 404
    context = {"certificate": certificate, "number": number}
    return render(request, "certificates/verify.html", context, status=status)


@login_required
@require_GET
def own(request: SignedInRequest) -> HttpResponse:
    """List the signed-in person's certificates."""
    person = people.person_of(request.user)
    rows = selectors.certificates_of(person) if person else []
    return render(request, "certificates/own.html", {"certificates": rows})


@login_required
@require_GET
def pdf(request: SignedInRequest, number: str) -> HttpResponse:
    """Hand the holder the PDF; everybody else gets 404."""
    person = people.person_of(request.user)
    certificate = selectors.by_number(number)
    if person is None or certificate is None or certificate.person_id != person.pk:
        raise Http404
    response = HttpResponse(certificate_pdf(certificate), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{certificate.number}.pdf"'
    return response
