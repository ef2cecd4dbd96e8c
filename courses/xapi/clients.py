"""Credentials: given out, rotated, withdrawn, and the short-lived ones of learners."""

import base64
import datetime as dt
import hashlib
import hmac
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction

from campus.kit import dates
from courses.xapi import scopes as known_scopes
from courses.xapi.core.keys import agent_key
from courses.xapi.core.people import account_fault
from courses.xapi.credentials import forget_clients
from courses.xapi.errors import BadRate, TokenRefused, UnknownScope
from courses.xapi.models import Client
from courses.xapi.scopes import SCOPES

_PLATFORM_OWNER = "platform"
# All tokens of learners share one authority, so that a later launch sees what an earlier one wrote.
TOKEN_OWNER = ("learner", "launch")
TOKEN_SCOPES = frozenset(
    {
        known_scopes.STATEMENTS_WRITE,
        known_scopes.STATEMENTS_READ_MINE,
        known_scopes.STATE,
        known_scopes.PROFILE,
    }
)
LONGEST_TOKEN = dt.timedelta(hours=24)
HIGHEST_RATE = 1_000_000
NO_TIME = dt.timedelta(0)


@dataclass(frozen=True, slots=True)
class Bounds:
    """Limits of a credential given out for one launch: an actor, a registration, an end."""

    actor_key: str = ""
    registration: UUID | None = None
    expires_at: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Limits:
    """What a client may write and how often; empty lists and no rate do not limit.

    `verbs` are IRIs, `actors` keys of agents (`agent_key`). Unless `accounts_only` is said, people
    may be named otherwise than by opaque accounts only by clients with the scope `all`.
    """

    rate: int | None = None
    verbs: Iterable[str] = ()
    actors: Iterable[str] = ()
    accounts_only: bool | None = None


NO_BOUNDS = Bounds()
NO_LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class LearnerToken:
    """A credential for one learner on one registration; the secret is kept nowhere."""

    key: str
    secret: str = field(repr=False)
    expires_at: dt.datetime

    @property
    def bearer(self) -> str:
        """Return the Authorization header of a bearer token."""
        return f"Bearer {self.encoded}"

    @property
    def basic(self) -> str:
        """Return the Authorization header of Basic authorisation."""
        return f"Basic {self.encoded}"

    @property
    def encoded(self) -> str:
        """Return what stands behind the name of the scheme."""
        return base64.b64encode(f"{self.key}:{self.secret}".encode()).decode()


def create_client(
    *,
    name: str,
    scopes: Iterable[str],
    owner_kind: str = _PLATFORM_OWNER,
    owner_key: str = "",
    bounds: Bounds = NO_BOUNDS,
    limits: Limits = NO_LIMITS,
) -> tuple[Client, str]:
    """Create a credential and return it with its secret, which is kept nowhere.

    Clients of the same owner (a provider or a municipality, as an opaque pair) share an authority
    and see each other's statements. Raises UnknownScope or BadRate.
    """
    granted = _known(scopes)
    accounts_only = limits.accounts_only
    if accounts_only is None:
        accounts_only = known_scopes.ALL not in granted
    secret = _new_secret()
    client = Client.objects.create(
        key=secrets.token_hex(16),
        secret_hash=hashed_secret(secret),
        name=name,
        scopes=granted,
        owner_kind=owner_kind,
        owner_key=owner_key,
        bound_actor_key=bounds.actor_key,
        bound_registration=bounds.registration,
        expires_at=bounds.expires_at,
        rate_per_minute=_checked_rate(limits.rate),
        allowed_verbs=list(dict.fromkeys(limits.verbs)),
        allowed_actors=list(dict.fromkeys(limits.actors)),
        accounts_only=accounts_only,
    )
    return client, secret


@transaction.atomic
def rotate_secret(client: Client, *, keep_for: dt.timedelta = NO_TIME) -> tuple[Client, str]:
    """Give a client a new secret and return both; the one before works for `keep_for` longer.

    Of two rotations within that time only the last secret but one is kept.
    """
    locked = Client.objects.select_for_update().get(pk=client.pk)
    secret = _new_secret()
    kept = keep_for > NO_TIME
    locked.previous_secret_hash = locked.secret_hash if kept else ""
    locked.previous_until = dates.now() + keep_for if kept else None
    locked.secret_hash = hashed_secret(secret)
    locked.save(update_fields=["secret_hash", "previous_secret_hash", "previous_until"])
    forget_clients()
    return locked, secret


def deactivate_client(client: Client) -> Client:
    """Withdraw a credential at once; its statements stay."""
    client.active = False
    client.save(update_fields=["active"])
    forget_clients()
    return client


def activate_client(client: Client) -> Client:
    """Let a withdrawn credential work again."""
    client.active = True
    client.save(update_fields=["active"])
    forget_clients()
    return client


def learner_token(
    *,
    actor: dict[str, Any],
    registration: UUID,
    scopes: Iterable[str],
    lifetime: dt.timedelta,
    owner: tuple[str, str] = TOKEN_OWNER,
) -> LearnerToken:
    """Give out a short-lived credential for one learner on one registration.

    It writes and reads statements of this actor on this registration only, keeps this actor's
    documents, describes no activity and states no result of the platform's own lessons and tests.
    `owner` names the keeper of another kind of session (`courses.xapi.keepers`).
    Raises TokenRefused for further scopes, a longer life or an actor that is no opaque account.
    """
    granted = _known(scopes)
    beyond = [scope for scope in granted if scope not in TOKEN_SCOPES]
    if beyond or not granted:
        allowed = ", ".join(sorted(TOKEN_SCOPES))
        raise TokenRefused(reason=f"A learner's token may have these scopes only: {allowed}.")
    if not NO_TIME < lifetime <= LONGEST_TOKEN:
        raise TokenRefused(reason="A learner's token lives for at most 24 hours.")
    if actor.get("objectType") == "Group" or "account" not in actor or account_fault(actor):
        raise TokenRefused(reason="A learner is named by an opaque account without a name.")
    expires_at = dates.now() + lifetime
    client, secret = create_client(
        name="Learner's token",
        scopes=granted,
        owner_kind=owner[0],
        owner_key=owner[1],
        bounds=Bounds(agent_key(actor), registration, expires_at),
    )
    return LearnerToken(key=client.key, secret=secret, expires_at=expires_at)


def withdraw_token(key: str) -> None:
    """End a credential of a launch before its time."""
    Client.objects.filter(key=key, bound_registration__isnull=False).update(active=False)
    forget_clients()


def forget_expired_tokens() -> int:
    """Delete credentials of launches that have ended; return how many there were."""
    ended = Client.objects.filter(expires_at__lte=dates.now(), bound_registration__isnull=False)
    return ended.delete()[1].get(Client._meta.label, 0)


def hashed_secret(secret: str) -> str:
    """Return the keyed hash of a secret.

    Secrets are 256 random bits: a slow password hash would guard nothing and cost every request.
    """
    key = settings.SECRET_KEY.encode()
    return hmac.new(
        key, b"xapi-client:" + secret.encode("utf-8", "replace"), hashlib.sha256
    ).hexdigest()


def _new_secret() -> str:
    return secrets.token_urlsafe(32)


def _known(scopes: Iterable[str]) -> list[str]:
    granted = list(dict.fromkeys(scopes))
    for scope in granted:
        if scope not in SCOPES:
            raise UnknownScope(scope=scope, known=", ".join(SCOPES))
    return granted


def _checked_rate(rate: int | None) -> int | None:
    if rate is not None and not 0 < rate <= HIGHEST_RATE:
        raise BadRate(most=HIGHEST_RATE)
    return rate
