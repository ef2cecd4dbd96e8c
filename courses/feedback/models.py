"""What one learner thinks of one course."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from campus.kit import dates

LEAST_STARS, MOST_STARS = 1, 5


class Rating(models.Model):
    """Stars and a few words of one person; never shown with the person."""

    course = models.ForeignKey(
        "catalogue.CoursePage", on_delete=models.CASCADE, related_name="ratings"
    )
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="ratings")
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
