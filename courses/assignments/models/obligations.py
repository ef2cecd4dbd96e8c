"""What a municipality demands of whom, until when, how often and why."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from campus.kit import dates
from courses.assignments.choices import DEFAULT_WINDOW, DueStart, DueUnit, ExpiryRule
from courses.assignments.turns.due import DueRule, Start, Unit
from courses.assignments.turns.expiry import Expiry, Rule
from courses.assignments.turns.timeline import Rhythm


class Obligation(models.Model):
    """A course, or a proof from elsewhere, that a municipality demands of some of its staff."""

    municipality = models.ForeignKey(
        "organisations.Municipality", on_delete=models.PROTECT, related_name="obligations"
    )
    # Without a course it is answered by a proof from elsewhere, such as first aid.
    course = models.ForeignKey(
        "catalogue.CoursePage",
        on_delete=models.PROTECT,
        related_name="obligations",
        null=True,
        blank=True,
    )
    # A path is demanded once; what is to be repeated are its courses.
    path = models.ForeignKey(
        "pathways.LearningPath",
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("learning path"),
    )
    # Of a path the title when it was assigned.
    title = models.CharField(_("title"), max_length=160, blank=True)
    departments = models.ManyToManyField(
        "people.Department", blank=True, related_name="obligations", verbose_name=_("departments")
    )
    positions = models.JSONField(_("positions"), default=list, blank=True)
    people = models.ManyToManyField(
        "people.Employment", blank=True, related_name="+", verbose_name=_("people")
    )
    groups = models.ManyToManyField(
        "staff_groups.StaffGroup", blank=True, related_name="+", verbose_name=_("groups")
    )
    # Whom it does not concern, whatever the sets above say; nobody gives it to them again.
    released = models.ManyToManyField(
        "people.Employment", blank=True, related_name="+", verbose_name=_("released")
    )
    legal_basis = models.CharField(_("legal basis"), max_length=240)
    # The names of proofs from elsewhere that fulfil it, as human resources have chosen them.
    accepted_proofs = models.JSONField(_("accepted proofs"), default=list, blank=True)
    starts_on = models.DateField(_("starts on"), null=True, blank=True)
    due_start = models.CharField(max_length=15, choices=DueStart.choices, default=DueStart.DAY)
    due_on = models.DateField(_("due on"), null=True, blank=True)
    due_amount = models.PositiveSmallIntegerField(default=0)
    due_unit = models.CharField(max_length=12, choices=DueUnit.choices, default=DueUnit.DAYS)
    # None: once fulfilled, for ever.
    valid_months = models.PositiveSmallIntegerField(_("valid for months"), null=True, blank=True)
    expiry_rule = models.CharField(
        max_length=10, choices=ExpiryRule.choices, default=ExpiryRule.COMPLETION
    )
    fixed_day = models.DateField(_("fixed day"), null=True, blank=True)
    minimum_months = models.PositiveSmallIntegerField(default=0)
    window_days = models.PositiveSmallIntegerField(default=DEFAULT_WINDOW)
    grace_days = models.PositiveSmallIntegerField(default=0)
    # None: all days that are left are added.
    carried_days = models.PositiveSmallIntegerField(null=True, blank=True)
    # A renewal may begin with the test, where the course allows it.
    test_first = models.BooleanField(_("renewal: the test first"), default=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(default=dates.now, editable=False)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("obligation")
        verbose_name_plural = _("obligations")
        ordering = [F("due_on").asc(nulls_last=True), "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "course"],
                condition=Q(ended_at=None),
                name="assignments_one_running_obligation",
                violation_error_message=_("This course is already an obligation."),
            ),
            models.UniqueConstraint(
                fields=["municipality", "path"],
                condition=Q(ended_at=None),
                name="assignments_one_running_path",
                violation_error_message=_("This learning path is already an obligation."),
            ),
            models.CheckConstraint(
                condition=Q(path=None) | Q(course=None, valid_months=None),
                name="assignments_path_once_and_alone",
                violation_error_message=_("A learning path is demanded once and by itself."),
            ),
            models.CheckConstraint(
                condition=Q(course__isnull=False) | ~Q(title=""),
                name="assignments_obligation_has_a_name",
                violation_error_message=_("Choose a course, or name the proof."),
            ),
            models.CheckConstraint(
                condition=~Q(due_start="day") | Q(due_on__isnull=False),
                name="assignments_obligation_has_a_day",
                violation_error_message=_("Say until when."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.municipality})"

    @property
    def name(self) -> str:
        """Return what it is called on the screen."""
        return self.course.title if self.course else self.title

    @property
    def for_whom(self) -> str:
        """Return the chosen sets in words, nothing where it concerns all staff."""
        named = [*self.departments.all(), *self.positions, *self.groups.all()]
        count = len(self.people.all())
        if count:
            sentence = ngettext("%(count)d person by name", "%(count)d people by name", count)
            named.append(sentence % {"count": count})
        return ", ".join(map(str, named))

    @property
    def rhythm(self) -> Rhythm:
        """Return the rules for the days of its turns."""
        due = DueRule(
            start=Start(self.due_start),
            day=self.due_on,
            amount=self.due_amount,
            unit=Unit(self.due_unit),
            land=self.municipality.land,
        )
        expiry = Expiry(
            months=self.valid_months,
            rule=Rule(self.expiry_rule),
            window=self.window_days,
            carried=self.carried_days,
            base=self.fixed_day,
            minimum=self.minimum_months,
        )
        return Rhythm(due, expiry, self.grace_days)
