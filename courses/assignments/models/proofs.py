"""Proofs from elsewhere: the file behind one, and lists of earlier ones."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from campus.kit import dates
from courses.assignments.models.periods import Period


class ProofFile(models.Model):
    """The document of a proof; in the database, never among the media that anybody may fetch."""

    period = models.OneToOneField(Period, on_delete=models.CASCADE, related_name="proof_file")
    name = models.CharField(max_length=120)
    media_type = models.CharField(max_length=40)
    content = models.BinaryField(editable=False)

    class Meta:
        verbose_name = _("document of a proof")
        verbose_name_plural = _("documents of proofs")

    def __str__(self) -> str:
        return self.name


class HistoryImport(models.Model):
    """A list of earlier proofs between its preview and its confirmation."""

    municipality = models.ForeignKey(
        "organisations.Municipality", on_delete=models.CASCADE, related_name="+"
    )
    content = models.BinaryField(editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(default=dates.now, editable=False)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    written = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("list of earlier proofs")
        verbose_name_plural = _("lists of earlier proofs")
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.municipality_id}: {self.created_at:%Y-%m-%d}"
