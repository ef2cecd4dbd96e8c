"""Documents about what was learnt: frozen statements that outlive the module."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from campus.kit import dates
from courses.certificates.states import Validity, validity


class Emblem(models.Model):
    """A provider's logo as it was when a document was issued; kept once, however often used."""

    # Of the file as the provider gave it.
    digest = models.CharField(max_length=64, unique=True, editable=False)
    # Small enough for a page, always as PNG.
    image = models.BinaryField(editable=False)

    class Meta:
        verbose_name = _("emblem")
        verbose_name_plural = _("emblems")

    def __str__(self) -> str:
        return self.digest[:12]


class Certificate(models.Model):
    """A Teilnahmebestätigung (enough steps) or a Leistungsnachweis (enough points).

    It copies all it states, so that it stays true when the course or the name changes, and even
    when the seat is gone; the PDF is set from these copies whenever it is asked for. A mistake is
    mended by issuing another one in its place, and so is a better result, where the holder wishes
    it: a seat may have several of a kind of which at most one is not revoked.
    """

    class Kind(models.TextChoices):
        PARTICIPATION = "participation", _("Confirmation of participation")
        ACHIEVEMENT = "achievement", _("Record of achievement")

    number = models.CharField(_("number"), max_length=24, unique=True, editable=False)
    kind = models.CharField(
        _("kind"), max_length=13, choices=Kind.choices, default=Kind.PARTICIPATION
    )
    enrolment = models.ForeignKey(
        "enrolment.Enrolment",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="certificates",
    )
    person = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, related_name="certificates"
    )
    holder_name = models.CharField(_("holder"), max_length=180)
    course_title = models.CharField(_("course"), max_length=255)
    provider_name = models.CharField(_("provider"), max_length=160)
    # Who vouches for it at the provider, with position; empty where nobody was named.
    signatory = models.CharField(_("vouched for by"), max_length=300, blank=True)
    issuer_name = models.CharField(_("issuer"), max_length=160, default="KommunalCampus eG")
    emblem = models.ForeignKey(
        Emblem, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    version_number = models.PositiveIntegerField(_("version"))
    minutes = models.PositiveIntegerField(_("minutes"))
    contents = models.JSONField(_("contents"), default=list)
    # What had to be reached; none was written down before there were terms.
    threshold_percent = models.PositiveSmallIntegerField(_("share"), null=True, blank=True)
    # Printed only where the holder asks for it.
    score_scaled = models.DecimalField(
        _("score"), max_digits=5, decimal_places=4, null=True, blank=True
    )
    completed_on = models.DateField(_("reached on"))
    issued_at = models.DateTimeField(_("issued at"), default=dates.now)
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)
    revoked_reason = models.CharField(_("reason"), max_length=240, blank=True)
    replaces = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="successor",
        verbose_name=_("replaces"),
    )
    # It replaces a genuine one on the holder's wish, for a better result.
    is_renewal = models.BooleanField(_("renewal"), default=False, editable=False)
    # Names what was achieved in badges: equal for everybody with an equal document.
    achievement_key = models.UUIDField(editable=False, db_index=True)
    # Names the holder in the badge; says nothing about the person, not even across badges.
    subject_key = models.UUIDField(default=uuid.uuid4, editable=False)
    # Part of the address under which the holder shows the document with the name.
    share_code = models.CharField(max_length=43, blank=True, editable=False)

    class Meta:
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        ordering = ["-issued_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "kind"],
                condition=models.Q(revoked_at=None),
                name="certificates_one_valid_of_a_kind",
                violation_error_message=_("There is a valid certificate of this kind already."),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def validity(self) -> Validity:
        """Return whether it is valid today; reads `successor`, so select it for lists."""
        successor = getattr(self, "successor", None)
        return validity(
            today=dates.today(),
            revoked=self.revoked_at is not None,
            replaced=successor is not None,
            valid_until=self.valid_until,
            renewed=successor is not None and successor.is_renewal,
        )

    @property
    def score_percent(self) -> int | None:
        """Return the share of points, rounded down."""
        return None if self.score_scaled is None else int(self.score_scaled * 100)
