"""That seats were booked at once, what was seen of their price, and whether it was undone."""

import uuid
from decimal import Decimal

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from campus.kit import dates
from campus.kit.undoing import Undoable


class Booking(Undoable, models.Model):
    """One confirmation; the seats themselves bear its reference."""

    class State(models.TextChoices):
        DONE = "done", _("booked")
        UNDONE = "undone", _("undone")

    reference = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    municipality = models.ForeignKey(
        "organisations.Municipality", on_delete=models.CASCADE, related_name="+"
    )
    offer = models.ForeignKey("enrolment.Offer", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=6, choices=State.choices, default=State.DONE)
    # How many seats, and what they cost at most: seats of people who have one cost nothing.
    total = models.PositiveIntegerField(default=0)
    cost = models.DecimalField(max_digits=11, decimal_places=2, default=Decimal("0.00"))
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    finished_at = models.DateTimeField(default=dates.now, editable=False)
    # From then on the staff know, and nothing is undone as a whole.
    told_at = models.DateTimeField(null=True, blank=True)
    telling_ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("booking for others")
        verbose_name_plural = _("bookings for others")
        ordering = ["-finished_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.offer} ({self.total})"

    @property
    def is_sealed(self) -> bool:
        """Tell whether the staff have been told."""
        return self.told_at is not None
