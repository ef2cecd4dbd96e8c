"""Seats: what is offered at which price, and who holds a seat."""

import uuid
from decimal import Decimal

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from campus.kit import dates
from courses.enrolment.states import State

OPEN_STATES = [State.REQUESTED.value, State.WAITING.value, State.CONFIRMED.value]
LONGEST_REASON = 240


class Offer(models.Model):
    """How a course can be taken: price per seat, VAT treatment, approval, seats."""

    class VatTreatment(models.TextChoices):
        EXEMPT_EDUCATION = "exempt_education", _("Exempt: education (§ 4 no. 21 UStG)")
        STANDARD = "standard", _("Standard rate")

    course = models.ForeignKey(
        "catalogue.CoursePage", on_delete=models.PROTECT, related_name="offers"
    )
    title = models.CharField(_("title"), max_length=160, blank=True)
    price = models.DecimalField(
        _("net price per seat in euros"),
        max_digits=9,
        decimal_places=2,
        default=Decimal("0.00"),
        validators=[MinValueValidator(Decimal("0.00"))],
    )
    vat_treatment = models.CharField(
        _("VAT"),
        max_length=20,
        choices=VatTreatment.choices,
        default=VatTreatment.EXEMPT_EDUCATION,
    )
    vat_rate = models.DecimalField(
        _("VAT rate in per cent"), max_digits=4, decimal_places=2, default=Decimal("0.00")
    )
    provider_share = models.DecimalField(
        _("provider's share in per cent"), max_digits=5, decimal_places=2, default=Decimal("70.00")
    )
    approval_needed = models.BooleanField(_("needs approval"), default=False)
    seats = models.PositiveIntegerField(_("seats"), null=True, blank=True)
    # Of these, or of as many as one likes: what the staff of one municipality may take at most.
    seats_per_member = models.PositiveIntegerField(
        _("seats for one municipality"), null=True, blank=True
    )
    # FernUSG: a paid, graded, mostly asynchronous course needs an approval or a reason why not.
    fernusg_status = models.CharField(_("FernUSG status"), max_length=120, blank=True)
    active = models.BooleanField(_("bookable"), default=True)

    class Meta:
        verbose_name = _("offer")
        verbose_name_plural = _("offers")
        ordering = ["course", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(price__gte=0),
                name="enrolment_offer_price_not_negative",
                violation_error_message=_("The price cannot be negative."),
            ),
            models.CheckConstraint(
                condition=Q(seats_per_member=None) | Q(seats_per_member__gte=1),
                name="enrolment_offer_contingent_is_not_empty",
                violation_error_message=_("A municipality gets at least one seat."),
            ),
        ]

    def __str__(self) -> str:
        return self.title or str(self.course)


class Session(models.Model):
    """A date of a hybrid or live offer."""

    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="sessions")
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    place = models.CharField(_("place"), max_length=160, blank=True)
    trainer = models.CharField(_("trainer"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        ordering = ["starts_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=models.F("starts_at")),
                name="enrolment_session_ends_after_begin",
                violation_error_message=_("The session ends before it begins."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.offer}, {self.starts_at:%d.%m.%Y %H:%M}"


class Enrolment(models.Model):
    """One person's seat. `registration` is the xAPI registration of everything learnt on it."""

    class Source(models.TextChoices):
        SELF = "self", _("Own choice")
        ASSIGNED = "assigned", _("Assigned")

    registration = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="enrolments")
    employment = models.ForeignKey(
        "people.Employment",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="enrolments",
    )
    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, related_name="enrolments")
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
    reason = models.CharField(max_length=LONGEST_REASON, blank=True)

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
