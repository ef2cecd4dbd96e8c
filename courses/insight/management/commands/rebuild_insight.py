"""`manage.py rebuild_insight`: make the figures about modules anew from what was learnt."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from courses.insight import services


class Command(BaseCommand):
    """Rebuild or check the counts of all closed months."""

    help = "Make the figures about modules anew from what was learnt, or only compare them."

    def add_arguments(self, parser: CommandParser) -> None:
        """Offer the comparison."""
        parser.add_argument(
            "--check", action="store_true", help="Change nothing; fail where counts differ."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Print every difference."""
        found = services.rebuild(check=options["check"])
        for difference in found:
            self.stdout.write(str(difference))
        if options["check"] and found:
            raise CommandError(f"{len(found)} differences between counts and what was learnt.")
        verb = "Found" if options["check"] else "Mended"
        self.stdout.write(f"{verb} {len(found)} differences.")
