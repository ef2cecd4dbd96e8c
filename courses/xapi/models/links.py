"""What hangs on a statement: who and what it mentions, attachments, and the projections' queue."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from campus.kit import dates
from courses.xapi.models.statements import KEY_LENGTH, Statement


class AgentMention(models.Model):
    """An agent or group that a statement mentions; `direct` as actor, object or member of these.

    `stored` repeats the statement's, so that the key answers a filter in the order of the list.
    """

    pk = models.CompositePrimaryKey("agent_key", "stored", "statement_id")
    statement = models.ForeignKey(
        Statement, models.CASCADE, related_name="agents", db_constraint=False, db_index=False
    )
    agent_key = models.CharField(_("agent"), max_length=KEY_LENGTH)
    direct = models.BooleanField(_("actor or object"))
    stored = models.DateTimeField(_("stored"))

    class Meta:
        verbose_name = _("agent of a statement")
        verbose_name_plural = _("agents of statements")

    def __str__(self) -> str:
        return self.agent_key


class ActivityMention(models.Model):
    """An activity that a statement mentions; `direct` as its object."""

    pk = models.CompositePrimaryKey("activity_key", "stored", "statement_id")
    statement = models.ForeignKey(
        Statement, models.CASCADE, related_name="activities", db_constraint=False, db_index=False
    )
    activity_key = models.CharField(_("activity"), max_length=KEY_LENGTH)
    direct = models.BooleanField(_("object"))
    stored = models.DateTimeField(_("stored"))

    class Meta:
        verbose_name = _("activity of a statement")
        verbose_name_plural = _("activities of statements")

    def __str__(self) -> str:
        return self.activity_key


class StatementTarget(models.Model):
    """A statement that another one refers to, directly or over further references.

    A list filtered by agent, verb or activity also holds what refers to a match (XAPI 2.1.4).
    The target may arrive later, so that it is no foreign key.
    """

    statement = models.ForeignKey(
        Statement, models.CASCADE, related_name="targets", db_constraint=False
    )
    target_id = models.UUIDField(_("statement referred to"), db_index=True)

    class Meta:
        verbose_name = _("reference between statements")
        verbose_name_plural = _("references between statements")
        constraints = [
            models.UniqueConstraint(
                fields=["statement", "target_id"], name="xapi_statementtarget_unique"
            )
        ]

    def __str__(self) -> str:
        return str(self.target_id)


class AttachmentContent(models.Model):
    """The bytes of attachments, kept once per SHA-2 digest (224 to 512 bits)."""

    sha2 = models.CharField(_("SHA-2"), max_length=128, primary_key=True)
    data = models.BinaryField(_("content"))

    class Meta:
        verbose_name = _("content of an attachment")
        verbose_name_plural = _("contents of attachments")

    def __str__(self) -> str:
        return self.sha2


class Attachment(models.Model):
    """The content that came with a statement."""

    statement = models.ForeignKey(
        Statement, models.CASCADE, related_name="attachments", db_constraint=False
    )
    content = models.ForeignKey(AttachmentContent, models.PROTECT)
    content_type = models.TextField(_("content type"))

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")

    def __str__(self) -> str:
        return str(self.content_id)


class PendingStatement(models.Model):
    """A statement with a registration that no projection has folded yet.

    Written in the statement's transaction and deleted when folded: a cursor over `stored` would
    lose what commits late.
    """

    statement_id = models.UUIDField(_("statement"))
    registration = models.UUIDField(_("registration"), db_index=True)
    queued_at = models.DateTimeField(_("queued at"), default=dates.now)

    class Meta:
        verbose_name = _("pending statement")
        verbose_name_plural = _("pending statements")

    def __str__(self) -> str:
        return str(self.statement_id)
