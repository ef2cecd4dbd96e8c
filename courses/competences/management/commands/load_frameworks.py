"""`manage.py load_frameworks`: publish the frameworks that come with the platform."""

from pathlib import Path
from typing import Any

import yaml
from django.core.management.base import BaseCommand, CommandError

from campus.kit.errors import DomainError
from courses.competences.services import publish

FOLDER = Path(__file__).resolve().parent.parent.parent / "frameworks"


class Command(BaseCommand):
    """Publish each data file once; may run any number of times."""

    help = "Publish the competence frameworks and role models of the data files."

    def handle(self, *args: Any, **options: Any) -> None:
        """Publish all files in the order of their names."""
        for path in sorted(FOLDER.glob("*.yaml")):
            content = yaml.safe_load(path.read_text(encoding="utf-8"))
            try:
                framework, is_new = publish(content)
            except DomainError as error:
                raise CommandError(str(error)) from error
            if options["verbosity"]:
                word = "published" if is_new else "known"
                self.stdout.write(f"{framework.slug} {framework.version}: {word}")
