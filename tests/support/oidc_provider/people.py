"""Whom the OpenID provider knows, and what it says of them."""

from allauth.idp.oidc.adapter import DefaultOIDCAdapter
from django.contrib.auth import get_user_model, login

from tests.support.oidc_provider import PEOPLE

BACKEND = "django.contrib.auth.backends.ModelBackend"


class SignedInAtOnce:
    """Signs everybody in as the account in the cookie."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        who = request.COOKIES.get("who", "erika")
        if "/authorize" in request.path and request.user.get_username() != who:
            login(request, get_user_model().objects.get(username=who), backend=BACKEND)
        return self.get_response(request)


class Adapter(DefaultOIDCAdapter):
    """Also says the personnel number, as a town hall's provider would."""

    def get_claims(self, purpose, user, client, scopes, email=None, **kwargs):
        claims = super().get_claims(purpose, user, client, scopes, email, **kwargs)
        return {**claims, "employee_number": PEOPLE[user.username][3]}
