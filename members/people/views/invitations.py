"""From a link or a code to an account."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from campus.kit.errors import DomainError
from members.accounts import selectors as accounts
from members.accounts.limits import check_attempts, count_attempt
from members.accounts.models import User
from members.people import login_names, secret_codes, services
from members.people.errors import AlreadyEmployed, AlreadyHasAccess, CannotJoin, LoginNameTaken
from members.people.forms.sign_in import AccessCodeForm, ChooseSignInForm, NewPasswordForm
from members.people.models import Invitation, Person

ACTION = "invitation"
BACKEND = "members.accounts.backends.ByName"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def access_code(request: HttpRequest) -> HttpResponse:
    """Take the code of a letter and lead on to the choice of name and password."""
    form = AccessCodeForm(request.POST or None)
    if request.method != "POST":
        return render(request, "people/access_code.html", {"form": form})
    status = 400
    if form.is_valid():
        code = form.cleaned_data["code"]
        try:
            _find(request, code)
        except DomainError as error:
            form.add_error("code", str(error))
            status = error.status
        else:
            return redirect("people:accept_invitation", code)
    return render(request, "people/access_code.html", {"form": form}, status=status)


@never_cache
@sensitive_post_parameters("password", "repetition")
@require_http_methods(["GET", "HEAD", "POST"])
def accept(request: HttpRequest, secret: str) -> HttpResponse:
    """Let the invited person choose a login name and a password, and sign them in."""
    try:
        invitation = _find(request, secret)
    except DomainError as error:
        return _refused(request, error)
    if invitation.person.user is not None:
        return _renew(request, invitation, secret)
    return _set_up(request, invitation, secret)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, secret: str) -> HttpResponse:
    """Let somebody who has an account already accept with it, after a question."""
    user: Any = request.user
    try:
        invitation = _find(request, secret)
        context = {
            "person": invitation.person,
            "sender": _sender_of(invitation),
            "secret": secret,
        }
        if request.method != "POST":
            return render(request, "people/join.html", context)
        services.join_with_account(secret=secret, user=user)
    except (AlreadyEmployed, AlreadyHasAccess, CannotJoin) as error:
        context |= {"problem": str(error)}
        return render(request, "people/join.html", context, status=error.status)
    except DomainError as error:
        return _refused(request, error)
    messages.success(request, _("You are now on the list of staff there. Your account stays."))
    return redirect("people:account")


def _sender_of(invitation: Invitation) -> object:
    return invitation.municipality or invitation.provider or "KommunalCampus"


def _set_up(request: HttpRequest, invitation: Invitation, secret: str) -> HttpResponse:
    """Take login name and password for a new account."""
    person = invitation.person
    candidate = User(first_name=person.first_name, last_name=person.last_name)
    if request.method != "POST":
        form = ChooseSignInForm(initial={"username": _suggestion(person)}, candidate=candidate)
        return _form_page(request, form, invitation)
    form = ChooseSignInForm(request.POST, candidate=candidate)
    if not form.is_valid():
        return _form_page(request, form, invitation, status=400)
    try:
        user = services.accept_invitation(
            secret=secret,
            username=form.cleaned_data["username"],
            password=form.cleaned_data["password"],
        )
    except LoginNameTaken as error:
        form.add_error("username", str(error))
        return _form_page(request, form, invitation, status=error.status)
    except DomainError as error:
        return _refused(request, error)
    login(request, user, backend=BACKEND)
    messages.success(request, _("Welcome! Your login name is %(name)s.") % {"name": user.username})
    return redirect(settings.LOGIN_REDIRECT_URL)


def _renew(request: HttpRequest, invitation: Invitation, secret: str) -> HttpResponse:
    """Take a new password for an account that exists; signing in is a step of its own."""
    user: Any = invitation.person.user
    form = NewPasswordForm(request.POST or None, candidate=user)
    if not form.is_valid():
        status = 200 if request.method != "POST" else 400
        return _form_page(request, form, invitation, status=status)
    try:
        services.renew_password(secret=secret, password=form.cleaned_data["password"])
    except DomainError as error:
        return _refused(request, error)
    messages.success(
        request,
        _("Your password was changed. Sign in with the login name %(name)s.")
        % {"name": user.username},
    )
    return redirect("account_login")


def _find(request: HttpRequest, secret: str) -> Invitation:
    """Return the invitation; failed attempts are counted and limited."""
    check_attempts(request, ACTION)
    try:
        return services.find_invitation(secret=secret)
    except DomainError:
        count_attempt(request, ACTION)
        raise


def _suggestion(person: Person) -> str:
    """Return a login name that nobody has."""
    start = login_names.suggest(person.first_name, person.last_name, ())
    taken = accounts.login_names_like(start)
    return login_names.suggest(person.first_name, person.last_name, taken)


def _form_page(
    request: HttpRequest, form: NewPasswordForm, invitation: Invitation, status: int = 200
) -> HttpResponse:
    context = {"form": form, "person": invitation.person, "sender": _sender_of(invitation)}
    if invitation.person.user_id is None and request.resolver_match:
        context["secret"] = request.resolver_match.kwargs["secret"]
    return render(request, "people/accept_invitation.html", context, status=status)


def _refused(request: HttpRequest, error: DomainError) -> HttpResponse:
    """Say in a sentence why not, and what to do."""
    context = {"error": error, "code_length": secret_codes.CODE_LENGTH}
    return render(request, "people/invitation_refused.html", context, status=error.status)
