"""Who works where, and the one table that maps a person to the opaque xAPI account."""

import datetime as dt
import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campus.kit import dates


class Department(models.Model):
    """A unit of a municipality (Amt, Abteilung); units form a tree."""

    municipality = models.ForeignKey(
        "organisations.Municipality", on_delete=models.CASCADE, related_name="departments"
    )
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )
    name = models.CharField(_("name"), max_length=120)
    cost_centre = models.CharField(_("cost centre"), max_length=20, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("department")
        verbose_name_plural = _("departments")
        ordering = ["municipality", "position", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "name"],
                name="people_department_name_unique",
                violation_error_message=_("There is already a department of this name."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Person(models.Model):
    """A human being known to the platform; belongs to municipalities through Employment."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="person",
    )
    first_name = models.CharField(_("first name"), max_length=80)
    last_name = models.CharField(_("last name"), max_length=80)
    email = models.EmailField(_("e-mail address"), null=True, blank=True)
    created_at = models.DateTimeField(default=dates.now, editable=False)

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["last_name", "first_name", "pk"]
        # Every list of staff is read a page at a time in this order.
        indexes = [models.Index(fields=["last_name", "first_name"], name="people_person_by_name")]
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="people_person_email_unique",
                violation_error_message=_("This e-mail address is already in use."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_name} {self.last_name}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store a missing address as NULL: two people without one are not the same person."""
        self.email = self.email or None
        super().save(*args, **kwargs)


class LearnerAccountManager(models.Manager["LearnerAccount"]):
    """Accounts are made when they are first asked for."""

    def name_of(self, person: Person) -> uuid.UUID:
        """Return the opaque name of a person's account."""
        account, _is_new = self.get_or_create(person=person)
        return account.name


class LearnerAccount(models.Model):
    """The mapping person ↔ opaque xAPI account name; erasing a person deletes this row."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="account")
    name = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    objects = LearnerAccountManager()

    class Meta:
        verbose_name = _("learner account")
        verbose_name_plural = _("learner accounts")

    def __str__(self) -> str:
        return str(self.name)


class EmploymentQuerySet(models.QuerySet["Employment"]):
    """Employments in business words."""

    def active_on(self, day: object) -> "EmploymentQuerySet":
        """Keep employments that have begun and not ended on the day."""
        return self.filter(
            Q(valid_until__isnull=True) | Q(valid_until__gte=day), valid_from__lte=day
        )

    def not_over_on(self, day: object) -> "EmploymentQuerySet":
        """Keep employments that have not ended by the day, also those yet to begin."""
        return self.filter(Q(valid_until__isnull=True) | Q(valid_until__gte=day))


class Employment(models.Model):
    """A person's job with a municipality, from a day to a day (inclusive)."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="employments")
    municipality = models.ForeignKey(
        "organisations.Municipality", on_delete=models.PROTECT, related_name="employments"
    )
    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, null=True, blank=True, related_name="employments"
    )
    position = models.CharField(pgettext_lazy("job", "position"), max_length=120, blank=True)
    personnel_number = models.CharField(_("personnel number"), max_length=30, blank=True)
    valid_from = models.DateField(_("from"))
    valid_until = models.DateField(_("until"), null=True, blank=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = EmploymentQuerySet.as_manager()

    class Meta:
        verbose_name = _("employment")
        verbose_name_plural = _("employments")
        ordering = ["person__last_name", "person__first_name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "personnel_number"],
                condition=~Q(personnel_number="") & Q(valid_until=None),
                name="people_running_personnel_number_unique",
                violation_error_message=_("This personnel number is already in use."),
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
                name="people_employment_dates_in_order",
                violation_error_message=_("The employment ends before it begins."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.municipality}"


class FurtherPostQuerySet(models.QuerySet["FurtherPost"]):
    """Further posts in business words."""

    def on(self, day: object) -> "FurtherPostQuerySet":
        """Keep the posts that have begun and not ended on the day."""
        return self.filter(
            Q(valid_until__isnull=True) | Q(valid_until__gte=day), valid_from__lte=day
        )

    def not_over_on(self, day: object) -> "FurtherPostQuerySet":
        """Keep the posts that have not ended by the day, also those yet to begin."""
        return self.filter(Q(valid_until__isnull=True) | Q(valid_until__gte=day))


class FurtherPost(models.Model):
    """A place besides the main one, within one employment: half registry office, half archive.

    Rows are appended and closed, so that every day of the past keeps its posts. A post never
    outlasts its employment: whoever leaves has none, without a row being written.
    """

    employment = models.ForeignKey(
        Employment, on_delete=models.CASCADE, related_name="further_posts"
    )
    # Empty only after a department was removed that had nobody in it any more.
    department = models.ForeignKey(
        Department, on_delete=models.SET_NULL, null=True, related_name="further_posts"
    )
    department_name = models.CharField(max_length=120)
    position = models.CharField(pgettext_lazy("job", "position"), max_length=120, blank=True)
    valid_from = models.DateField(_("from"))
    valid_until = models.DateField(_("until"), null=True, blank=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = FurtherPostQuerySet.as_manager()

    class Meta:
        verbose_name = _("further post")
        verbose_name_plural = _("further posts")
        ordering = ["employment", "valid_from", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["employment", "department"],
                condition=Q(valid_until=None),
                name="people_further_post_once_per_department",
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
                name="people_further_post_dates_in_order",
            ),
        ]

    def __str__(self) -> str:
        name = self.department.name if self.department else self.department_name
        return f"{name}, {self.position}" if self.position else name


class FormerPlace(models.Model):
    """In which department somebody worked until a day; rows are only ever added.

    The present department stands in the job itself. The name is kept as it was: departments are
    renamed and removed.
    """

    employment = models.ForeignKey(
        Employment, on_delete=models.CASCADE, related_name="former_places"
    )
    department = models.ForeignKey(
        Department, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    department_name = models.CharField(max_length=120, blank=True)
    # The first day on which something else held.
    replaced_on = models.DateField()

    class Meta:
        verbose_name = _("former department")
        verbose_name_plural = _("former departments")
        ordering = ["employment", "replaced_on", "pk"]

    def __str__(self) -> str:
        return f"{self.employment_id}: {self.department_name}"


class HistoryStart(models.Model):
    """Since when moves between departments have been kept; one row at most."""

    since = models.DateField()

    class Meta:
        verbose_name = _("first day of the history of departments")
        verbose_name_plural = _("first days of the history of departments")

    def __str__(self) -> str:
        return str(self.since)


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Invitations in business words."""

    def open_at(self, moment: dt.datetime) -> "InvitationQuerySet":
        """Keep invitations that can still be accepted."""
        return self.filter(accepted_at=None, revoked_at=None, expires_at__gt=moment)


class Invitation(models.Model):
    """A one-time way in: a link by e-mail, or a printed letter with a code for people without.

    It may carry a role that the person receives on accepting it.
    """

    class Channel(models.TextChoices):
        EMAIL = "email", _("E-mail")
        LETTER = "letter", _("Printed letter")

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="invitations")
    municipality = models.ForeignKey(
        "organisations.Municipality",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
    )
    provider = models.ForeignKey(
        "organisations.Provider", on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    role = models.CharField(_("role"), max_length=20, blank=True)
    channel = models.CharField(max_length=6, choices=Channel.choices)
    secret_hash = models.CharField(max_length=64, unique=True, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(default=dates.now, editable=False)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.person} ({self.get_channel_display()})"


class AccessLogEntry(models.Model):
    """Who looked at what of a person; shown to that person under “Wer sieht was von mir?”."""

    viewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    viewer_name = models.CharField(max_length=160)
    viewer_role = models.CharField(max_length=80)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="access_log")
    what = models.CharField(max_length=60)
    # In which municipality the viewer acts for the employer; None: somebody else has looked.
    municipality = models.ForeignKey(
        "organisations.Municipality",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    at = models.DateTimeField(default=dates.now, editable=False)

    class Meta:
        verbose_name = _("access log entry")
        verbose_name_plural = _("access log entries")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.viewer_name}: {self.what}"
