"""Keys of directories, users and groups that came from them, and what could not be done."""

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from scim2_models import Meta

from campus.kit import dates
from members.scim.resources import LONG, Group, Member, Said, StaffUser

LONGEST_NOTE = 300


class Key(models.Model):
    """A secret with which the directory of one municipality signs in; only its hash is kept."""

    municipality = models.ForeignKey(
        "organisations.Municipality", on_delete=models.CASCADE, related_name="directory_keys"
    )
    name = models.CharField(_("name"), max_length=80)
    secret_hash = models.CharField(max_length=64, unique=True, editable=False)
    adds_departments = models.BooleanField(
        _("Add departments that are not on the list yet"), default=False
    )
    invites = models.BooleanField(_("Invite new people by e-mail"), default=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(default=dates.now, editable=False)
    last_used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("key of a directory")
        verbose_name_plural = _("keys of directories")
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.name


class DirectoryUser(models.Model):
    """A user as the directory last told of it, and the job that follows it.

    The document is what the directory reads back. Where human resources change something by
    hand, that stays until the directory says something new about the same thing.
    """

    reference = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    municipality = models.ForeignKey(
        "organisations.Municipality", on_delete=models.CASCADE, related_name="directory_users"
    )
    # None: not active yet, so that nobody works there.
    employment = models.ForeignKey(
        "people.Employment",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="directory_users",
    )
    # As names are compared: in small letters (RFC 7643 section 4.1.1: userName is not caseExact).
    user_name = models.CharField(max_length=LONG)
    external_id = models.CharField(max_length=LONG, blank=True)
    document = models.JSONField(default=dict)
    created_at = models.DateTimeField(default=dates.now, editable=False)
    changed_at = models.DateTimeField(default=dates.now)

    class Meta:
        verbose_name = _("user of a directory")
        verbose_name_plural = _("users of directories")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "user_name"], name="scim_user_name_unique"
            ),
            models.UniqueConstraint(
                fields=["employment"],
                condition=~Q(employment=None),
                name="scim_one_user_for_a_job",
            ),
        ]
        indexes = [models.Index(fields=["municipality", "external_id"])]

    def __str__(self) -> str:
        return self.user_name

    @property
    def resource(self) -> Any:
        """Return the document as the directory reads it, without the address of its own."""
        user = StaffUser.model_validate(self.document)
        user.id = str(self.reference)
        user.meta = Meta(
            resource_type="User", created=self.created_at, last_modified=self.changed_at
        )
        return user

    @property
    def said(self) -> Said:
        """Return what the document says about the job."""
        return Said(StaffUser.model_validate(self.document))


class DirectoryGroup(models.Model):
    """A group as the directory last told of it, and the group of staff that follows it."""

    reference = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    municipality = models.ForeignKey(
        "organisations.Municipality", on_delete=models.CASCADE, related_name="directory_groups"
    )
    group = models.OneToOneField(
        "staff_groups.StaffGroup", on_delete=models.CASCADE, related_name="directory_group"
    )
    external_id = models.CharField(max_length=LONG, blank=True)
    members = models.ManyToManyField(DirectoryUser, blank=True, related_name="groups")
    created_at = models.DateTimeField(default=dates.now, editable=False)
    changed_at = models.DateTimeField(default=dates.now)

    class Meta:
        verbose_name = _("group of a directory")
        verbose_name_plural = _("groups of directories")
        ordering = ["pk"]
        indexes = [models.Index(fields=["municipality", "external_id"])]

    def __str__(self) -> str:
        return str(self.group)

    @property
    def resource(self) -> Any:
        """Return the group as the directory reads it, without addresses."""
        members = [
            Member(value=str(one.reference), ref=None, type="User") for one in self.members.all()
        ]
        group = Group(
            display_name=self.group.name,
            external_id=self.external_id or None,
            members=members or None,
        )
        group.id = str(self.reference)
        group.meta = Meta(
            resource_type="Group", created=self.created_at, last_modified=self.changed_at
        )
        return group


class Note(models.Model):
    """Something that the directory wanted and that was not done, for human resources to read."""

    municipality = models.ForeignKey(
        "organisations.Municipality", on_delete=models.CASCADE, related_name="directory_notes"
    )
    who = models.CharField(max_length=LONG)
    text = models.CharField(max_length=LONGEST_NOTE)
    at = models.DateTimeField(default=dates.now, editable=False)

    class Meta:
        verbose_name = _("note on a directory")
        verbose_name_plural = _("notes on directories")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["municipality", "-at"])]

    def __str__(self) -> str:
        return self.text
