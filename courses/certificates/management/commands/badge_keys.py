"""`manage.py badge_keys`: make or exchange the key that signs badges."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from courses.certificates.badges import keys


class Command(BaseCommand):
    """Make the key that signs badges where there is none; --rotate makes another one."""

    help = "Make the key that signs badges. With --rotate a new one; old ones stay published."

    def add_arguments(self, parser: CommandParser) -> None:
        """Offer the rotation."""
        parser.add_argument(
            "--rotate", action="store_true", help="Sign with a new key from now on."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the key file, or say why nothing is to be done."""
        if settings.KC_BADGE_KEYS:
            if options["rotate"]:
                raise CommandError("The keys come from KC_BADGE_KEYS; exchange them there.")
            return
        known = keys.read_keys()
        if known and not options["rotate"]:
            self.stdout.write("There is a key already. Use --rotate to exchange it.")
            return
        path = keys.write_keys(keys.rotated(known))
        self.stdout.write(f"Wrote {path}. Keep it secret, and a copy apart from the backups.")
