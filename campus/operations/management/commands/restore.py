"""`manage.py restore FILE`: replace database and media by a backup."""

from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from campus.kit.errors import DomainError
from campus.operations.backups.services import restore_backup


class Command(BaseCommand):
    """Restore a backup; stop the web server and the worker before."""

    help = "Replace database and media by a backup. Stop the web server and the worker before."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the file's name and the consent to overwrite."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--yes", action="store_true", help="Overwrite the present data.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Restore, then bring an older backup up to the present code."""
        source: Path = options["file"]
        if not source.is_file():
            raise CommandError(f"There is no file {source}.")
        try:
            manifest = restore_backup(source=source, may_overwrite=options["yes"])
        except DomainError as error:
            raise CommandError(str(error)) from error
        call_command("migrate", interactive=False, verbosity=0)
        self.stdout.write(f"Restored the backup of {manifest.created}.")
