"""The bytes that left the house."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from campus.kit import dates
from members.cooperative.ledger import LedgerEntry, LedgerQuerySet


class InvoiceDocument(LedgerEntry):
    """A document of an issued invoice with its hash; kept for eight years (§ 14b UStG)."""

    class Format(models.TextChoices):
        PDF = "pdf", "ZUGFeRD (PDF)"
        UBL = "ubl", "XRechnung (UBL)"
        CII = "cii", "XRechnung (CII)"

    invoice = models.ForeignKey(
        "billing.Invoice", on_delete=models.PROTECT, related_name="documents"
    )
    format = models.CharField(max_length=3, choices=Format)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    created_at = models.DateTimeField(default=dates.now, editable=False)

    objects = LedgerQuerySet.as_manager()

    class Meta:
        verbose_name = _("invoice document")
        verbose_name_plural = _("invoice documents")
        constraints = [
            models.UniqueConstraint(
                fields=["invoice", "format"], name="billing_document_once_per_format"
            )
        ]

    def __str__(self) -> str:
        return f"{self.invoice_id}.{self.format}"
