"""Credentials for programs that talk to the record store: create, list, rotate, withdraw."""

import datetime as dt
import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from campus.kit.errors import DomainError
from courses.xapi.core.actors import check_actor
from courses.xapi.core.jsontext import loaded
from courses.xapi.core.keys import agent_key
from courses.xapi.core.violations import Violation
from courses.xapi.scopes import SCOPES
from courses.xapi.selectors import client_with_key, clients
from courses.xapi.services import (
    Limits,
    actor_key_of,
    create_client,
    deactivate_client,
    rotate_secret,
)


class Command(BaseCommand):
    """Create a client of the record store and print its key and secret as JSON, once."""

    help = "Create, list, rotate or withdraw clients of the record store; secrets are printed once."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take a name and scopes, or the key of a client that exists."""
        parser.add_argument("name", nargs="?", help="what the client is, for the list of clients")
        parser.add_argument(
            "--scope",
            action="append",
            default=[],
            dest="scopes",
            metavar="SCOPE",
            help="may be repeated: " + ", ".join(SCOPES),
        )
        parser.add_argument("--owner-kind", default="platform", help="provider or municipality")
        parser.add_argument("--owner-key", default="", help="opaque key of the owner")
        parser.add_argument("--rate", type=int, help="requests a minute; no limit without it")
        self._add_lists(parser)
        parser.add_argument("--rotate", metavar="KEY", help="give this client a new secret")
        parser.add_argument(
            "--keep-hours", type=int, default=24, help="how long the previous secret still works"
        )
        parser.add_argument("--deactivate", metavar="KEY", help="withdraw this client at once")
        parser.add_argument("--list", action="store_true", help="print the clients, no secrets")

    def _add_lists(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--verb", action="append", default=[], help="only this verb; may be repeated"
        )
        parser.add_argument(
            "--actor",
            action="append",
            default=[],
            help="only this actor: an account name of this platform, or an agent as JSON; "
            "may be repeated",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Do one of the four deeds and print its result."""
        try:
            if options["list"]:
                self._list()
            elif options["rotate"]:
                self._rotate(options["rotate"], dt.timedelta(hours=options["keep_hours"]))
            elif options["deactivate"]:
                self._deactivate(options["deactivate"])
            else:
                self._create(options)
        except DomainError as error:
            raise CommandError(str(error)) from error

    def _create(self, options: dict[str, Any]) -> None:
        if not options["name"] or not options["scopes"]:
            raise CommandError("Give a name and at least one --scope.")
        client, secret = create_client(
            name=options["name"],
            scopes=options["scopes"],
            owner_kind=options["owner_kind"],
            owner_key=options["owner_key"],
            limits=Limits(
                rate=options["rate"],
                verbs=options["verb"],
                actors=[_actor_key(text) for text in options["actor"]],
            ),
        )
        self._print({"key": client.key, "secret": secret})

    def _rotate(self, key: str, keep_for: dt.timedelta) -> None:
        client = client_with_key(key)
        if client is None:
            raise CommandError(f"There is no client with the key {key}.")
        _client, secret = rotate_secret(client, keep_for=keep_for)
        self._print({"key": key, "secret": secret})

    def _deactivate(self, key: str) -> None:
        client = client_with_key(key)
        if client is None:
            raise CommandError(f"There is no client with the key {key}.")
        deactivate_client(client)
        self.stdout.write(f"{client.name} ({key}) is withdrawn.")

    def _list(self) -> None:
        for client in clients():
            self._print(
                {
                    "key": client.key,
                    "name": client.name,
                    "scopes": client.scopes,
                    "owner": client.authority_name,
                    "active": client.active,
                    "rate": client.rate_per_minute,
                    "verbs": client.allowed_verbs,
                    "actors": client.allowed_actors,
                    "accounts_only": client.accounts_only,
                }
            )

    def _print(self, value: dict[str, Any]) -> None:
        self.stdout.write(json.dumps(value, ensure_ascii=False))


def _actor_key(text: str) -> str:
    """Return the key of an agent given as JSON, or as the name of an account of this platform."""
    if not text.lstrip().startswith("{"):
        return actor_key_of(text)
    try:
        agent = loaded(text)
        check_actor(agent, "--actor")
    except Violation as violation:
        raise CommandError(str(violation)) from violation
    key = agent_key(agent)
    if not key:
        raise CommandError("--actor needs an identifier; list the members of a group one by one.")
    return key
