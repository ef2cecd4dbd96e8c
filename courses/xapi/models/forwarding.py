"""Forwarding to an external store: where to, and what still has to go there."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from campus.kit import dates


class ForwardingTarget(models.Model):
    """An external record store by its name; address and credentials come from the environment.

    What waits keeps growing while a target is paused, so that nothing is missing afterwards.
    """

    name = models.CharField(_("name"), max_length=60, unique=True)
    active = models.BooleanField(_("active"), default=True)
    paused = models.BooleanField(_("paused"), default=False)
    failures = models.PositiveIntegerField(_("failures in a row"), default=0)
    next_attempt_at = models.DateTimeField(_("next attempt"), default=dates.now)
    last_sent_at = models.DateTimeField(_("last sent"), null=True, blank=True)
    last_error = models.TextField(_("last error"), blank=True, default="")
    # What was stored before is queued in chunks, from the position up to here; then it is empty.
    backfill_until = models.DateTimeField(_("queue what is older than"), null=True, blank=True)
    backfill_stored = models.DateTimeField(_("queued up to"), null=True, blank=True)
    backfill_id = models.UUIDField(_("queued up to this statement"), null=True, blank=True)

    class Meta:
        verbose_name = _("forwarding target")
        verbose_name_plural = _("forwarding targets")

    def __str__(self) -> str:
        return self.name


class OutboxEntry(models.Model):
    """A statement that a target has not yet acknowledged; written in its transaction."""

    target = models.ForeignKey(
        ForwardingTarget, models.CASCADE, related_name="entries", db_constraint=False
    )
    statement_id = models.UUIDField(_("statement"))
    refused = models.TextField(_("why the target refuses it"), blank=True, default="")
    queued_at = models.DateTimeField(_("queued at"), default=dates.now)

    class Meta:
        verbose_name = _("statement to forward")
        verbose_name_plural = _("statements to forward")
        indexes = [models.Index("target", "refused", "id", name="xapi_outboxentry_next")]

    def __str__(self) -> str:
        return str(self.statement_id)
