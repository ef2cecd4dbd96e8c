"""State, agent profile and activity profile documents."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campus.kit import dates
from courses.xapi.models.statements import KEY_LENGTH


class Document(models.Model):
    """One document of the three document resources, byte by byte as it was sent."""

    class Kind(models.TextChoices):
        """The three document resources."""

        STATE = "state", pgettext_lazy("xAPI document", "state")
        AGENT_PROFILE = "agent_profile", _("agent profile")
        ACTIVITY_PROFILE = "activity_profile", _("activity profile")

    # Digest of all that names the document; makes an absent registration unique on every database.
    place = models.CharField(_("place"), max_length=64, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    activity_key = models.CharField(_("activity"), max_length=KEY_LENGTH, blank=True, default="")
    agent_key = models.CharField(_("agent"), max_length=KEY_LENGTH, blank=True, default="")
    registration = models.UUIDField(_("registration"), null=True, blank=True)
    document_id = models.TextField(_("identifier"))
    content_type = models.TextField(_("content type"))
    content = models.BinaryField(_("content"))
    etag = models.CharField(_("entity tag"), max_length=64)
    # Who keeps it; empty where that was not noted yet.
    authority_key = models.CharField(_("authority"), max_length=KEY_LENGTH, blank=True, default="")
    updated_at = models.DateTimeField(_("updated at"), default=dates.now)

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        indexes = [
            models.Index("kind", "activity_key", "agent_key", name="xapi_document_list"),
            models.Index(
                "agent_key", name="xapi_document_agent", condition=~models.Q(agent_key="")
            ),
        ]

    def __str__(self) -> str:
        return self.document_id
