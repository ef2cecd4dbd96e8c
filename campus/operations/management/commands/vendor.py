"""`manage.py vendor`: refresh what comes from other projects, and make what browsers load of it."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from campus.kit.errors import DomainError
from campus.operations.stylesheets import MADE, made_from
from campus.operations.vendored import LIST, refresh


class Command(BaseCommand):
    """Fetch every vendored package in the version that its list names."""

    help = "Fetch the vendored files again; to upgrade, change the version in vendor.json first."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Allow to fetch nothing."""
        parser.add_argument(
            "--styles", action="store_true", help="fetch nothing; only make campus/kern.css anew"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Refresh each folder, name the files that have changed, and make what browsers load."""
        static = Path(settings.BASE_DIR) / "campus" / "static"
        if not options["styles"]:
            self.fetch(static / "vendor")
        (static / "campus" / MADE).write_text(made_from(static), encoding="utf-8")

    def fetch(self, vendored: Path) -> None:
        """Fetch every package."""
        for path in sorted(vendored.glob(f"*/{LIST}")):
            try:
                changed = refresh(path.parent)
            except DomainError as error:
                raise CommandError(str(error)) from error
            self.stdout.write(f"{path.parent.name}: {', '.join(changed) or 'unchanged'}")
