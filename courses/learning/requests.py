"""The request of somebody who has signed in; for types only."""

from django.http import HttpRequest

from members.accounts.models import User


class SignedInRequest(HttpRequest):
    """A request behind `login_required`: its user is nobody anonymous."""

    user: User
