"""The statement: what was stored is returned letter by letter; the other columns only find it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

# Keys are identifiers, shortened with a digest where an index could not hold them (core.keys).
KEY_LENGTH = 260


class StatementId(models.Model):
    """The ids that are taken, and when their statements were stored.

    PostgreSQL guards uniqueness within a partition only, so that ids have a table of their own,
    written in the same transaction. It also says in which partition a statement lies.
    """

    statement_id = models.UUIDField(_("statement"), primary_key=True)
    stored = models.DateTimeField(_("stored"))

    class Meta:
        verbose_name = _("statement id")
        verbose_name_plural = _("statement ids")

    def __str__(self) -> str:
        return str(self.statement_id)


class Statement(models.Model):
    """One accepted statement. Append-only: nothing but `voided` ever changes, and erasure.

    On PostgreSQL the table is range-partitioned by `stored` and its key is (stored, statement_id):
    ask by `courses.xapi.lookup`, which names both columns.
    """

    statement_id = models.UUIDField(_("statement"), primary_key=True)
    registration = models.UUIDField(_("registration"), null=True, blank=True)
    actor_key = models.CharField(_("actor"), max_length=KEY_LENGTH)
    verb = models.CharField(_("verb"), max_length=KEY_LENGTH)
    activity_key = models.CharField(_("activity"), max_length=KEY_LENGTH, blank=True, default="")
    target_id = models.UUIDField(_("statement referred to"), null=True, blank=True)
    authority_key = models.CharField(_("authority"), max_length=KEY_LENGTH)
    timestamp = models.DateTimeField(_("time of the experience"))
    stored = models.DateTimeField(_("stored"))
    voided = models.BooleanField(_("voided"), default=False)
    raw = models.TextField(_("statement as returned"))

    class Meta:
        verbose_name = _("statement")
        verbose_name_plural = _("statements")
        indexes = [
            models.Index("stored", "statement_id", name="xapi_statement_stored"),
            models.Index("authority_key", "stored", name="xapi_statement_authority"),
            models.Index("verb", "stored", name="xapi_statement_verb"),
            models.Index(
                "registration",
                "stored",
                name="xapi_statement_registration",
                condition=models.Q(registration__isnull=False),
            ),
            models.Index(
                "target_id",
                name="xapi_statement_target",
                condition=models.Q(target_id__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return str(self.statement_id)
