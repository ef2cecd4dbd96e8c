"""That several things were assigned at once, what it has changed, and whether it was undone."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from campus.kit import dates
from campus.kit.undoing import Undoable


class Bundle(Undoable, models.Model):
    """One confirmation, from writing to the end of the time in which it can be undone."""

    class State(models.TextChoices):
        RUNNING = "running", _("is being assigned")
        DONE = "done", _("assigned")
        UNDOING = "undoing", _("is being undone")
        UNDONE = "undone", _("undone")

    reference = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    municipality = models.ForeignKey(
        "organisations.Municipality", on_delete=models.CASCADE, related_name="+"
    )
    title = models.CharField(_("name"), max_length=160, blank=True)
    state = models.CharField(max_length=7, choices=State.choices, default=State.RUNNING)
    # Proofs of obligations that have ended count.
    carries = models.BooleanField(default=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(default=dates.now, editable=False)
    touched_at = models.DateTimeField(default=dates.now, editable=False)
    finished_at = models.DateTimeField(null=True, blank=True)
    # From then on the staff know, and nothing is undone.
    told_at = models.DateTimeField(null=True, blank=True)
    telling_ended_at = models.DateTimeField(null=True, blank=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("assignment of several things")
        verbose_name_plural = _("assignments of several things")
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.title or f"{self.created_at:%d.%m.%Y}"

    @property
    def is_sealed(self) -> bool:
        """Tell whether the staff have been told."""
        return self.told_at is not None


class Part(models.Model):
    """One thing of a bundle: the obligation it became or was added to."""

    bundle = models.ForeignKey(Bundle, on_delete=models.CASCADE, related_name="parts")
    obligation = models.ForeignKey(
        "assignments.Obligation", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    title = models.CharField(max_length=255)
    is_new = models.BooleanField()
    # Whom an obligation that was there named before, and what was added.
    before = models.JSONField(default=dict)
    added = models.JSONField(default=dict)
    # Keys of the turns that were begun; of those that stayed when it was undone.
    begun = models.JSONField(default=list)
    kept = models.JSONField(default=list)
    is_written = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("part of an assignment")
        verbose_name_plural = _("parts of an assignment")
        ordering = ["bundle", "pk"]

    def __str__(self) -> str:
        return self.title
