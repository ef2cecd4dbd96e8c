"""The collection of a provider's questions as tables: what drafts hold, and what was taken over.

The questions themselves stand in the bodies of lessons. `CollectedQuestion` only says where, and
can be made anew from them at any time; `collection.note` keeps it.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.modules.questions.collecting import read_kept

LONGEST_ID = 100


class CollectedQuestion(models.Model):
    """A question as it stands in the newest draft of a lesson or test."""

    lesson = models.ForeignKey("modules.Lesson", on_delete=models.CASCADE, related_name="collected")
    block = models.CharField(max_length=LONGEST_ID)
    place = models.PositiveIntegerField()
    kind = models.CharField(_("type"), max_length=20)
    level = models.CharField(_("difficulty"), max_length=10, blank=True)
    prompt = models.TextField(_("question"), blank=True)
    # With a bar around each: as authors write them, and as they are looked for.
    tags = models.TextField(_("tags"), blank=True)
    tag_keys = models.TextField(blank=True)
    words = models.TextField(blank=True)
    digest = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("question of the collection")
        verbose_name_plural = _("questions of the collection")
        ordering = ["lesson", "place"]
        constraints = [
            models.UniqueConstraint(
                fields=["lesson", "block"], name="modules_collected_question_unique"
            ),
        ]

    def __str__(self) -> str:
        return self.prompt

    @property
    def tag_list(self) -> tuple[str, ...]:
        """Return the tags."""
        return read_kept(self.tags)


class QuestionOrigin(models.Model):
    """From where a question of a test was taken over, and in which state."""

    lesson = models.ForeignKey("modules.Lesson", on_delete=models.CASCADE, related_name="+")
    block = models.CharField(max_length=LONGEST_ID)
    origin = models.ForeignKey("modules.Lesson", on_delete=models.CASCADE, related_name="+")
    origin_block = models.CharField(max_length=LONGEST_ID)
    # Of the original when it was taken over; another one there now means: it was changed.
    digest = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("origin of a question")
        verbose_name_plural = _("origins of questions")
        ordering = ["lesson", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["lesson", "block"], name="modules_question_origin_unique"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.lesson_id}/{self.block} ← {self.origin_id}/{self.origin_block}"
