"""Run the OpenID provider until it is ended; prints its address first."""

import sys
from wsgiref.simple_server import WSGIRequestHandler, make_server

import django
from django.apps import apps
from django.contrib.auth.hashers import make_password
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application

from tests.support.oidc_provider import CLIENT_ID, PEOPLE, SECRET


class Quiet(WSGIRequestHandler):
    """Says nothing of single requests."""

    def log_message(self, *arguments):
        pass


def fill(redirect_addresses):
    """Make the tables, the people and the client."""
    call_command("migrate", verbosity=0)
    for name, (first, last, email, _number) in PEOPLE.items():
        user = apps.get_model("auth", "User").objects.create(
            username=name, first_name=first, last_name=last, email=email
        )
        apps.get_model("account", "EmailAddress").objects.create(
            user=user, email=email, primary=True, verified=True
        )
    apps.get_model("allauth_idp_oidc", "Client").objects.create(
        id=CLIENT_ID,
        name="KommunalCampus",
        secret=make_password(SECRET),
        scopes="openid\nprofile\nemail",
        redirect_uris="\n".join(redirect_addresses),
        skip_consent=True,
    )


django.setup()
fill(sys.argv[1:])
server = make_server("127.0.0.1", 0, get_wsgi_application(), handler_class=Quiet)
print(f"http://127.0.0.1:{server.server_port}", flush=True)  # noqa: T201
server.serve_forever()
