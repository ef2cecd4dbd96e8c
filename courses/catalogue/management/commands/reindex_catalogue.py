"""`manage.py reindex_catalogue`: write the catalogue's search index anew."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from courses.catalogue import selectors, services


class Command(BaseCommand):
    """Write the search index of all published courses."""

    help = "Write the catalogue's search index anew; every change keeps it up to date by itself."

    def add_arguments(self, parser: CommandParser) -> None:
        """Offer to do nothing where every published course has its words."""
        parser.add_argument("--if-missing", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write it, unless it is there and that is enough."""
        if options["if_missing"] and not selectors.index_is_missing():
            return
        count = services.reindex()
        if options["verbosity"]:
            self.stdout.write(f"{count} courses can be found.")
