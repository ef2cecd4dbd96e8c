"""Launches, what came of them, and under which numbers tools know people."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from campus.kit import dates


class Key(models.Model):
    """A key that signs what tools are told; the private part is sealed with the secret key."""

    kid = models.CharField(primary_key=True, max_length=64)
    sealed = models.TextField()
    public = models.JSONField()
    made_at = models.DateTimeField(default=dates.now)
    # Published before it signs, so that tools have read it by then.
    signs_from = models.DateTimeField(default=dates.now)

    class Meta:
        verbose_name = _("signing key of LTI")
        verbose_name_plural = _("signing keys of LTI")
        ordering = ["-signs_from"]

    def __str__(self) -> str:
        return self.kid


class Pseudonym(models.Model):
    """The random number under which one tool knows one person."""

    tool = models.ForeignKey(
        "course_tools.Tool", on_delete=models.CASCADE, related_name="pseudonyms"
    )
    user = models.ForeignKey("accounts.User", on_delete=models.CASCADE, related_name="+")
    sub = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    class Meta:
        verbose_name = _("pseudonym of a learning tool")
        verbose_name_plural = _("pseudonyms of learning tools")
        constraints = [
            models.UniqueConstraint(fields=["tool", "user"], name="course_lti_pseudonym_unique"),
        ]

    def __str__(self) -> str:
        return str(self.sub)


class Purpose(models.TextChoices):
    """Why somebody is led to a tool."""

    LEARN = "learn", _("learning")
    TRY = "try", _("trial")
    CHOOSE = "choose", _("choosing content")


class Launch(models.Model):
    """One way to a tool, good for one person in one session, once and for minutes."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tool = models.ForeignKey("course_tools.Tool", on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey("accounts.User", on_delete=models.CASCADE, related_name="+")
    purpose = models.CharField(max_length=6, choices=Purpose.choices)
    session_digest = models.CharField(max_length=64)
    login_hint = models.UUIDField(default=uuid.uuid4, editable=False)
    enrolment = models.ForeignKey(
        "enrolment.Enrolment", on_delete=models.CASCADE, null=True, related_name="+"
    )
    item_key = models.UUIDField(null=True)
    content = models.ForeignKey(
        "course_tools.Content", on_delete=models.CASCADE, null=True, related_name="+"
    )
    made_at = models.DateTimeField(default=dates.now, db_index=True)
    used_at = models.DateTimeField(null=True)
    # What was chosen in the tool, until the author says where it belongs.
    chosen = models.JSONField(default=list, blank=True)
    told = models.CharField(max_length=500, blank=True, default="")
    answered_at = models.DateTimeField(null=True)
    taken_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("launch of a learning tool")
        verbose_name_plural = _("launches of learning tools")

    def __str__(self) -> str:
        return str(self.pk)


class Result(models.Model):
    """What a tool has reported of one item on one seat last."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    enrolment = models.ForeignKey(
        "enrolment.Enrolment", on_delete=models.CASCADE, related_name="tool_results"
    )
    item_key = models.UUIDField()
    tool = models.ForeignKey("course_tools.Tool", on_delete=models.PROTECT, related_name="results")
    sub = models.UUIDField()
    opened_at = models.DateTimeField(_("opened"), default=dates.now)
    activity = models.CharField(max_length=12, blank=True, default="")
    grading = models.CharField(max_length=14, blank=True, default="")
    given = models.DecimalField(max_digits=12, decimal_places=4, null=True)
    maximum = models.DecimalField(max_digits=12, decimal_places=4, null=True)
    comment = models.CharField(max_length=1000, blank=True, default="")
    # The tool's own moment of its newest report: an older one comes too late.
    told_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("result of a learning tool")
        verbose_name_plural = _("results of learning tools")
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "item_key"], name="course_lti_result_unique"
            ),
        ]
        indexes = [models.Index(fields=["item_key", "sub"], name="course_lti_result_learner")]

    def __str__(self) -> str:
        return f"{self.enrolment_id}: {self.item_key}"
