"""Keep what somebody asks of the matrix under a name."""

from typing import TYPE_CHECKING

from django.db import transaction

from courses.oversight.errors import NameMissing, TooManyViews
from courses.oversight.models import SavedView

if TYPE_CHECKING:
    from courses.oversight.wishes import Wish
    from members.accounts.models import User
    from members.organisations.models import Municipality

MOST_VIEWS = 30


@transaction.atomic
def save_view(
    *, municipality: "Municipality", name: str, wish: "Wish", is_shared: bool, owner: "User"
) -> SavedView:
    """Keep a view; the same name again replaces the one of before.

    Raises NameMissing or TooManyViews.
    """
    name = " ".join(name.split())[:60]
    if not name:
        raise NameMissing
    mine = SavedView.objects.filter(municipality=municipality, owner=owner)
    if mine.exclude(name=name).count() >= MOST_VIEWS:
        raise TooManyViews
    facts = {"query": wish.query(municipality.slug), "is_shared": is_shared}
    return mine.update_or_create(
        name=name, defaults=facts, create_defaults={**_key(municipality, owner, name), **facts}
    )[0]


def _key(municipality: "Municipality", owner: "User", name: str) -> dict[str, object]:
    return {"municipality": municipality, "owner": owner, "name": name}


@transaction.atomic
def remove_view(*, view: SavedView) -> None:
    """Forget a view."""
    view.delete()
