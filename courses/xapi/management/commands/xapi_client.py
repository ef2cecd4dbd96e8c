"""Create credentials for a program that talks to the record store."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from courses.xapi.errors import UnknownScope
from courses.xapi.scopes import SCOPES
from courses.xapi.services import create_client


class Command(BaseCommand):
    """Create a client of the record store and print its key and secret as JSON, once."""

    help = "Create a client of the record store; prints key and secret as JSON, once."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take a name and scopes."""
        parser.add_argument("name", help="what the client is, for the list of clients")
        parser.add_argument(
            "--scope",
            action="append",
            required=True,
            dest="scopes",
            metavar="SCOPE",
            help="may be repeated: " + ", ".join(SCOPES),
        )
        parser.add_argument("--owner-kind", default="platform", help="kind of owner")
        parser.add_argument("--owner-key", default="", help="opaque key of the owner")

    def handle(self, *args: Any, **options: Any) -> None:
        """Create the client and print its credentials."""
        try:
            client, secret = create_client(
                name=options["name"],
                scopes=options["scopes"],
                owner_kind=options["owner_kind"],
                owner_key=options["owner_key"],
            )
        except UnknownScope as error:
            raise CommandError(str(error)) from error
        self.stdout.write(json.dumps({"key": client.key, "secret": secret}))
