"""Sign-in first, then the rule: visitors are sent to sign in, others see page 403."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.test import RequestFactory

from campus.kit.access import allowed
from members.accounts.models import User


@allowed(lambda user: user.username == "erika")
def page(request, key=0):
    """Show something to Erika."""
    return HttpResponse(f"page {key}")


def ask(user, **values):
    request = RequestFactory().get("/personal/", {"seite": "2"})
    request.user = user
    return page(request, **values)


def test_allowed_lets_in_for_whom_the_rule_holds():
    assert ask(User(username="erika"), key=7).content == b"page 7"


def test_allowed_refuses_others():
    with pytest.raises(PermissionDenied):
        ask(User(username="max"))


def test_allowed_sends_visitors_to_sign_in_and_back():
    response = ask(AnonymousUser())
    assert response.status_code == 302
    assert response.url == "/konto/login/?next=/personal/%3Fseite%3D2"


def test_allowed_asks_the_rule_only_about_people_who_are_signed_in():
    asked = []
    view = allowed(asked.append)(page)
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    assert view(request).status_code == 302
    assert asked == []


def test_allowed_keeps_the_name_and_the_words_of_the_view():
    assert (page.__name__, page.__doc__) == ("page", "Show something to Erika.")
