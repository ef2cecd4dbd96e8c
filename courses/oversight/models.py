"""Views of the matrix that people keep under a name."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campus.kit import dates


class SavedView(models.Model):
    """What somebody asks of the matrix, under a name; colleagues of the municipality may use it."""

    municipality = models.ForeignKey(
        "organisations.Municipality", on_delete=models.CASCADE, related_name="+"
    )
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(_("name"), max_length=60)
    # The part of an address after the question mark, as `wishes` writes it.
    query = models.TextField()
    is_shared = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=dates.now, editable=False)

    class Meta:
        verbose_name = _("saved view")
        verbose_name_plural = _("saved views")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "owner", "name"],
                name="oversight_view_name_once",
                violation_error_message=_("You have a view of this name already."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Ladder(models.Model):
    """Who else is told of overdue obligations, and after how many working days.

    The person itself is reminded before; a step that is empty is left out.
    """

    municipality = models.OneToOneField(
        "organisations.Municipality", on_delete=models.CASCADE, related_name="+"
    )
    superior_after = models.PositiveSmallIntegerField(null=True, blank=True)
    personnel_after = models.PositiveSmallIntegerField(null=True, blank=True)
    changed_at = models.DateTimeField(default=dates.now)

    class Meta:
        verbose_name = _("escalation ladder")
        verbose_name_plural = _("escalation ladders")

    def __str__(self) -> str:
        return str(self.municipality)


class Rung(models.Model):
    """That a step was taken for a turn; never twice."""

    class Step(models.TextChoices):
        SUPERIOR = "superior", _("head of the department")
        PERSONNEL = "personnel", pgettext_lazy("role", "Human resources")

    turn = models.ForeignKey("assignments.Period", on_delete=models.CASCADE, related_name="+")
    step = models.CharField(max_length=9, choices=Step)
    taken_on = models.DateField()

    class Meta:
        verbose_name = _("step of an escalation")
        verbose_name_plural = _("steps of escalations")
        constraints = [
            models.UniqueConstraint(fields=["turn", "step"], name="oversight_step_taken_once"),
        ]

    def __str__(self) -> str:
        return f"{self.turn}: {self.step}"


class Handed(models.Model):
    """That heads may give an obligation to people of their own team; without a row they may not.

    Who has allowed it, and when, stands in the audit log.
    """

    obligation = models.OneToOneField(
        "assignments.Obligation", on_delete=models.CASCADE, related_name="+"
    )

    class Meta:
        verbose_name = _("obligation that heads assign")
        verbose_name_plural = _("obligations that heads assign")

    def __str__(self) -> str:
        return str(self.obligation)
