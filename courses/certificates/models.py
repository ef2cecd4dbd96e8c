"""Certificates: frozen statements about a completed course."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from campus.kit import dates


class Certificate(models.Model):
    """A confirmation of participation (Teilnahmebestätigung).

    It copies all it states, so that it stays true when the course or the name changes; the PDF is
    set from these copies whenever it is asked for. A mistake is mended by revoking it and issuing
    another one, so that a seat may have several of which at most one is valid.
    """

    number = models.CharField(_("number"), max_length=24, unique=True, editable=False)
    enrolment = models.ForeignKey(
        "enrolment.Enrolment", on_delete=models.PROTECT, related_name="certificates"
    )
    person = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, related_name="certificates"
    )
    holder_name = models.CharField(_("holder"), max_length=180)
    course_title = models.CharField(_("course"), max_length=255)
    provider_name = models.CharField(_("provider"), max_length=160)
    version_number = models.PositiveIntegerField(_("version"))
    minutes = models.PositiveIntegerField(_("minutes"))
    contents = models.JSONField(_("contents"), default=list)
    completed_on = models.DateField(_("completed on"))
    issued_at = models.DateTimeField(_("issued at"), default=dates.now)
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)
    revoked_reason = models.CharField(_("reason"), max_length=240, blank=True)

    class Meta:
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        ordering = ["-issued_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment"],
                condition=models.Q(revoked_at=None),
                name="certificates_one_valid_per_seat",
                violation_error_message=_("There is a valid certificate of this course already."),
            ),
        ]

    def __str__(self) -> str:
        return self.number
