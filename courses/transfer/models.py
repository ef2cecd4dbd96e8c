"""That somebody has shown a proof to an employer, and what the employer has decided."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from campus.kit import dates
from courses.transfer.matching import Facts, Topic

LONGEST_REASON = 240


class Presentation(models.Model):
    """A certificate, or a proof that an employer has entered, shown to another employer.

    It copies what the employer sees; that is compared with the original before it counts. What is
    withdrawn is deleted.
    """

    class State(models.TextChoices):
        SHOWN = "shown", _("waits for a decision")
        RECOGNISED = "recognised", _("recognised")
        REFUSED = "refused", _("not recognised")
        WITHDRAWN = "withdrawn", _("recognition withdrawn")

    person = models.ForeignKey(
        "people.Person", on_delete=models.CASCADE, related_name="presentations"
    )
    municipality = models.ForeignKey(
        "organisations.Municipality", on_delete=models.CASCADE, related_name="+"
    )
    certificate = models.ForeignKey(
        "certificates.Certificate", on_delete=models.CASCADE, null=True, related_name="+"
    )
    turn = models.ForeignKey(
        "assignments.Period", on_delete=models.CASCADE, null=True, related_name="+"
    )
    course = models.ForeignKey(
        "catalogue.CoursePage", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    path = models.ForeignKey(
        "pathways.LearningPath", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    title = models.CharField(_("title"), max_length=255)
    version_number = models.PositiveIntegerField(_("version"), null=True)
    completed_on = models.DateField(_("completed on"))
    valid_until = models.DateField(_("valid until"), null=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.SHOWN)
    shown_at = models.DateTimeField(default=dates.now, editable=False)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    reason = models.CharField(max_length=LONGEST_REASON, blank=True)
    # The turn of the employer that it has fulfilled.
    fulfilled = models.ForeignKey(
        "assignments.Period", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    # When it ceased to count, since it was revoked where it came from.
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("proof taken along")
        verbose_name_plural = _("proofs taken along")
        ordering = ["-shown_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(certificate=None, turn__isnull=False)
                | Q(certificate__isnull=False, turn=None),
                name="course_transfer_one_original",
            ),
            models.CheckConstraint(
                condition=~Q(state="refused") | ~Q(reason=""),
                name="course_transfer_refused_with_reason",
                violation_error_message=_("Please say why. The person concerned reads it."),
            ),
            models.UniqueConstraint(
                fields=["municipality", "certificate"],
                condition=~Q(state="refused"),
                name="course_transfer_certificate_once",
            ),
            models.UniqueConstraint(
                fields=["municipality", "turn"],
                condition=~Q(state="refused"),
                name="course_transfer_turn_once",
            ),
        ]
        indexes = [models.Index(fields=["municipality", "state"])]

    def __str__(self) -> str:
        return self.title

    @property
    def facts(self) -> Facts:
        """Return what the employer is shown."""
        return Facts(self.title, self.version_number, self.completed_on, self.valid_until)

    @property
    def topic(self) -> Topic:
        """Return what it proves."""
        return Topic(self.course_id, self.path_id, self.title)
