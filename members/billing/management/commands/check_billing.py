"""`manage.py check_billing`: recompute all invariants of charges, invoices and payments."""

import sys
from typing import Any

from django.core.management.base import BaseCommand

from members.billing.audit import faults


class Command(BaseCommand):
    """Check the books and end with code 1 where something is wrong."""

    help = "Recompute all invariants of charges, invoices and payments."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print each fault as a sentence."""
        found = 0
        for sentence in faults():
            found += 1
            self.stdout.write(sentence)
        if found:
            self.stdout.write(f"{found} faults were found.")
            sys.exit(1)
        self.stdout.write("The books are in order.")
