"""A group of staff: its rule and the people who were put into it by name."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campus.kit import dates


class StaffGroup(models.Model):
    """Some of a municipality's staff; whom a rule means is stored nowhere."""

    municipality = models.ForeignKey(
        "organisations.Municipality", on_delete=models.CASCADE, related_name="staff_groups"
    )
    name = models.CharField(_("name"), max_length=120)
    departments = models.ManyToManyField(
        "people.Department", blank=True, related_name="+", verbose_name=_("departments")
    )
    # Words between commas, of which one has to occur.
    position_words = models.CharField(
        pgettext_lazy("job", "position contains"), max_length=200, blank=True
    )
    entered_from = models.DateField(_("first day from"), null=True, blank=True)
    entered_until = models.DateField(_("first day until"), null=True, blank=True)
    people = models.ManyToManyField(
        "people.Employment", blank=True, related_name="+", verbose_name=_("people by name")
    )
    # Kept by a room above, which alone says who belongs to it; no list offers it.
    is_kept = models.BooleanField(default=False)
    # Its name and its people are what a directory says; nobody changes them here.
    is_kept_by_directory = models.BooleanField(default=False, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(default=dates.now, editable=False)

    class Meta:
        verbose_name = _("group of staff")
        verbose_name_plural = _("groups of staff")
        ordering = ["municipality", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "name"],
                name="staff_groups_name_unique",
                violation_error_message=_("There is already a group of this name."),
            ),
            models.CheckConstraint(
                condition=Q(entered_from=None)
                | Q(entered_until=None)
                | Q(entered_until__gte=F("entered_from")),
                name="staff_groups_days_in_order",
                violation_error_message=_("The last day lies before the first day."),
            ),
        ]

    def __str__(self) -> str:
        return self.name
