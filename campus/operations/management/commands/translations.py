"""`manage.py translations`: keep the German texts of every room complete."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from campus.operations.translations.services import (
    check_catalogues,
    compile_catalogues,
    update_catalogues,
)


class Command(BaseCommand):
    """Update, check or compile the PO files."""

    help = "Update the PO files from the source, check them, or compile them."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Offer the three deeds and a choice of rooms."""
        parser.add_argument("rooms", nargs="*", help="Only these rooms (app labels).")
        deed = parser.add_mutually_exclusive_group()
        deed.add_argument("--update", action="store_true", help="Bring the PO files up to date.")
        deed.add_argument("--check", action="store_true", help="Fail where a text is missing.")
        deed.add_argument("--compile", action="store_true", help="Write the MO files.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do what was asked; without a choice, update and compile."""
        if options["check"]:
            self.check_texts(options["rooms"])
        elif options["compile"]:
            self.stdout.write(f"Compiled: {', '.join(compile_catalogues()) or 'nothing'}.")
        else:
            changed = update_catalogues(rooms=options["rooms"])
            self.stdout.write(f"Changed: {', '.join(changed) or 'nothing'}.")
            if not options["update"]:
                compile_catalogues()

    def check_texts(self, rooms: list[str]) -> None:
        """Print every fault and fail if there is one."""
        faults = check_catalogues(rooms=rooms)
        for fault in faults:
            self.stderr.write(fault)
        if faults:
            raise CommandError(f"{len(faults)} German texts need attention.")
        self.stdout.write("All German texts are there.")
