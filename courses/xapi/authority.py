"""Authorities: who vouches for a statement, and what that allows."""

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.conf import settings

from courses.xapi import scopes
from courses.xapi.core.keys import agent_key
from courses.xapi.namespace import is_own_activity

if TYPE_CHECKING:
    from courses.xapi.models import Client

PLATFORM_NAME = "platform"


@dataclass(frozen=True, slots=True)
class Authority:
    """The agent that is written into statements, and its powers and bounds.

    `bound_actor_key` and `bound_registration` hold for credentials given out for one launch.
    `allowed_verbs` and `allowed_actors` limit what may be written, unless they are empty;
    `accounts_only` asks for opaque accounts wherever somebody is named. `owner_kind` and
    `client_key` tell a keeper (`courses.xapi.keepers`) which of its credentials it is.
    """

    key: str
    agent: dict[str, Any] = field(compare=False)
    may_define: bool = True
    over_all: bool = False
    bound_actor_key: str = ""
    bound_registration: UUID | None = None
    allowed_verbs: frozenset[str] = frozenset()
    allowed_actors: frozenset[str] = frozenset()
    accounts_only: bool = False
    owner_kind: str = ""
    client_key: str = field(default="", compare=False)

    @property
    def is_personal(self) -> bool:
        """Tell whether somebody waits before a screen for what follows from the statement."""
        return self.bound_registration is not None or self.is_platform

    @property
    def is_platform(self) -> bool:
        """Tell whether the platform itself vouches."""
        return self.key == platform_authority().key

    def may_describe(self, iri: str) -> bool:
        """Tell whether what is said of an activity becomes its definition.

        The platform's own activities are described by the platform only, whatever the scopes.
        """
        return self.may_define and (self.is_platform or not is_own_activity(iri))


@lru_cache(maxsize=1)
def _platform_authority(home_page: str) -> Authority:
    agent = _account_agent(home_page, PLATFORM_NAME)
    return Authority(key=agent_key(agent), agent=agent, over_all=True)


def platform_authority() -> Authority:
    """Return the authority of the platform itself: our own player, quizzes and sessions."""
    return _platform_authority(settings.KC_XAPI_HOME_PAGE)


def client_authority(client: "Client") -> Authority:
    """Return the authority under which a client's statements are stored."""
    agent = account_agent(client.authority_name)
    return Authority(
        key=agent_key(agent),
        agent=agent,
        may_define=scopes.allows(client.scopes, scopes.DEFINE),
        over_all=scopes.ALL in client.scopes,
        bound_actor_key=client.bound_actor_key,
        bound_registration=client.bound_registration,
        allowed_verbs=frozenset(client.allowed_verbs),
        allowed_actors=frozenset(client.allowed_actors),
        accounts_only=client.accounts_only,
        owner_kind=client.owner_kind,
        client_key=client.key,
    )


def account_agent(name: str) -> dict[str, Any]:
    """Return an agent identified by an account of this platform."""
    return _account_agent(settings.KC_XAPI_HOME_PAGE, name)


def actor_key_of(name: str) -> str:
    """Return the key of an agent identified by an account of this platform."""
    return agent_key(account_agent(name))


@lru_cache(maxsize=1024)
def _account_agent(home_page: str, name: str) -> dict[str, Any]:
    return {"objectType": "Agent", "account": {"homePage": home_page, "name": name}}
