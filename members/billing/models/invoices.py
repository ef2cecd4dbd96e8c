"""Invoices: drafts without a number, frozen once they are issued."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from campus.kit import dates


class Series(models.TextChoices):
    """The number ranges; each is gapless within a year."""

    CONTRIBUTIONS = "MB", _("Membership contributions")
    SERVICES = "RE", _("Courses")
    CORRECTIONS = "RK", _("Corrections")


class VatCategory(models.TextChoices):
    """The categories of EN 16931 that occur here."""

    STANDARD = "S", _("With VAT")
    EXEMPT = "E", _("Exempt from VAT")
    OUTSIDE_SCOPE = "O", _("Not subject to VAT")


class NumberSeries(models.Model):
    """The counter of a series in a year; its row is the lock under which numbers are drawn."""

    series = models.CharField(max_length=2, choices=Series)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)
    last_issued_on = models.DateField(null=True)

    class Meta:
        verbose_name = _("number range")
        verbose_name_plural = _("number ranges")
        constraints = [
            models.UniqueConstraint(fields=["series", "year"], name="billing_series_year_unique")
        ]

    def __str__(self) -> str:
        return f"{self.series}-{self.year}: {self.last}"


class InvoiceRun(models.Model):
    """One collective invoicing of all members; its work is done in the background."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        DRAFTING = "drafting", _("Drafts are being made")
        DRAFTED = "drafted", _("Drafts are ready")
        ISSUING = "issuing", _("Invoices are being issued")
        DONE = "done", _("Completed")
        FAILED = "failed", _("Stopped with an error")

    until = models.DateField(_("services until"))
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.WAITING)
    steps = models.PositiveIntegerField(default=0)
    steps_done = models.PositiveIntegerField(default=0)
    faults = models.JSONField(default=list, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(_("started"), default=dates.now, editable=False)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)

    class Meta:
        verbose_name = _("invoice run")
        verbose_name_plural = _("invoice runs")
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.pk} ({self.until:%d.%m.%Y})"


class Invoice(models.Model):
    """What a municipality is asked to pay, or a correction that takes such an invoice back.

    A draft has no number and may be discarded. An issued invoice holds copies of all it states
    and never changes, neither by the model nor past it (trigger). Whether it is paid is not a
    field: it follows from the allocations of payments.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        ISSUED = "issued", _("Issued")

    municipality = models.ForeignKey(
        "organisations.Municipality", on_delete=models.PROTECT, related_name="invoices"
    )
    run = models.ForeignKey(
        InvoiceRun, on_delete=models.PROTECT, null=True, blank=True, related_name="invoices"
    )
    series = models.CharField(_("number range"), max_length=2, choices=Series)
    state = models.CharField(_("state"), max_length=6, choices=State, default=State.DRAFT)
    number = models.CharField(_("number"), max_length=20, null=True, blank=True, unique=True)
    issued_on = models.DateField(_("date"), null=True, blank=True)
    due_on = models.DateField(_("payable by"), null=True, blank=True)
    service_from = models.DateField(_("services from"))
    service_until = models.DateField(_("services until"))
    seller = models.JSONField(default=dict, blank=True, encoder=DjangoJSONEncoder)
    buyer = models.JSONField(default=dict, blank=True, encoder=DjangoJSONEncoder)
    account = models.JSONField(default=dict, blank=True, encoder=DjangoJSONEncoder)
    terms = models.CharField(max_length=200, blank=True)
    net = models.DecimalField(_("net"), max_digits=11, decimal_places=2)
    vat = models.DecimalField(_("VAT"), max_digits=11, decimal_places=2)
    gross = models.DecimalField(_("total"), max_digits=11, decimal_places=2)
    reverses = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="reversal"
    )
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    created_at = models.DateTimeField(default=dates.now, editable=False)
    issued_at = models.DateTimeField(null=True, blank=True)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        null=True,
        blank=True,
        related_name="+",
    )

    class Meta:
        verbose_name = _("invoice")
        verbose_name_plural = _("invoices")
        ordering = ["-issued_on", "-number", "-pk"]
        indexes = [models.Index(fields=["municipality", "state"])]
        constraints = [
            models.UniqueConstraint(
                fields=["run", "municipality", "series"],
                condition=Q(state="draft", run__isnull=False),
                name="billing_invoice_one_draft_per_run",
                violation_error_message=_("There is already a draft of this run."),
            ),
            models.CheckConstraint(
                condition=Q(state="draft", number=None)
                | Q(
                    state="issued",
                    number__isnull=False,
                    issued_on__isnull=False,
                    due_on__isnull=False,
                    issued_at__isnull=False,
                ),
                name="billing_invoice_number_when_issued",
                violation_error_message=_("Only an issued invoice has a number, and always one."),
            ),
            models.CheckConstraint(
                condition=(Q(series="RK") & Q(reverses__isnull=False) & Q(gross__lte=0))
                | (~Q(series="RK") & Q(reverses=None) & Q(gross__gte=0)),
                name="billing_invoice_correction_is_negative",
                violation_error_message=_("Only a correction is negative."),
            ),
            models.CheckConstraint(
                condition=Q(service_until__gte=F("service_from")),
                name="billing_invoice_period_in_order",
                violation_error_message=_("The period ends before it begins."),
            ),
        ]

    def __str__(self) -> str:
        return self.number or str(_("Draft"))

    @property
    def is_draft(self) -> bool:
        return self.state == self.State.DRAFT

    @property
    def is_correction(self) -> bool:
        return self.series == Series.CORRECTIONS


class InvoiceLine(models.Model):
    """A line: equal charges of one cost centre together; `frozen` is set when it is issued."""

    invoice = models.ForeignKey(Invoice, on_delete=models.CASCADE, related_name="lines")
    position = models.PositiveIntegerField()
    description = models.CharField(max_length=300)
    cost_centre = models.CharField(max_length=40, blank=True)
    quantity = models.DecimalField(max_digits=11, decimal_places=2)
    unit_price = models.DecimalField(max_digits=9, decimal_places=2)
    net = models.DecimalField(max_digits=11, decimal_places=2)
    category = models.CharField(max_length=1, choices=VatCategory)
    rate = models.DecimalField(max_digits=4, decimal_places=2)
    service_from = models.DateField()
    service_until = models.DateField()
    provider = models.ForeignKey(
        "organisations.Provider", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reverses = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="reversal"
    )
    frozen = models.BooleanField(default=False, editable=False)

    class Meta:
        verbose_name = _("invoice line")
        verbose_name_plural = _("invoice lines")
        ordering = ["invoice", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["invoice", "position"], name="billing_line_position_unique"
            ),
            models.CheckConstraint(
                condition=Q(category="S", rate__gt=0) | (~Q(category="S") & Q(rate=0)),
                name="billing_line_rate_fits_category",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position}. {self.description}"


class TaxRow(models.Model):
    """The VAT of one category and rate on an invoice, rounded once."""

    invoice = models.ForeignKey(Invoice, on_delete=models.CASCADE, related_name="taxes")
    category = models.CharField(max_length=1, choices=VatCategory)
    rate = models.DecimalField(max_digits=4, decimal_places=2)
    base = models.DecimalField(max_digits=11, decimal_places=2)
    amount = models.DecimalField(max_digits=11, decimal_places=2)
    reason = models.CharField(max_length=200, blank=True)
    reason_code = models.CharField(max_length=30, blank=True)
    frozen = models.BooleanField(default=False, editable=False)

    class Meta:
        verbose_name = _("VAT row")
        verbose_name_plural = _("VAT rows")
        ordering = ["invoice", "category", "rate"]
        constraints = [
            models.UniqueConstraint(
                fields=["invoice", "category", "rate"], name="billing_tax_row_unique"
            ),
            models.CheckConstraint(
                condition=Q(category="S") | Q(amount=0), name="billing_tax_only_standard"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.category} {self.rate} %"


class ChargeBilling(models.Model):
    """This charge stands on this line. It is free again only by an issued reversal of the line."""

    charge = models.ForeignKey(
        "cooperative.Charge", on_delete=models.PROTECT, related_name="billings"
    )
    line = models.ForeignKey(InvoiceLine, on_delete=models.CASCADE, related_name="billings")
    reversed_by = models.ForeignKey(
        InvoiceLine, on_delete=models.PROTECT, null=True, blank=True, related_name="freed"
    )
    frozen = models.BooleanField(default=False, editable=False)

    class Meta:
        verbose_name = _("billed charge")
        verbose_name_plural = _("billed charges")
        constraints = [
            models.UniqueConstraint(
                fields=["charge"],
                condition=Q(reversed_by=None),
                name="billing_charge_billed_once",
                violation_error_message=_("This charge is already on an invoice."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.charge_id} → {self.line_id}"
