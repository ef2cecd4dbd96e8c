"""By which identity provider somebody signs in: shown in the copy, and gone with the person."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from campus.kit.personal_data import Eraser, Erasing, Holding, Subject, forget_with, hold
from members.sign_on.models import Identity


def identities(subject: Subject) -> Iterator[dict[str, Any]]:
    """Yield the accounts elsewhere that lead to the person's account."""
    rows = Identity.objects.filter(user_id=subject.user_id or 0).order_by("pk")
    yield from map(dict, rows.values("issuer", "subject", "since", "last_used_at"))


def forget(case: Erasing) -> int:
    """Cut the connection to the accounts elsewhere."""
    number, _kinds = Identity.objects.filter(user_id=case.subject.user_id or 0).delete()
    return number


hold(
    Holding(
        "sign_on",
        _("Sign-in with the municipality's account"),
        identities,
        {
            "issuer": _("Identity provider"),
            "subject": _("Name there"),
            "since": _("Since"),
            "last_used_at": _("Last used"),
        },
        order=22,
    )
)
forget_with(Eraser("sign_on", forget, order=88))
