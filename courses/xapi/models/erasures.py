"""The log of erasures: that and how much was erased, never what."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from campus.kit import dates


class Erasure(models.Model):
    """One erasure, append-only. It holds nothing that leads back to the person."""

    class Kind(models.TextChoices):
        """What was erased."""

        PERSON = "person", _("a person")
        AGE = "age", _("by age")

    class Policy(models.TextChoices):
        """What became of the statements."""

        ANONYMISE = "anonymise", _("kept as anonymous")
        DELETE = "delete", _("deleted")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    policy = models.CharField(_("policy"), max_length=10, choices=Policy.choices)
    before = models.DateTimeField(_("stored before"), null=True, blank=True)
    statements = models.PositiveIntegerField(_("statements"))
    documents = models.PositiveIntegerField(_("documents"))
    attachments = models.PositiveIntegerField(_("attachments"))
    requested_by = models.CharField(_("requested by"), max_length=100, blank=True, default="")
    erased_at = models.DateTimeField(_("erased at"), default=dates.now)

    class Meta:
        verbose_name = _("erasure")
        verbose_name_plural = _("erasures")

    def __str__(self) -> str:
        return f"{self.erased_at:%Y-%m-%d} {self.kind}"
