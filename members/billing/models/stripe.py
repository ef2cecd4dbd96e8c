"""What is kept of Stripe: our own attempts to pay, and the events that were received."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from campus.kit import dates


class PaymentAttempt(models.Model):
    """One start of an online payment; its id is the idempotency key towards Stripe."""

    class State(models.TextChoices):
        STARTED = "started", _("Started")
        PAID = "paid", _("Paid")
        EXPIRED = "expired", _("Expired")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    invoice = models.ForeignKey(
        "billing.Invoice", on_delete=models.PROTECT, related_name="attempts"
    )
    amount = models.DecimalField(max_digits=11, decimal_places=2)
    session_id = models.CharField(max_length=120, null=True, blank=True, unique=True)
    url = models.URLField(max_length=1000, blank=True)
    state = models.CharField(max_length=8, choices=State, default=State.STARTED)
    started_at = models.DateTimeField(default=dates.now, editable=False)

    class Meta:
        verbose_name = _("online payment")
        verbose_name_plural = _("online payments")

    def __str__(self) -> str:
        return str(self.id)


class StripeEvent(models.Model):
    """An event of Stripe; stored before anything is done, so that no event counts twice."""

    id = models.CharField(max_length=120, primary_key=True)
    kind = models.CharField(max_length=80)
    object_id = models.CharField(max_length=120)
    received_at = models.DateTimeField(default=dates.now, editable=False)
    handled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("Stripe event")
        verbose_name_plural = _("Stripe events")

    def __str__(self) -> str:
        return self.id
