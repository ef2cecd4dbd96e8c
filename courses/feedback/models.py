"""What learners say of a course, write down for themselves, and ask those who teach it."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from campus.kit import dates

LEAST_STARS, MOST_STARS = 1, 5
LONGEST_TEXT = 2000


class Rating(models.Model):
    """Stars and a few words of one person; never shown with the person."""

    course = models.ForeignKey(
        "catalogue.CoursePage", on_delete=models.CASCADE, related_name="ratings"
    )
    # Nobody any more, once the person has been erased.
    person = models.ForeignKey(
        "people.Person", on_delete=models.CASCADE, null=True, related_name="ratings"
    )
    stars = models.PositiveSmallIntegerField(
        _("stars"), validators=[MinValueValidator(LEAST_STARS), MaxValueValidator(MOST_STARS)]
    )
    comment = models.CharField(_("comment"), max_length=500, blank=True)
    updated_at = models.DateTimeField(default=dates.now, editable=False)

    class Meta:
        verbose_name = _("rating")
        verbose_name_plural = _("ratings")
        ordering = ["course", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["course", "person"],
                name="feedback_one_rating_each",
                violation_error_message=_("You have rated this course already."),
            ),
            models.CheckConstraint(
                condition=Q(stars__gte=LEAST_STARS, stars__lte=MOST_STARS),
                name="feedback_stars_one_to_five",
                violation_error_message=_("Give one to five stars."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.course_id}: {self.stars}"


class Note(models.Model):
    """What a learner writes down at a step, or without words a bookmark; nobody else reads it."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="notes")
    enrolment = models.ForeignKey(
        "enrolment.Enrolment", on_delete=models.CASCADE, related_name="notes"
    )
    item_key = models.UUIDField()
    # A copy: the step may bear another name in the version the learner moves to.
    item_title = models.CharField(_("step"), max_length=255)
    seconds = models.PositiveIntegerField(_("place in the film or recording"), null=True)
    text = models.TextField(_("text"), max_length=LONGEST_TEXT, blank=True)
    created_at = models.DateTimeField(default=dates.now, editable=False)
    updated_at = models.DateTimeField(default=dates.now, editable=False)

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        ordering = ["created_at", "pk"]
        indexes = [models.Index(fields=["enrolment", "item_key"], name="feedback_note_of_step")]

    def __str__(self) -> str:
        return self.item_title


class QuestionQuerySet(models.QuerySet["Question"]):
    """Questions in business words."""

    def unanswered(self) -> "QuestionQuerySet":
        """Keep those that wait for an answer."""
        return self.filter(answered_at=None)

    def answered(self) -> "QuestionQuerySet":
        """Keep those that have been answered."""
        return self.filter(answered_at__isnull=False)

    def search(self, word: str) -> "QuestionQuerySet":
        """Keep those with the word in text, step or course."""
        return self.filter(
            Q(text__icontains=word)
            | Q(item_title__icontains=word)
            | Q(version__module__course__title__icontains=word)
        )


class Question(models.Model):
    """What a learner asks the provider at a step, or reports as a fault; with the answer.

    The provider reads the text, the course, the step and its version, never who has asked.
    """

    class Kind(models.TextChoices):
        QUESTION = "question", _("Question")
        FAULT = "fault", _("Report a fault")

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="questions")
    # Only the way back to the step; a question outlives the seat.
    enrolment = models.ForeignKey(
        "enrolment.Enrolment", on_delete=models.SET_NULL, null=True, related_name="questions"
    )
    version = models.ForeignKey(
        "modules.ModuleVersion", on_delete=models.PROTECT, related_name="questions"
    )
    item_key = models.UUIDField()
    item_title = models.CharField(_("step"), max_length=255)
    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices)
    text = models.TextField(_("text"), max_length=LONGEST_TEXT)
    asked_at = models.DateTimeField(default=dates.now, editable=False)
    answer = models.TextField(_("answer"), max_length=LONGEST_TEXT, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        "accounts.User", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = QuestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["-asked_at", "-pk"]
        indexes = [models.Index(fields=["answered_at", "asked_at"], name="feedback_question_open")]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at=None, answer="")
                | (Q(answered_at__isnull=False) & ~Q(answer="")),
                name="feedback_answered_with_words",
                violation_error_message=_("Please write an answer."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item_title}: {self.kind}"

    @property
    def is_open(self) -> bool:
        """Tell whether it waits for an answer."""
        return self.answered_at is None
