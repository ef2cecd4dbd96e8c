"""The roles of the platform and the kind of place each is granted for; pure."""

from enum import StrEnum


class Scope(StrEnum):
    """For what a role is granted."""

    PLATFORM = "platform"
    PROVIDER = "provider"
    MUNICIPALITY = "municipality"
    DEPARTMENT = "department"


class Role(StrEnum):
    """Every role that can be granted. Learning needs none: an employment is enough."""

    ADMINISTRATOR = "administrator"
    OFFICE = "office"
    BOARD = "board"
    EDITOR = "editor"
    DIDACTICS = "didactics"
    ACCESSIBILITY = "accessibility"
    PROVIDER_OWNER = "provider_owner"
    AUTHOR = "author"
    REVIEWER = "reviewer"
    TUTOR = "tutor"
    ANALYST = "analyst"
    HR_MANAGER = "hr_manager"
    CONTACT_PERSON = "contact_person"
    DEPARTMENT_HR = "department_hr"
    APPROVER = "approver"
    STAFF_COUNCIL = "staff_council"
    SUPERIOR = "superior"


SCOPE_OF: dict[Role, Scope] = {
    Role.ADMINISTRATOR: Scope.PLATFORM,
    Role.OFFICE: Scope.PLATFORM,
    Role.BOARD: Scope.PLATFORM,
    Role.EDITOR: Scope.PLATFORM,
    Role.DIDACTICS: Scope.PLATFORM,
    Role.ACCESSIBILITY: Scope.PLATFORM,
    Role.PROVIDER_OWNER: Scope.PROVIDER,
    Role.AUTHOR: Scope.PROVIDER,
    Role.REVIEWER: Scope.PROVIDER,
    Role.TUTOR: Scope.PROVIDER,
    Role.ANALYST: Scope.PROVIDER,
    Role.HR_MANAGER: Scope.MUNICIPALITY,
    Role.CONTACT_PERSON: Scope.MUNICIPALITY,
    Role.STAFF_COUNCIL: Scope.MUNICIPALITY,
    Role.APPROVER: Scope.DEPARTMENT,
    Role.DEPARTMENT_HR: Scope.DEPARTMENT,
    Role.SUPERIOR: Scope.DEPARTMENT,
}

# Roles that see or change other people's data: they protect their account with a second factor.
NEEDS_SECOND_FACTOR: frozenset[Role] = frozenset(Role) - {Role.CONTACT_PERSON, Role.APPROVER}
