"""Authorities: who vouches for a statement, and what that allows."""

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.conf import settings

from courses.xapi import scopes
from courses.xapi.core.keys import agent_key

if TYPE_CHECKING:
    from courses.xapi.models import Client

PLATFORM_NAME = "platform"


@dataclass(frozen=True, slots=True)
class Authority:
    """The agent that is written into statements, and its powers and bounds.

    `bound_actor_key` and `bound_registration` hold for credentials given out for one launch.
    """

    key: str
    agent: dict[str, Any] = field(compare=False)
    may_define: bool = True
    over_all: bool = False
    bound_actor_key: str = ""
    bound_registration: UUID | None = None


def platform_authority() -> Authority:
    """Return the authority of the platform itself: our own player, quizzes and sessions."""
    agent = account_agent(PLATFORM_NAME)
    return Authority(key=agent_key(agent), agent=agent, over_all=True)


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
    )


def account_agent(name: str) -> dict[str, Any]:
    """Return an agent identified by an account of this platform."""
    return _account_agent(settings.KC_XAPI_HOME_PAGE, name)


@lru_cache(maxsize=1024)
def _account_agent(home_page: str, name: str) -> dict[str, Any]:
    return {"objectType": "Agent", "account": {"homePage": home_page, "name": name}}
