"""Forget what is over: old launches, used tokens, old keys."""

import datetime as dt

from campus.kit import dates
from courses.lti import keys
from courses.lti.models import Launch
from courses.tools import services as tools

KEPT = dt.timedelta(days=2)


def tidy() -> int:
    """Forget all that; return how many rows went."""
    old = Launch.objects.filter(made_at__lt=dates.now() - KEPT)
    count, _rows = old.delete()
    return count + tools.forget_old_tokens() + keys.tidy()
