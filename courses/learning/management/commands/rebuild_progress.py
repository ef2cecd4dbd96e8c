"""`manage.py rebuild_progress`: make all progress anew from the statements."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from courses.learning.rebuilding import rebuild


class Command(BaseCommand):
    """Rebuild or check the progress of every registration."""

    help = "Make all progress anew from the statements, or only compare it with them."

    def add_arguments(self, parser: CommandParser) -> None:
        """Offer the comparison."""
        parser.add_argument(
            "--check", action="store_true", help="Change nothing; fail where rows differ."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Print every difference."""
        differences = 0
        for difference in rebuild(check=options["check"]):
            differences += 1
            self.stdout.write(str(difference))
        if options["check"] and differences:
            raise CommandError(f"{differences} differences between rows and statements.")
        verb = "Found" if options["check"] else "Mended"
        self.stdout.write(f"{verb} {differences} differences.")
