"""Who wants to belong to the cooperative, what the board decided, and who belongs to it."""

import datetime as dt

from django.conf import settings
from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from campus.kit import dates


class Resolution(models.Model):
    """What a body of the cooperative decided; an admission cannot be without one (§ 15 GenG)."""

    class Body(models.TextChoices):
        BOARD = "board", _("Board")
        SUPERVISORY = "supervisory", _("Supervisory board")
        ASSEMBLY = "assembly", _("General assembly")

    number = models.CharField(_("number of the decision"), max_length=30, unique=True)
    body = models.CharField(_("decided by"), max_length=12, choices=Body, default=Body.BOARD)
    decided_on = models.DateField(_("decided on"))
    text = models.TextField(_("wording"))
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    recorded_at = models.DateTimeField(default=dates.now, editable=False)

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["-decided_on", "-pk"]

    def __str__(self) -> str:
        return self.number


class MembershipApplication(models.Model):
    """The declaration of a municipality that it joins, in text form (§ 15, § 15a GenG).

    It carries the municipality's data as declared, since there may be no tenant yet. After a
    refusal what names the declaring person is deleted (§ 15 II GenG).
    """

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        ADMITTED = "admitted", _("Admitted")
        REFUSED = "refused", _("Refused")

    class Source(models.TextChoices):
        PUBLIC = "public", _("Form on the website")
        OFFICE = "office", _("Entered by the office")

    ars = models.CharField(
        "ARS",
        max_length=12,
        validators=[RegexValidator(r"^\d{12}$", _("The ARS has exactly twelve digits."))],
    )
    name = models.CharField(_("official name"), max_length=120)
    # The choices of kind and Land belong to organisations; the form takes them from there.
    kind = models.CharField(_("kind"), max_length=12)
    land = models.CharField(_("Land"), max_length=2)
    street = models.CharField(_("street and number"), max_length=120)
    postcode = models.CharField(_("postcode"), max_length=10)
    city = models.CharField(_("town"), max_length=80)
    population = models.PositiveIntegerField(_("population"))
    population_date = models.DateField(_("population counted on"))
    leitweg_id = models.CharField(_("Leitweg-ID"), max_length=46, blank=True)
    invoice_email = models.EmailField(_("e-mail address for invoices"), blank=True)
    municipality = models.ForeignKey(
        "organisations.Municipality",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="membership_applications",
    )
    shares = models.PositiveSmallIntegerField(
        _("number of shares"), validators=[MinValueValidator(1)]
    )
    declarant_name = models.CharField(_("declared by"), max_length=120, blank=True)
    declarant_function = models.CharField(_("office held"), max_length=120, blank=True)
    declarant_email = models.EmailField(_("e-mail address"), blank=True)
    declaration = models.TextField(_("wording of the declaration"))
    duty_acknowledged = models.BooleanField(_("duty to pay acknowledged"))
    statute_received = models.BooleanField(_("statute made available"))
    declared_at = models.DateTimeField(_("declared at"), default=dates.now)
    source = models.CharField(max_length=6, choices=Source, default=Source.OFFICE)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.OPEN)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    resolution = models.ForeignKey(
        Resolution,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="applications",
    )
    refusal_reason = models.TextField(_("reason for the refusal"), blank=True)

    class Meta:
        verbose_name = _("membership application")
        verbose_name_plural = _("membership applications")
        ordering = ["-declared_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["ars"],
                condition=Q(state="open"),
                name="cooperative_application_one_open",
                violation_error_message=_(
                    "There is already an open application of this municipality."
                ),
            ),
            models.CheckConstraint(
                condition=Q(duty_acknowledged=True, statute_received=True),
                name="cooperative_application_duties_acknowledged",
                violation_error_message=_(
                    "Without the acknowledgement of the duty to pay and of the statute the "
                    "declaration has no effect."
                ),
            ),
            models.CheckConstraint(
                condition=Q(state="open") | Q(resolution__isnull=False),
                name="cooperative_application_decided_by_resolution",
                violation_error_message=_("A decision of the board is needed."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Memberships in business words."""

    def active_on(self, day: dt.date) -> "MembershipQuerySet":
        """Keep memberships that have begun and not ended on the day."""
        return self.filter(Q(ended_on=None) | Q(ended_on__gte=day), joined_on__lte=day)

    def in_year(self, year: int) -> "MembershipQuerySet":
        """Keep memberships that run on at least one day of the year."""
        first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
        return self.filter(Q(ended_on=None) | Q(ended_on__gte=first), joined_on__lte=last)


class Membership(models.Model):
    """A municipality's membership, from its admission to the end of a year (§ 65 GenG)."""

    municipality = models.ForeignKey(
        "organisations.Municipality", on_delete=models.PROTECT, related_name="memberships"
    )
    number = models.PositiveIntegerField(_("member number"), unique=True)
    application = models.OneToOneField(
        MembershipApplication, on_delete=models.PROTECT, related_name="membership"
    )
    resolution = models.ForeignKey(Resolution, on_delete=models.PROTECT, related_name="memberships")
    joined_on = models.DateField(_("member since"))
    # The population class on the day of admission decides the mandatory shares for good.
    fee_class = models.CharField(_("population class at admission"), max_length=80)
    notice_given_on = models.DateField(_("notice given on"), null=True, blank=True)
    ended_on = models.DateField(_("member until"), null=True, blank=True)
    end_reason = models.CharField(_("reason for leaving"), max_length=200, blank=True)
    recorded_at = models.DateTimeField(default=dates.now, editable=False)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality"],
                condition=Q(ended_on=None),
                name="cooperative_membership_one_at_a_time",
                violation_error_message=_("This municipality is already a member."),
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__month=12, ended_on__day=31),
                name="cooperative_membership_ends_with_year",
                violation_error_message=_("A membership ends on 31 December only."),
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("joined_on")),
                name="cooperative_membership_dates_in_order",
                violation_error_message=_("The membership ends before it begins."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.municipality}"
