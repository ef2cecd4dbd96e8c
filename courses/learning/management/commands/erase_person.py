"""`manage.py erase_person ACTOR-NAME`: erase what somebody has learnt, and who it was."""

import getpass
import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from campus.kit.errors import DomainError
from courses.learning.services.erasing import concerned, erase_learner
from courses.xapi.services import ANONYMISE, DELETE, account_agent
from members.people import selectors as people


class Command(BaseCommand):
    """Erase a person from the learning records, or say what that would concern."""

    help = "Erase what was learnt under an account, and cut the account from its person."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the account, what becomes of its statements, and whether only to look."""
        parser.add_argument(
            "actor",
            help="a person's e-mail address, the name of an account of this platform, or an "
            "agent as JSON",
        )
        parser.add_argument("--policy", choices=[ANONYMISE, DELETE], required=True)
        parser.add_argument("--dry-run", action="store_true", help="say how much, erase nothing")
        parser.add_argument("--requested-by", default="", help="who asked for it, for the log")

    def handle(self, *args: Any, **options: Any) -> None:
        """Count or erase."""
        agent = _agent(options["actor"])
        try:
            if options["dry_run"]:
                self._count(agent)
            else:
                self._erase(agent, options["policy"], options["requested_by"])
        except DomainError as error:
            raise CommandError(str(error)) from error

    def _count(self, agent: dict[str, Any]) -> None:
        found = concerned(agent)
        counts = found.statements
        known = "known" if found.is_known else "not, or no longer, known"
        self.stdout.write(
            f"The account {_name(agent)} is {known} here, with {found.seats} seats. "
            f"Own statements: {counts.own}; others' that name it: {counts.naming}; signed, to be "
            f"deleted in any case: {counts.signed}; documents: {counts.documents}. "
            "Nothing was erased."
        )

    def _erase(self, agent: dict[str, Any], policy: str, requested_by: str) -> None:
        erasure = erase_learner(agent, policy=policy, requested_by=requested_by or _operator())
        self.stdout.write(
            f"Erased ({policy}) {_name(agent)}: {erasure.statements} statements, "
            f"{erasure.attachments} attachments, {erasure.documents} documents. Copies in backups "
            "and in stores that statements were forwarded to are not reached from here."
        )


def _agent(text: str) -> dict[str, Any]:
    """Return the agent of a person's address or account name, or the one given as JSON."""
    if not text.lstrip().startswith("{"):
        return account_agent(_account_name(text))
    try:
        agent: dict[str, Any] = json.loads(text)
    except ValueError:
        raise CommandError("The agent is no readable JSON.") from None
    return agent


def _name(agent: dict[str, Any]) -> str:
    return str(agent.get("account", {}).get("name", "by another identifier"))


def _account_name(text: str) -> str:
    if "@" not in text:
        return text
    name = people.account_of_address(text)
    if name is None:
        raise CommandError(f"Nobody with the address {text} has learnt here.")
    return str(name)


def _operator() -> str:
    """Return who runs the command, as far as the machine knows."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return ""
