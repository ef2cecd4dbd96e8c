"""`manage.py backup FILE`: database and media in one file."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from campus.kit.errors import DomainError
from campus.operations.backups.services import write_backup


class Command(BaseCommand):
    """Back the installation up while it runs."""

    help = "Write database and media into one tar file. The platform may go on running."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the file's name."""
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the file and say what is in it."""
        target: Path = options["file"].absolute()
        if not target.parent.is_dir():
            raise CommandError(f"The folder {target.parent} does not exist.")
        try:
            manifest = write_backup(target=target)
        except DomainError as error:
            raise CommandError(str(error)) from error
        size = target.stat().st_size / 1_000_000
        media = len(manifest.files) - 1
        self.stdout.write(f"{target}: database and {media} media files, {size:.1f} MB.")
