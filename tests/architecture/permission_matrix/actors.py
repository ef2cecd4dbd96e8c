"""The people of the matrix: everybody lives "here", nobody "there"."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.test import Client

from members.accounts.models import User
from members.roles.catalogue import SCOPE_OF, Role, Scope
from members.roles.services import grant
from tests.factories.accounts import UserFactory
from tests.factories.billing import LEITWEG_ID
from tests.factories.cooperative import MembershipFactory
from tests.factories.organisations import MunicipalityFactory, ProviderFactory
from tests.factories.people import DepartmentFactory, EmploymentFactory, PersonFactory


class Actor(StrEnum):
    """Everybody who may ask for a page."""

    ANONYMOUS = "anonymous"
    OUTSIDER = "outsider"
    LEARNER = "learner"
    HR = "hr_manager"
    CONTACT = "contact_person"
    DEPARTMENT_HR = "department_hr"
    APPROVER = "approver"
    COUNCIL = "staff_council"
    SUPERIOR = "superior"
    AUTHOR = "author"
    REVIEWER = "reviewer"
    TUTOR = "tutor"
    ANALYST = "analyst"
    PROVIDER_OWNER = "provider_owner"
    EDITOR = "editor"
    DIDACTICS = "didactics"
    ACCESSIBILITY = "accessibility"
    OFFICE = "office"
    BOARD = "board"
    SUPERUSER = "administrator"


A = Actor
EVERYBODY = frozenset(Actor)
SIGNED_IN = EVERYBODY - {A.ANONYMOUS}
NOBODY: frozenset[Actor] = frozenset()
TOWN_HALL = frozenset(
    {A.LEARNER, A.HR, A.CONTACT, A.DEPARTMENT_HR, A.APPROVER, A.COUNCIL, A.SUPERIOR}
)
HR = frozenset({A.HR})
HR_STAFF = frozenset({A.HR, A.DEPARTMENT_HR})
AUTHORS = frozenset({A.AUTHOR, A.PROVIDER_OWNER})
TEACHERS = AUTHORS | {A.TUTOR}
OFFICE = frozenset({A.OFFICE})
OFFICE_AND_BOARD = OFFICE | {A.BOARD}
PLATFORM = OFFICE_AND_BOARD | {A.EDITOR, A.DIDACTICS, A.ACCESSIBILITY, A.SUPERUSER}


@dataclass
class Place:
    """A member of the cooperative with a department and a learner, and a provider."""

    municipality: Any = field(default_factory=lambda: MunicipalityFactory(leitweg_id=LEITWEG_ID))
    provider: Any = field(default_factory=ProviderFactory)
    department: Any = None
    employment: Any = None
    membership: Any = None

    def __post_init__(self) -> None:
        self.membership = MembershipFactory(municipality=self.municipality)
        self.department = DepartmentFactory(municipality=self.municipality)
        self.employment = self.employ(UserFactory())

    @property
    def person(self) -> Any:
        """Return the learner of this place."""
        return self.employment.person

    @property
    def user(self) -> User:
        """Return the learner's account."""
        return self.person.user

    def employ(self, user: User) -> Any:
        """Give the user a job in the department."""
        return EmploymentFactory(
            person=PersonFactory(user=user),
            municipality=self.municipality,
            department=self.department,
        )


@dataclass
class World:
    """Two places, and everybody who lives in the first, signed in."""

    here: Place = field(default_factory=Place)
    there: Place = field(default_factory=Place)
    users: dict[Actor, User] = field(default_factory=dict)
    clients: dict[Actor, Client] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for actor in Actor:
            self.clients[actor] = Client(raise_request_exception=False)
            if actor is not Actor.ANONYMOUS:
                self.users[actor] = self._make(actor)
                self.clients[actor].force_login(self.users[actor])

    def _make(self, actor: Actor) -> User:
        """Create the actor's account with its job and its role."""
        if actor is Actor.LEARNER:
            return self.here.user
        user = UserFactory(username=actor.value)
        if actor in TOWN_HALL:
            self.here.employ(user)
        if actor in set(Role):
            grant(user=user, role=Role(actor), **self._place_of(Role(actor)))
        user.refresh_from_db()
        return user

    def _place_of(self, role: Role) -> dict[str, Any]:
        """Return for what the role is granted."""
        return {
            Scope.PLATFORM: {},
            Scope.PROVIDER: {"provider": self.here.provider},
            Scope.MUNICIPALITY: {"municipality": self.here.municipality},
            Scope.DEPARTMENT: {
                "municipality": self.here.municipality,
                "department": self.here.department,
            },
        }[SCOPE_OF[role]]
