"""Forwarding of statements to external record stores."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from campus.kit.errors import DomainError
from courses.xapi.forwarding import selectors, services

Options = Mapping[str, Any]


class Command(BaseCommand):
    """Add, pause and resume targets, see how they do, and send by hand."""

    help = "Forward statements to external record stores; addresses come from the environment."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take a deed and the name of a target."""
        deeds = parser.add_subparsers(dest="deed", required=True)
        add = deeds.add_parser("add", help="forward everything that is stored from now on")
        add.add_argument("name", help="as KC_XAPI_FORWARD names it")
        add.add_argument("--backfill", action="store_true", help="older statements too")
        for deed, words in {
            "pause": "send nothing for now; what is stored meanwhile waits",
            "resume": "go on sending, also at once after failures",
            "retry": "send again what the target refused",
            "remove": "forget the target and what waits for it",
        }.items():
            deeds.add_parser(deed, help=words).add_argument("name")
        status = deeds.add_parser("status", help="how it goes with every target, as JSON")
        status.add_argument("--refused", metavar="NAME", help="what this target refuses, and why")
        send = deeds.add_parser("send", help="send now; the clock does so every minute")
        send.add_argument("--seconds", type=float, default=3600.0, help="stop after so long")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it and say what was done."""
        try:
            self.stdout.write(_DEEDS[options["deed"]](options))
        except (DomainError, ValueError) as error:
            raise CommandError(str(error)) from error


def add(options: Options) -> str:
    """Add a target."""
    services.add_target(name=options["name"], backfill=options["backfill"])
    older = " Older ones are queued bit by bit." if options["backfill"] else ""
    return f"Statements are forwarded to {options['name']} from now on.{older}"


def pause(options: Options) -> str:
    """Pause a target."""
    services.pause_target(name=options["name"])
    return f"Nothing is sent to {options['name']} until you resume it; what is stored waits."


def resume(options: Options) -> str:
    """Resume a target."""
    services.resume_target(name=options["name"])
    return f"{options['name']} gets statements again."


def retry(options: Options) -> str:
    """Queue again what a target refused."""
    return f"{services.retry_refused(name=options['name'])} statements are sent again."


def remove(options: Options) -> str:
    """Remove a target."""
    waiting = services.remove_target(name=options["name"])
    return f"{options['name']} is forgotten; {waiting} statements waited for it."


def send(options: Options) -> str:
    """Send what waits."""
    return f"{services.forward(seconds=options['seconds'])} statements were accepted."


def status(options: Options) -> str:
    """Return the state of all targets, or what one refuses, as JSON."""
    refused_by = options["refused"]
    rows: Sequence[Any] = (
        selectors.refused_statements(refused_by) if refused_by else selectors.target_states()
    )
    return json.dumps([asdict(row) for row in rows], default=str, indent=2)


_DEEDS: dict[str, Callable[[Options], str]] = {
    "add": add,
    "pause": pause,
    "resume": resume,
    "retry": retry,
    "remove": remove,
    "send": send,
    "status": status,
}
