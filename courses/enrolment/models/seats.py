"""Who holds a seat, and what municipalities have booked."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from campus.kit import dates
from courses.enrolment.cancellation import FULL_PRICE
from courses.enrolment.states import State

OPEN_STATES = [State.REQUESTED.value, State.WAITING.value, State.CONFIRMED.value]
LONGEST_REASON = 240


class GivenBack(models.Model):
    """What giving a seat back costs: frozen when it is confirmed or booked, never dearer later."""

    free_until = models.DateTimeField(null=True, blank=True)
    # Per cent of its price, once that moment is over.
    cancellation_fee = models.PositiveSmallIntegerField(default=FULL_PRICE)

    class Meta:
        abstract = True


class Enrolment(GivenBack):
    """One person's seat. `registration` is the xAPI registration of everything learnt on it."""

    class Source(models.TextChoices):
        SELF = "self", _("Own choice")
        ASSIGNED = "assigned", _("Assigned")
        BOOKED = "booked", _("Booked by the employer")

    registration = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="enrolments")
    employment = models.ForeignKey(
        "people.Employment",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="enrolments",
    )
    offer = models.ForeignKey(
        "enrolment.Offer", on_delete=models.PROTECT, related_name="enrolments"
    )
    version = models.ForeignKey(
        "modules.ModuleVersion", on_delete=models.PROTECT, related_name="enrolments"
    )
    state = models.CharField(max_length=10, choices=[(state.value, state.value) for state in State])
    source = models.CharField(max_length=8, choices=Source.choices, default=Source.SELF)
    requested_at = models.DateTimeField(default=dates.now, editable=False)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    # What the seat was charged by: a reduced price, the year of a flat price.
    discount = models.ForeignKey(
        "enrolment.Discount",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="enrolments",
    )
    term = models.ForeignKey(
        "enrolment.FlatTerm",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="enrolments",
    )
    # The edition that the holder has proven before: such a seat may begin with the test.
    earlier_version = models.ForeignKey(
        "modules.ModuleVersion",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    reason = models.CharField(max_length=LONGEST_REASON, blank=True)
    # What whoever refused the request proposes instead.
    alternatives = models.ManyToManyField("catalogue.CoursePage", blank=True, related_name="+")

    class Meta:
        verbose_name = _("enrolment")
        verbose_name_plural = _("enrolments")
        ordering = ["-requested_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "offer"],
                condition=Q(state__in=OPEN_STATES),
                name="enrolment_one_open_seat",
                violation_error_message=_("You are already enrolled."),
            ),
        ]
        indexes = [models.Index(fields=["state", "confirmed_at"])]

    def __str__(self) -> str:
        return f"{self.person}: {self.offer}"


class BookedSeat(GivenBack):
    """A seat that a municipality has booked: for somebody, or for whomever it names later.

    It is charged once, under its own key. Who sits on it may change; the charge does not.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    # What was booked together.
    batch = models.UUIDField(db_index=True, editable=False)
    offer = models.ForeignKey(
        "enrolment.Offer", on_delete=models.PROTECT, related_name="booked_seats"
    )
    municipality = models.ForeignKey(
        "organisations.Municipality", on_delete=models.PROTECT, related_name="booked_seats"
    )
    cost_centre = models.CharField(max_length=40, blank=True)
    employment = models.ForeignKey(
        "people.Employment",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="booked_seats",
    )
    # What the person learns on, once the seat has been handed over.
    enrolment = models.OneToOneField(
        Enrolment, on_delete=models.SET_NULL, null=True, blank=True, related_name="booked_seat"
    )
    # The person learns on a seat of their own: this one is not charged, and nobody is told why.
    is_covered = models.BooleanField(default=False)
    # How often it was charged: each time under another key, the one before taken back.
    charges = models.PositiveSmallIntegerField(default=0)
    booked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    booked_at = models.DateTimeField(default=dates.now, editable=False)
    named_at = models.DateTimeField(null=True, blank=True)
    handed_at = models.DateTimeField(null=True, blank=True)
    released_at = models.DateTimeField(null=True, blank=True)
    discount = models.ForeignKey(
        "enrolment.Discount",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="booked_seats",
    )
    term = models.ForeignKey(
        "enrolment.FlatTerm",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="booked_seats",
    )

    class Meta:
        verbose_name = _("booked seat")
        verbose_name_plural = _("booked seats")
        ordering = ["-booked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["offer", "employment"],
                condition=Q(released_at=None, employment__isnull=False),
                name="enrolment_booked_once_for_a_person",
                violation_error_message=_("A seat has been booked for this person."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.offer}: {self.employment or '–'}"

    @property
    def reason(self) -> str:
        """Return the key under which it is charged now, or was last."""
        return str(self.key) if self.charges < 2 else f"{self.key}:{self.charges}"
