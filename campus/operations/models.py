"""Rows that keep the clock honest: when a scheduled job runs next, and who was last seen alive."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from campus.kit import dates


class ScheduledJob(models.Model):
    """When a job of `schedule.JOBS` is due next; two clocks compare and set this one row."""

    name = models.CharField(_("name"), max_length=100, unique=True)
    next_run = models.DateTimeField(_("next run"))
    last_run = models.DateTimeField(_("last run"), null=True, blank=True)

    class Meta:
        verbose_name = _("scheduled job")
        verbose_name_plural = _("scheduled jobs")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Heartbeat(models.Model):
    """When a background process was last seen at work."""

    name = models.CharField(_("name"), max_length=100, unique=True)
    seen_at = models.DateTimeField(_("seen at"), default=dates.now)

    class Meta:
        verbose_name = _("heartbeat")
        verbose_name_plural = _("heartbeats")

    def __str__(self) -> str:
        return self.name
