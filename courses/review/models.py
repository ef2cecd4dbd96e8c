"""Tasks of Wagtail with a stage and a due day, comments on blocks, links for outsiders."""

import datetime as dt
import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.models import Task, TaskState

from campus.kit import dates
from courses.review import who
from courses.review.stages import Stage
from members.roles.rules import is_editor

LONGEST_COMMENT = 2000
LONGEST_NAME = 120


class StageState(TaskState):
    """One stage of one review: until when, and who has taken it on."""

    due = models.DateField(_("due"), null=True, blank=True)
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    taken_at = models.DateTimeField(null=True, blank=True)
    # Set by the day's round, so that a reminder is sent once.
    reminded_at = models.DateTimeField(null=True, blank=True)

    exclude_fields_in_copy: ClassVar[list[str]] = ["taken_by", "taken_at", "reminded_at"]

    class Meta:
        verbose_name = _("stage of a review")
        verbose_name_plural = _("stages of reviews")

    @property
    def is_overdue(self) -> bool:
        """Tell whether the day has passed."""
        return self.due is not None and self.due < dates.today()


class StageTask(Task):
    """A stage of the review; who decides follows from the roles, not from a list kept by hand."""

    task_state_class = StageState

    stage = models.CharField(
        _("stage"), max_length=13, choices=[(stage.value, stage.value) for stage in Stage]
    )
    days = models.PositiveSmallIntegerField(_("days until it is due"), default=7)
    comment_only = models.BooleanField(
        _("only comments"),
        default=False,
        help_text=_("People of this stage comment and pass on; they cannot send back."),
    )

    admin_form_fields: ClassVar[list[str]] = [*Task.admin_form_fields, "days", "comment_only"]

    class Meta:
        verbose_name = _("stage")
        verbose_name_plural = _("stages")

    def start(self, workflow_state: Any, user: Any = None) -> StageState:
        """Begin the stage with its due day."""
        state: StageState = super().start(workflow_state, user=user)
        state.due = self.due_day()
        state.save(update_fields=["due"])
        return state

    def due_day(self) -> dt.date:
        """Return until when what is handed in today should be decided."""
        return dates.today() + dt.timedelta(days=self.days)

    def user_can_access_editor(self, obj: Any, user: Any) -> bool:
        """Reviewers read and comment on the page of the review; only the office may also write."""
        return is_editor(user)

    def locked_for_user(self, obj: Any, user: Any) -> bool:
        """What is under review stays as it was handed in, unless the office mends it."""
        return not is_editor(user)

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, Any, bool]]:
        """Return what the user may do, for Wagtail's own buttons."""
        state = obj.current_workflow_state
        if state is None or not self.decided_by(user, obj, state):
            return []
        passing = ("approve", _("Approve with comment"), True)
        if self.comment_only:
            return [passing]
        sending_back = ("reject", _("Request changes"), True)
        return [sending_back, ("approve", _("Approve and pass on"), False), passing]

    def decided_by(self, user: Any, lesson: Any, workflow_state: Any) -> bool:
        """Tell whether the user decides at this stage of the lesson's review."""
        provider = lesson.chapter.module.provider
        requested_by = workflow_state.requested_by_id
        return who.may_decide(user, Stage(self.stage), provider, requested_by=requested_by)

    def get_task_states_user_can_moderate(self, user: Any, **kwargs: Any) -> Any:
        """Leave Wagtail's list to the office; all others have one of their own."""
        states = self.task_states.filter(status=TaskState.STATUS_IN_PROGRESS)
        return states if is_editor(user) else states.none()

    @classmethod
    def get_description(cls) -> Any:
        """Return what Wagtail says when a task is chosen."""
        return _("People decide whose role belongs to the stage")


class Comment(models.Model):
    """A remark on a lesson or on one of its blocks; stays with the block through all drafts."""

    lesson = models.ForeignKey(
        "modules.Lesson", on_delete=models.CASCADE, related_name="review_comments"
    )
    # Empty: about the lesson as a whole.
    block = models.CharField(max_length=60, blank=True)
    # What the block said when it was commented on, since it may be rewritten or deleted.
    quote = models.CharField(max_length=160, blank=True)
    text = models.TextField(_("comment"), max_length=LONGEST_COMMENT)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    # Of somebody without account who came by a link.
    name = models.CharField(_("name"), max_length=LONGEST_NAME, blank=True)
    link = models.ForeignKey(
        "GuestLink", on_delete=models.SET_NULL, null=True, blank=True, related_name="comments"
    )
    created_at = models.DateTimeField(default=dates.now, editable=False)
    resolved_at = models.DateTimeField(null=True, blank=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ["created_at", "pk"]

    def __str__(self) -> str:
        return f"{self.lesson}: {self.text[:40]}"

    @property
    def is_open(self) -> bool:
        """Tell whether it waits to be dealt with."""
        return self.resolved_at is None

    @property
    def by(self) -> str:
        """Return who said it."""
        if self.written_by is not None:
            return self.written_by.get_full_name() or self.written_by.get_username()
        return self.name


class GuestLink(models.Model):
    """A way to one revision of one lesson for somebody without account."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    lesson = models.ForeignKey(
        "modules.Lesson", on_delete=models.CASCADE, related_name="guest_links"
    )
    revision = models.ForeignKey("wagtailcore.Revision", on_delete=models.CASCADE, related_name="+")
    # For whom it was made, in the words of whoever made it.
    purpose = models.CharField(_("made for"), max_length=LONGEST_NAME)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(default=dates.now, editable=False)
    expires_at = models.DateTimeField(_("valid until"))
    revoked_at = models.DateTimeField(null=True, blank=True)
    opened = models.PositiveIntegerField(default=0)
    last_opened_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("link for a reviewer without account")
        verbose_name_plural = _("links for reviewers without account")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=models.F("created_at")),
                name="review_link_ends_after_begin",
                violation_error_message=_("The link would have ended before it began."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.lesson}: {self.purpose}"

    def is_valid(self, now: dt.datetime) -> bool:
        """Tell whether it still opens."""
        return self.revoked_at is None and now < self.expires_at
