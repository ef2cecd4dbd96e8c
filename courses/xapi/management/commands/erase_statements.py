"""`manage.py erase_statements --before DATE`: erase learning records by age."""

import datetime as dt
import getpass
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.dateparse import parse_date

from campus.kit.errors import DomainError
from courses.xapi.services import AgeCount, count_before, erase_before


class Command(BaseCommand):
    """Erase statements and people's documents that are older than a date, or say how many."""

    help = "Erase statements stored, and people's documents last changed, before a date."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the date, and whether only to look."""
        parser.add_argument("--before", required=True, help="a date as YYYY-MM-DD")
        parser.add_argument("--dry-run", action="store_true", help="say how many, erase nothing")
        parser.add_argument("--requested-by", default="", help="who asked for it, for the log")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the counts by month and authority, or erase and print the sums."""
        before = _midnight(options["before"])
        if options["dry_run"]:
            self._count(before)
            return
        try:
            erasure = erase_before(before, requested_by=options["requested_by"] or _operator())
        except DomainError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"Erased: {erasure.statements} statements, {erasure.attachments} attachments, "
            f"{erasure.documents} documents from before {options['before']}."
        )

    def _count(self, before: dt.datetime) -> None:
        counts = count_before(before)
        for count in counts:
            self.stdout.write(f"{count.month:%Y-%m}  {count.of}: {_numbers(count)}")
        self.stdout.write(
            f"Would erase: {sum(each.statements for each in counts)} statements, "
            f"{sum(each.attachments for each in counts)} attachments, "
            f"{sum(each.documents for each in counts)} documents. Nothing was erased."
        )


def _numbers(count: AgeCount) -> str:
    if count.documents:
        return f"{count.documents} documents"
    return f"{count.statements} statements, {count.attachments} attachments"


def _midnight(text: str) -> dt.datetime:
    """Return the beginning of a day in the platform's time zone."""
    try:
        day = parse_date(text)
    except ValueError:
        day = None
    if day is None:
        raise CommandError(f"“{text}” is no date; write it as 2026-12-31.")
    return dt.datetime.combine(day, dt.time(), timezone.get_default_timezone())


def _operator() -> str:
    """Return who runs the command, as far as the machine knows."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return ""
