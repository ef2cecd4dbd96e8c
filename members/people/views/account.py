"""“My account”: what the platform knows for signing in."""

from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from members.accounts import services as accounts
from members.people import selectors
from members.people.forms.sign_in import LanguageForm
from members.roles import selectors as roles


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def account(request: HttpRequest) -> HttpResponse:
    """Show name, login name and address; let the person choose a language."""
    user: Any = request.user
    form = LanguageForm(request.POST or None, initial={"language": user.language})
    if form.is_valid():
        return _language_chosen(request, form.cleaned_data["language"])
    person = selectors.person_of(user)
    context = {
        "form": form,
        "person": person,
        "jobs": selectors.with_departments(selectors.employments_of(person)) if person else [],
        "has_second_factor": is_mfa_enabled(user),
        "needs_second_factor": roles.needs_second_factor(user),
    }
    status = 200 if request.method != "POST" else 400
    return render(request, "people/account.html", context, status=status)


def _language_chosen(request: HttpRequest, language: str) -> HttpResponse:
    """Store the choice and use it from now on, also for this answer."""
    accounts.choose_language(user=request.user, language=language)  # type: ignore[arg-type]
    translation.activate(language)
    messages.success(request, _("The language was saved."))
    response = redirect("people:account")
    response.set_cookie(settings.LANGUAGE_COOKIE_NAME, language, max_age=31_536_000, samesite="Lax")
    return response
