"""`manage.py module_import FILE --provider SLUG`: read the archive of a module in."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from campus.kit.errors import DomainError
from courses.exchange.services import bring_in
from members.organisations.selectors import providers


class Command(BaseCommand):
    """Make or update a module from the archive of an export; it is published at once."""

    help = "Read in the archive of a module (format “Archive of this platform”)."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the file and whose module it becomes."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--provider", required=True, help="Address part of the provider.")
        parser.add_argument("--slug", default="", help="Address part of the module.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it and say what was made."""
        provider = providers().filter(slug=options["provider"]).first()
        if provider is None:
            raise CommandError(f"There is no provider “{options['provider']}”.")
        try:
            with options["file"].open("rb") as stream:
                module = bring_in(stream=stream, provider=provider, slug=options["slug"])
        except (OSError, DomainError) as error:
            raise CommandError(str(error)) from error
        if options["verbosity"]:
            self.stdout.write(f"{module}: {module.course.url_path}")
