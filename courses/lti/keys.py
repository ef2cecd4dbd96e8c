"""The keys with which this platform signs what tools are told.

They lie in the database, so that all machines share them, sealed with a key made from the
installation's secret key. A new one is published a day before it signs; the one before stays
published for a week.
"""

import datetime as dt
import hashlib
import json
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.db import transaction
from joserfc import jwe, jwt
from joserfc.errors import JoseError
from joserfc.jwk import OctKey, RSAKey

from campus.kit import dates
from courses.lti.models import Key

BITS = 2048
ALGORITHM = "RS256"
SEALING = {"alg": "dir", "enc": "A256GCM"}
AHEAD, BEHIND = dt.timedelta(days=1), dt.timedelta(days=7)
LASTS = dt.timedelta(days=90)


def make(*, signs_from: dt.datetime) -> Key:
    """Make a key and keep it."""
    key = RSAKey.generate_key(BITS, private=True)
    key.ensure_kid()
    public = {name: key.as_dict(private=False)[name] for name in ("kty", "n", "e", "kid")}
    return Key.objects.create(
        kid=key.kid,
        sealed=sealed(key),
        public={**public, "use": "sig", "alg": ALGORITHM},
        made_at=dates.now(),
        signs_from=signs_from,
    )


def sealed(key: RSAKey) -> str:
    """Return a private key as it may be stored."""
    private = json.dumps(key.as_dict(private=True)).encode()
    return str(jwe.encrypt_compact(SEALING, private, _seal()))


def _seal() -> OctKey:
    digest = hashlib.sha256(f"course_lti.keys:{settings.SECRET_KEY}".encode()).digest()
    return OctKey.import_key(digest)


@lru_cache(maxsize=8)
def _opened(sealed: str, secret: str) -> RSAKey:
    """Return the key inside; it is opened anew if the secret key has changed."""
    found = jwe.decrypt_compact(sealed, _seal(), algorithms=[*SEALING.values()])
    return RSAKey.import_key(json.loads(found.plaintext or b"{}"))


def signing_key() -> tuple[str, RSAKey]:
    """Return the key in use and its name; one is made where there is none that can be opened."""
    for row in Key.objects.filter(signs_from__lte=dates.now()).order_by("-signs_from"):
        try:
            return row.kid, _opened(row.sealed, settings.SECRET_KEY)
        except JoseError:
            continue
    row = make(signs_from=dates.now())
    return row.kid, _opened(row.sealed, settings.SECRET_KEY)


def sign(claims: dict[str, Any]) -> str:
    """Return claims as a signed token."""
    kid, key = signing_key()
    header = {"alg": ALGORITHM, "typ": "JWT", "kid": kid}
    return str(jwt.encode(header, claims, key, algorithms=[ALGORITHM]))


def published() -> list[dict[str, Any]]:
    """Return the public keys, for everybody."""
    rows = list(Key.objects.order_by("-signs_from"))
    if not rows:
        signing_key()
        rows = list(Key.objects.all())
    return [row.public for row in rows]


@transaction.atomic
def exchange(*, at_once: bool = False) -> Key:
    """Make a new key; at once where the old one may be known to others, which then goes."""
    now = dates.now()
    if at_once:
        Key.objects.all().delete()
    return make(signs_from=now if at_once else now + AHEAD)


@transaction.atomic
def tidy() -> int:
    """Exchange a key that has served its time, and forget those that were followed long ago."""
    now = dates.now()
    newest = Key.objects.order_by("-signs_from").first()
    if newest is not None and newest.signs_from < now - LASTS:
        exchange()
    follower = Key.objects.filter(signs_from__lt=now - BEHIND).order_by("-signs_from").first()
    if follower is None:
        return 0
    count, _rows = Key.objects.filter(signs_from__lt=follower.signs_from).delete()
    return count
