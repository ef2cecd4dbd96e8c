"""What is offered at which price, to whom, on which dates, and what takes something off it."""

from decimal import Decimal

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from courses.catalogue.prices import Per
from courses.enrolment.cancellation import FREE_DAYS, FULL_PRICE, Terms

# What the price is for, in the words of the form.
PER = [
    (Per.SEAT.value, _("per seat")),
    (Per.SESSION.value, _("per seat and date")),
    (Per.FLAT.value, _("flat: once per municipality and year")),
]


class MunicipalityGroup(models.Model):
    """Municipalities that the office names together: by Land and inhabitants, or one by one.

    Who fits the rule belongs to it, also a later member; who is named belongs to it anyway.
    """

    name = models.CharField(_("name"), max_length=80, unique=True)
    land = models.CharField(_("Land"), max_length=2, blank=True)
    population_from = models.PositiveIntegerField(_("inhabitants from"), null=True, blank=True)
    population_to = models.PositiveIntegerField(_("inhabitants up to"), null=True, blank=True)
    municipalities = models.ManyToManyField(
        "organisations.Municipality",
        blank=True,
        related_name="offer_groups",
        verbose_name=_("municipalities"),
    )

    class Meta:
        verbose_name = _("group of municipalities")
        verbose_name_plural = _("groups of municipalities")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(population_from=None)
                | Q(population_to=None)
                | Q(population_to__gte=F("population_from")),
                name="enrolment_group_population_in_order",
                violation_error_message=_("The second number is smaller than the first."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Offer(models.Model):
    """How a course can be taken: price and what it is for, VAT treatment, approval, seats."""

    class VatTreatment(models.TextChoices):
        EXEMPT_EDUCATION = "exempt_education", _("Exempt: education (§ 4 no. 21 UStG)")
        STANDARD = "standard", _("Standard rate")

    course = models.ForeignKey(
        "catalogue.CoursePage", on_delete=models.PROTECT, related_name="offers"
    )
    title = models.CharField(_("title"), max_length=160, blank=True)
    price = models.DecimalField(
        _("net price in euros"),
        max_digits=9,
        decimal_places=2,
        default=Decimal("0.00"),
        validators=[MinValueValidator(Decimal("0.00"))],
    )
    per = models.CharField(_("price model"), max_length=7, choices=PER, default=Per.SEAT.value)
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
    # Each seat freezes what these say at its confirmation.
    free_days = models.PositiveSmallIntegerField(
        _("days in which cancelling is free of charge"), default=FREE_DAYS
    )
    free_days_before = models.PositiveSmallIntegerField(
        _("days before the first date until which cancelling is free of charge"),
        null=True,
        blank=True,
    )
    cancellation_fee = models.PositiveSmallIntegerField(
        _("cancellation fee in per cent of the price"), default=FULL_PRICE
    )
    active = models.BooleanField(_("bookable"), default=True)
    # Else for everybody. Who may take it is named in `circles.py` and nowhere else.
    is_limited = models.BooleanField(_("only for some municipalities"), default=False)
    groups = models.ManyToManyField(MunicipalityGroup, blank=True, related_name="offers")
    municipalities = models.ManyToManyField(
        "organisations.Municipality", blank=True, related_name="offers"
    )

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
            models.CheckConstraint(
                # Whoever books by mistake can always put it right.
                condition=Q(free_days__gte=1),
                name="enrolment_offer_cancelling_is_free_for_a_day",
                violation_error_message=_("Cancelling is free of charge for at least one day."),
            ),
            models.CheckConstraint(
                # A year is paid for all staff: no part of it belongs to one seat.
                condition=Q(cancellation_fee=FULL_PRICE)
                | Q(cancellation_fee__lt=FULL_PRICE) & ~Q(per=Per.FLAT.value),
                name="enrolment_offer_fee_is_percentage",
                violation_error_message=_(
                    "The fee is at most 100 per cent, and exactly that with a flat price."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.title or str(self.course)

    @property
    def cancelling(self) -> Terms:
        """Return until when seats taken now are cancelled free of charge, and what it costs."""
        return Terms(self.free_days, self.free_days_before, self.cancellation_fee)


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


class Discount(models.Model):
    """A lower price of a course for a time, perhaps for so many seats only.

    It belongs to the course, so that new conditions leave it as it is. What was charged under it
    is frozen in the charge; a discount is never changed, only ended.
    """

    course = models.ForeignKey(
        "catalogue.CoursePage", on_delete=models.CASCADE, related_name="discounts"
    )
    first_day = models.DateField(_("from"))
    last_day = models.DateField(_("until"))
    percent = models.DecimalField(
        _("per cent off"), max_digits=5, decimal_places=2, null=True, blank=True
    )
    amount = models.DecimalField(
        _("reduced net price in euros"), max_digits=9, decimal_places=2, null=True, blank=True
    )
    seats = models.PositiveIntegerField(_("for so many seats"), null=True, blank=True)
    used = models.PositiveIntegerField(default=0, editable=False)
    active = models.BooleanField(_("in force"), default=True)

    class Meta:
        verbose_name = _("discount")
        verbose_name_plural = _("discounts")
        ordering = ["course", "first_day", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")),
                name="enrolment_discount_days_in_order",
                violation_error_message=_("The discount ends before it begins."),
            ),
            models.CheckConstraint(
                # What is unknown passes a check: that a value is there has to be asked for.
                condition=Q(percent__isnull=False, percent__gt=0, percent__lte=100, amount=None)
                | Q(percent=None, amount__isnull=False, amount__gte=0),
                name="enrolment_discount_percent_or_price",
                violation_error_message=_("A discount is either per cent or a reduced price."),
            ),
            models.CheckConstraint(
                condition=Q(seats=None) | Q(used__lte=F("seats")),
                name="enrolment_discount_not_used_up_twice",
                violation_error_message=_("All seats of this discount are taken."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.course_id}: {self.first_day} – {self.last_day}"


class FlatTerm(models.Model):
    """The year that a municipality has paid by one flat price of a course.

    Its number is drawn under the constraint: of two first seats at the same moment one opens the
    year, and the other finds it open.
    """

    course = models.ForeignKey(
        "catalogue.CoursePage", on_delete=models.PROTECT, related_name="flat_terms"
    )
    municipality = models.ForeignKey(
        "organisations.Municipality", on_delete=models.PROTECT, related_name="flat_terms"
    )
    number = models.PositiveSmallIntegerField(default=1)
    first_day = models.DateField()
    last_day = models.DateField()
    # Seats taken under it, without those given back free of charge.
    seats = models.PositiveIntegerField(default=0)
    taken_back = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("year of a flat price")
        verbose_name_plural = _("years of flat prices")
        ordering = ["course", "municipality", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["course", "municipality", "number"], name="enrolment_flat_term_once"
            ),
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")), name="enrolment_flat_term_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.course_id}/{self.municipality_id}: {self.number}"
