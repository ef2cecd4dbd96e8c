"""Tokens that were used: none of them counts twice."""

import datetime as dt
import hashlib
from typing import Any

from django.db import IntegrityError, transaction

from campus.kit import dates
from courses.tools.errors import TokenRefused
from courses.tools.models import SeenToken, Tool
from courses.tools.tokens import SKEW


def use_up(tool: Tool, claims: dict[str, Any], name: str) -> None:
    """Note that a token was used; `name` is the claim that tells it apart. Raises TokenRefused."""
    value = claims.get(name)
    if not isinstance(value, str) or not value or len(value) > 500:
        raise TokenRefused(reason=f"its number is missing ({name})")
    digest = hashlib.sha256(f"{name}:{value}".encode()).hexdigest()
    ends = dt.datetime.fromtimestamp(float(claims["exp"]), dt.UTC) + 2 * SKEW
    try:
        with transaction.atomic():
            SeenToken.objects.create(tool=tool, digest=digest, ends_at=ends)
    except IntegrityError:
        raise TokenRefused(reason=f"it was used before ({name})") from None


def forget_old_tokens() -> int:
    """Forget used tokens whose time is over anyway; return how many."""
    count, _rows = SeenToken.objects.filter(ends_at__lt=dates.now()).delete()
    return count
