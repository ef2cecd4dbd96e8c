"""Grants: who holds which role, where and since when."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campus.kit import dates
from members.roles.catalogue import SCOPE_OF, Role, Scope


def _roles_of(scope: Scope) -> list[str]:
    return [role.value for role, its_scope in SCOPE_OF.items() if its_scope is scope]


class Grant(models.Model):
    """One role of one user for one place; revoked by date, never deleted."""

    class Name(models.TextChoices):
        ADMINISTRATOR = Role.ADMINISTRATOR.value, _("Administration")
        OFFICE = Role.OFFICE.value, _("Office of the cooperative")
        BOARD = Role.BOARD.value, _("Board of the cooperative")
        EDITOR = Role.EDITOR.value, _("Editorial review")
        DIDACTICS = Role.DIDACTICS.value, _("Review of didactics")
        ACCESSIBILITY = Role.ACCESSIBILITY.value, _("Review of accessibility")
        PROVIDER_OWNER = Role.PROVIDER_OWNER.value, _("Provider management")
        AUTHOR = Role.AUTHOR.value, _("Author")
        REVIEWER = Role.REVIEWER.value, _("Reviewer of a provider")
        TUTOR = Role.TUTOR.value, _("Tutor")
        ANALYST = Role.ANALYST.value, _("Analyst of a provider")
        HR_MANAGER = Role.HR_MANAGER.value, pgettext_lazy("role", "Human resources")
        CONTACT_PERSON = Role.CONTACT_PERSON.value, _("Contact person")
        DEPARTMENT_HR = Role.DEPARTMENT_HR.value, _("Training officer of a department")
        APPROVER = Role.APPROVER.value, _("Approver")
        STAFF_COUNCIL = Role.STAFF_COUNCIL.value, _("Staff council")
        SUPERIOR = Role.SUPERIOR.value, _("Head of a department")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="grants"
    )
    role = models.CharField(_("role"), max_length=20, choices=Name.choices)
    municipality = models.ForeignKey(
        "organisations.Municipality",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="grants",
    )
    department = models.ForeignKey(
        "people.Department", on_delete=models.CASCADE, null=True, blank=True, related_name="grants"
    )
    provider = models.ForeignKey(
        "organisations.Provider",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="grants",
    )
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    granted_at = models.DateTimeField(default=dates.now, editable=False)
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("grant")
        verbose_name_plural = _("grants")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="roles_grant_scope_fits_role",
                condition=(
                    Q(
                        role__in=_roles_of(Scope.PLATFORM),
                        municipality=None,
                        provider=None,
                        department=None,
                    )
                    | Q(
                        role__in=_roles_of(Scope.PROVIDER),
                        municipality=None,
                        provider__isnull=False,
                        department=None,
                    )
                    | Q(
                        role__in=_roles_of(Scope.MUNICIPALITY),
                        municipality__isnull=False,
                        provider=None,
                        department=None,
                    )
                    | Q(
                        role__in=_roles_of(Scope.DEPARTMENT),
                        municipality__isnull=False,
                        provider=None,
                        department__isnull=False,
                    )
                ),
                violation_error_message=_("This role needs another kind of place."),
            ),
            models.UniqueConstraint(
                "user",
                "role",
                # NULLs count as distinct in SQL; zero stands for "no such place".
                Coalesce("municipality", 0),
                Coalesce("department", 0),
                Coalesce("provider", 0),
                condition=Q(revoked_at=None),
                name="roles_grant_held_once",
                violation_error_message=_("This person already holds the role there."),
            ),
        ]

    def __str__(self) -> str:
        place = self.department or self.municipality or self.provider
        return f"{self.get_role_display()} ({place})" if place else self.get_role_display()
