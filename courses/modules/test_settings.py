"""How a test is taken: what is mixed, how long it may take, what is shown afterwards."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

# Nobody sits longer than a working day.
LONGEST_MINUTES = 480
SETTINGS = ("shuffle_questions", "shuffle_options", "time_limit", "solution_shown")
# What a test has where its author says nothing.
PLAIN = {
    "shuffle_questions": False,
    "shuffle_options": False,
    "time_limit": 0,
    "solution_shown": True,
}


class TestSettings(models.Model):
    """What an author says about taking a test; abstract."""

    # Keeps test runners from taking the class for a test.
    __test__ = False

    shuffle_questions = models.BooleanField(
        _("mix the questions"),
        default=False,
        help_text=_("Every attempt then asks them in another order."),
    )
    shuffle_options = models.BooleanField(
        _("mix the answers"),
        default=False,
        help_text=_("Leave this off where answers refer to each other, such as “all of these”."),
    )
    time_limit = models.PositiveSmallIntegerField(
        _("time limit in minutes"),
        default=0,
        validators=[MaxValueValidator(LONGEST_MINUTES)],
        help_text=_(
            "For graded tests; 0 means: no limit. Whoever needs more time gets it from the office "
            "or from you, without giving reasons."
        ),
    )
    solution_shown = models.BooleanField(
        _("show the solution after handing in"),
        default=True,
        help_text=_("Otherwise learners see only which questions they answered right."),
    )
    # Which chapter a question asks about, by the question's id: of a lesson the chapter's primary
    # key, of a frozen item the place of the unit. What is not named belongs where the test stands.
    goals = models.JSONField(default=dict, blank=True, editable=False)

    class Meta:
        abstract = True
