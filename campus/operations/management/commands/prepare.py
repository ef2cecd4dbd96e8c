"""`manage.py prepare`: everything between fetching the code and serving it, safe to repeat."""

import io
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from campus.operations.translations.services import compile_catalogues


class Command(BaseCommand):
    """Bring the installation up to date with its code."""

    help = "Compile the German texts, migrate the database, and make sure that the site exists."

    def handle(self, *args: Any, **options: Any) -> None:
        """Do the steps in their order; each does nothing where nothing is to be done."""
        self.stdout.write("Compiling the German texts ...")
        compile_catalogues()
        if not getattr(settings, "WHITENOISE_USE_FINDERS", False):
            self.stdout.write("Collecting static files ...")
            call_command("collectstatic", interactive=False, verbosity=0)
        self.stdout.write("Bringing the database up to date ...")
        call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable")
        call_command("setup_site", verbosity=0)
        call_command("setup_studio", verbosity=0)
        call_command("setup_review", verbosity=0)
        call_command("load_frameworks", verbosity=0)
        call_command("reindex_catalogue", if_missing=True, verbosity=0)
        call_command("badge_keys", stdout=io.StringIO())
