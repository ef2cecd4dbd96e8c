"""Activities: the canonical definition, merged from what clients sent."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.xapi.models.statements import KEY_LENGTH


class Activity(models.Model):
    """An activity by its identifier; the definition is JSON text, as merged."""

    key = models.CharField(_("key"), max_length=KEY_LENGTH, primary_key=True)
    iri = models.TextField(_("identifier"))
    definition = models.TextField(_("definition"), default="{}")

    class Meta:
        verbose_name = _("activity")
        verbose_name_plural = _("activities")

    def __str__(self) -> str:
        return self.iri
