"""Frameworks in their published versions, and people's own assessments."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from campus.kit import dates


class Framework(models.Model):
    """A framework or a role model as one published version; never edited."""

    kind = models.CharField(max_length=10)
    slug = models.SlugField(max_length=40)
    version = models.CharField(max_length=10)
    name = models.CharField(max_length=80)
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    published_at = models.DateTimeField(default=dates.now, editable=False)

    class Meta:
        verbose_name = _("competence framework")
        verbose_name_plural = _("competence frameworks")
        ordering = ["slug", "version"]
        constraints = [
            models.UniqueConstraint(fields=["slug", "version"], name="competences_version_unique"),
        ]

    def __str__(self) -> str:
        return self.name


class Assessment(models.Model):
    """How a person sees the own competences; nobody else ever reads it."""

    person = models.ForeignKey(
        "people.Person", on_delete=models.CASCADE, related_name="assessments"
    )
    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="+")
    roles = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="+")
    role = models.SlugField(max_length=40)
    # Level by code; filled page by page.
    answers = models.JSONField(default=dict)
    begun_at = models.DateTimeField(default=dates.now, editable=False)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("self-assessment")
        verbose_name_plural = _("self-assessments")
        ordering = ["-begun_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "framework"],
                condition=Q(finished_at=None),
                name="competences_one_open_assessment",
                violation_error_message=_("You have begun an assessment already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.framework} ({self.begun_at:%d.%m.%Y})"
