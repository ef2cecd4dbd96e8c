"""Entries of the cadastre with their versions, and which municipality has made what of them."""

from typing import Any, Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator, URLValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from campus.kit import dates
from courses.assignments.choices import DEFAULT_WINDOW, DueStart, DueUnit, ExpiryRule
from courses.cadastre.errors import VersionFrozen

LONGEST_TEXT = 4000
# A day of the calendar belongs to a municipality, not to what is shared.
STARTS = [choice for choice in DueStart.choices if choice[0] != DueStart.DAY]


class Entry(models.Model):
    """Something that the law demands of municipalities; what it says stands in its versions."""

    # None: nothing was published yet, so that nobody but the office sees it.
    current = models.OneToOneField(
        "cadastre.Version", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(default=dates.now, editable=False)

    class Meta:
        verbose_name = _("entry of the cadastre")
        verbose_name_plural = _("entries of the cadastre")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.current.title if self.current else str(self.pk)


class Terms(models.Model):
    """What an entry says; everything that a municipality takes over."""

    title = models.CharField(_("title"), max_length=160)
    legal_basis = models.CharField(
        _("legal basis"),
        max_length=240,
        help_text=_("The citation. The staff read it: Section 12 of the law on safety at work."),
    )
    text = models.TextField(
        _("what it demands"),
        max_length=LONGEST_TEXT,
        help_text=_("In words that people in a town hall understand."),
    )
    source_url = models.URLField(
        _("link to the source"), blank=True, validators=[URLValidator(schemes=["https"])]
    )
    target_group = models.CharField(
        _("whom it concerns"), max_length=400, help_text=_("In words: All staff with a computer.")
    )
    # Before what sets the rhythm: a running obligation can follow it.
    accepted_proofs = models.TextField(
        _("proofs from elsewhere that fulfil it"),
        max_length=LONGEST_TEXT,
        blank=True,
        help_text=_("One a line, as they are called elsewhere. Municipalities may choose others."),
    )
    course = models.ForeignKey(
        "catalogue.CoursePage",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("course that fulfils it"),
    )
    proof = models.CharField(
        _("proof from elsewhere"),
        max_length=160,
        blank=True,
        help_text=_("Only without a course, for example: Certificate of first aid."),
    )
    due_start = models.CharField(
        _("usual deadline"), max_length=15, choices=STARTS, default=DueStart.ASSIGNMENT
    )
    due_amount = models.PositiveSmallIntegerField(
        _("how long"), default=30, validators=[MinValueValidator(1), MaxValueValidator(999)]
    )
    due_unit = models.CharField(
        _("counted in"), max_length=12, choices=DueUnit.choices, default=DueUnit.DAYS
    )
    valid_months = models.PositiveSmallIntegerField(
        _("to be repeated after … months"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(120)],
        help_text=_("Empty: once is enough."),
    )
    expiry_rule = models.CharField(
        _("how the validity is counted"),
        max_length=10,
        choices=ExpiryRule.choices,
        default=ExpiryRule.COMPLETION,
    )
    fixed_day = models.DateField(_("fixed day"), null=True, blank=True)
    minimum_months = models.PositiveSmallIntegerField(
        _("valid for at least … months"), default=0, validators=[MaxValueValidator(120)]
    )
    window_days = models.PositiveSmallIntegerField(
        _("may be renewed … days before the end"),
        default=DEFAULT_WINDOW,
        validators=[MaxValueValidator(365)],
    )
    grace_days = models.PositiveSmallIntegerField(
        _("days of grace after the end"), default=0, validators=[MaxValueValidator(365)]
    )
    carried_days = models.PositiveSmallIntegerField(
        _("Days left that are added at most"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(365)],
        help_text=_("Empty: all of them, so that nobody who comes early loses a day."),
    )

    class Meta:
        abstract = True


# In the order of the form; a new version begins as a copy of these.
CONTENT = tuple(field.name for field in Terms._meta.local_fields)
# What a running obligation cannot follow: its days were worked out from them.
RHYTHM = CONTENT[CONTENT.index("course") :]


class Version(Terms):
    """One version of an entry: a draft until it is published, then never changed."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(_("version"))
    change = models.CharField(
        _("what has changed"),
        max_length=240,
        blank=True,
        help_text=_("In a sentence. The municipalities that have adopted the entry read it."),
    )
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("version of an entry")
        verbose_name_plural = _("versions of entries")
        ordering = ["entry", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["entry", "number"], name="cadastre_number_once"),
            models.UniqueConstraint(
                fields=["entry"], condition=Q(published_at=None), name="cadastre_one_draft"
            ),
            models.CheckConstraint(
                condition=Q(course__isnull=False) ^ ~Q(proof=""),
                name="cadastre_course_or_proof",
                violation_error_message=_("Choose a course, or name a proof, not both."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.number})"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save a draft; what was published is never written anew."""
        self._refuse_frozen()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        """Delete a draft; what was published stays."""
        self._refuse_frozen()
        return super().delete(*args, **kwargs)

    def _refuse_frozen(self) -> None:
        stored = Version.objects.filter(pk=self.pk) if self.pk else Version.objects.none()
        if stored.filter(published_at__isnull=False).exists():
            raise VersionFrozen


class AdoptionQuerySet(models.QuerySet["Adoption"]):
    """Adoptions in business words."""

    def running(self) -> Self:
        """Keep those whose obligation has not ended."""
        return self.filter(obligation__ended_at=None)


class Adoption(models.Model):
    """That a municipality has made an obligation of an entry."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="adoptions")
    # What was adopted; the days of the obligation follow it as long as it runs.
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+")
    # The newest version about which the municipality has decided.
    settled = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+")
    municipality = models.ForeignKey(
        "organisations.Municipality", on_delete=models.PROTECT, related_name="adoptions"
    )
    obligation = models.OneToOneField(
        "assignments.Obligation", on_delete=models.PROTECT, related_name="adoption"
    )
    adopted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    adopted_at = models.DateTimeField(default=dates.now, editable=False)

    objects = AdoptionQuerySet.as_manager()

    class Meta:
        verbose_name = _("adopted entry")
        verbose_name_plural = _("adopted entries")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.municipality}: {self.version}"


class Decision(models.Model):
    """What a municipality has made of a newer version."""

    class Deed(models.TextChoices):
        TAKEN = "taken", _("wording taken over")
        NOTHING = "nothing", _("nothing to be done")

    adoption = models.ForeignKey(Adoption, on_delete=models.PROTECT, related_name="decisions")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+")
    deed = models.CharField(max_length=7, choices=Deed.choices)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(default=dates.now, editable=False)

    class Meta:
        verbose_name = _("decision about a version")
        verbose_name_plural = _("decisions about versions")
        ordering = ["-decided_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["adoption", "version"], name="cadastre_decided_once"),
        ]

    def __str__(self) -> str:
        return f"{self.adoption}: {self.get_deed_display()}"
