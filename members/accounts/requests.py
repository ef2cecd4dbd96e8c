"""The request of somebody who has signed in, for views behind `login_required`."""

from django.http import HttpRequest

from members.accounts.models import User


class SignedInRequest(HttpRequest):
    """A request whose user is known; only a type, no behaviour."""

    user: User
