"""`manage.py tick`: the clock of the platform, once or for ever."""

import logging
import signal
import sys
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import DatabaseError, close_old_connections

from campus.kit import dates
from campus.operations.services import tick

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    """Enqueue the scheduled jobs that are due and care for stuck and failed tasks."""

    help = "Enqueue due jobs and revive stuck tasks. Run it every minute, or with --loop 60."

    def add_arguments(self, parser: CommandParser) -> None:
        """Offer the loop."""
        parser.add_argument("--loop", type=int, metavar="SECONDS", help="Repeat until stopped.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Tick once, or until the process is told to stop."""
        if not options["loop"]:
            self.report(tick(now=dates.now()))
            return
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
        while True:
            self.tick_safely()
            time.sleep(options["loop"])

    def tick_safely(self) -> None:
        """Tick; a database that is away for a moment must not stop the clock."""
        close_old_connections()
        try:
            self.report(tick(now=dates.now()))
        except DatabaseError:
            logger.exception("The clock could not reach the database and will try again.")

    def report(self, names: list[str]) -> None:
        """Say which jobs were enqueued, except the heartbeat that comes every minute."""
        worth_saying = [name for name in names if name != "heartbeat"]
        if worth_saying:
            self.stdout.write(f"Enqueued: {', '.join(worth_saying)}.")
