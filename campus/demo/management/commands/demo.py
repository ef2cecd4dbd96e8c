"""`manage.py demo`: load the demo cooperative once, with a progress bar."""

import datetime as dt
import json
import sys
import time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from campus.demo.fingerprint import fingerprint
from campus.demo.load import FULL, SMALL, load
from campus.demo.models import DemoLoad
from campus.demo.signins import PASSWORD, SIGN_INS
from campus.kit import dates

WIDTH = 36
PHASES = {"courses": "Courses", "history": "A year of history"}


class Command(BaseCommand):
    """Loads the demo cooperative and prints one sign-in for each role."""

    help = "Load the demo cooperative (does nothing if it is loaded) and print its sign-ins."

    def add_arguments(self, parser: CommandParser) -> None:
        """Accept the demo's day, a small scale for tests, and the fingerprint."""
        parser.add_argument("--today", type=dt.date.fromisoformat, default=None)
        parser.add_argument("--small", action="store_true", help="a few people only, for tests")
        parser.add_argument(
            "--fingerprint", action="store_true", help="print what the demo holds, as JSON"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Load unless loaded, then say how to sign in."""
        if options["fingerprint"]:
            self.stdout.write(json.dumps(fingerprint(), ensure_ascii=False, indent=1))
            return
        if not settings.KC_DEMO:
            raise CommandError("This is not a demo: set KC_DEMO=1 in a place without real data.")
        found = DemoLoad.objects.first()
        if found and found.finished_at is None:
            raise CommandError("The last load was broken off. Start over with `make demo-reset`.")
        if found is None:
            self._load(options["today"] or dates.today(), small=options["small"])
        self._print_sign_ins()

    def _load(self, today: dt.date, *, small: bool) -> None:
        started = time.monotonic()
        load(today=today, scale=SMALL if small else FULL, report=self._report)
        self.stdout.write(f"\nLoaded in {time.monotonic() - started:.0f} seconds.")

    def _report(self, phase: str, done: int, total: int) -> None:
        """Draw the bar in place on a terminal, and only its end elsewhere."""
        if not sys.stdout.isatty() and done < total:
            return
        filled = WIDTH * done // max(total, 1)
        bar = "#" * filled + "." * (WIDTH - filled)
        self.stdout.write(f"\r{PHASES[phase]:<18} [{bar}] {done}/{total} ", ending="")
        if done >= total and phase == "courses":
            self.stdout.write("")
        self.stdout.flush()

    def _print_sign_ins(self) -> None:
        self.stdout.write(f"\nDemo sign-ins, password for all: {PASSWORD}\n")
        for entry in SIGN_INS:
            self.stdout.write(f"  {entry.email:<36} {entry.what}")
        self.stdout.write("")
