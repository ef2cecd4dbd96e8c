"""`manage.py vendor`: refresh the style sheets and fonts of other projects."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from campus.kit.errors import DomainError
from campus.operations.vendored import LIST, refresh


class Command(BaseCommand):
    """Fetch every vendored package in the version that its list names."""

    help = "Fetch the vendored files again; to upgrade, change the version in vendor.json first."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Refresh each folder and name the files that have changed."""
        vendored = Path(settings.BASE_DIR) / "campus" / "static" / "vendor"
        for path in sorted(vendored.glob(f"*/{LIST}")):
            try:
                changed = refresh(path.parent)
            except DomainError as error:
                raise CommandError(str(error)) from error
            self.stdout.write(f"{path.parent.name}: {', '.join(changed) or 'unchanged'}")
