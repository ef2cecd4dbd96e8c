"""`manage.py lti_keys`: show or exchange the keys that sign what LTI tools are told."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from courses.lti import keys
from courses.lti.models import Key


class Command(BaseCommand):
    """Keys are exchanged by themselves every three months; this is for when one got known."""

    help = "Show the keys of LTI; --exchange makes a new one, --at-once also withdraws the others."

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the two ways to exchange."""
        parser.add_argument("--exchange", action="store_true")
        parser.add_argument("--at-once", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """Exchange if asked, then list."""
        if options["exchange"] or options["at_once"]:
            keys.exchange(at_once=options["at_once"])
        keys.published()
        for row in Key.objects.order_by("-signs_from"):
            self.stdout.write(f"{row.kid}  signs from {row.signs_from:%Y-%m-%d %H:%M} UTC")
