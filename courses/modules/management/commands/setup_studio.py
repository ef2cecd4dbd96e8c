"""`manage.py setup_studio`: the authors' studio, ready to be used; safe to repeat."""

from typing import Any

from django.core.management.base import BaseCommand

from courses.modules.studio.services import setup_studio


class Command(BaseCommand):
    """Make the review workflow, the providers' pages, collections and rights."""

    help = "Prepare the studio: review workflow, pages, collections and rights of all providers."

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it and say for how many providers."""
        count = setup_studio()
        if options["verbosity"]:
            self.stdout.write(f"The studio is ready for {count} providers.")
