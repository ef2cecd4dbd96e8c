"""`manage.py setup_site`: home page, Site and standard pages; may run again at any time."""

from typing import Any

from django.core.management.base import BaseCommand

from campus.pages.services import ensure_site


class Command(BaseCommand):
    """Create the pages every installation needs."""

    help = "Create the home page, the Site and the standard pages where they are missing."

    def handle(self, *args: Any, **options: Any) -> None:
        """Make the pages and say where they are."""
        home = ensure_site()
        if options["verbosity"]:
            self.stdout.write(f"The site stands: {home.full_url}")
