"""`manage.py einvoice NUMBER --format ubl|cii|pdf`: the stored bytes to standard output."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from members.billing import selectors
from members.billing.models import InvoiceDocument


class Command(BaseCommand):
    """Write a document of an issued invoice to standard output."""

    help = "Write a document of an issued invoice to standard output."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the number and the format."""
        parser.add_argument("number")
        parser.add_argument("--format", choices=InvoiceDocument.Format.values, default="ubl")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the bytes as they left the house."""
        invoice = selectors.issued_invoices().filter(number=options["number"]).first()
        document = selectors.document_of(invoice, options["format"]) if invoice else None
        if document is None:
            raise CommandError(f"There is no issued invoice {options['number']}.")
        sys.stdout.buffer.write(bytes(document.content))
        sys.stdout.buffer.flush()
