"""Where files of lessons are shown: in which frozen items, and who writes with them."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q
from wagtail.models import Page, ReferenceIndex
from wagtail.permissions import policy_registry

from courses.modules.models import Item, Lesson, Media

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from members.accounts.models import User

SEEN_BY_AUTHORS = ("view", "choose", "change")


@dataclass(frozen=True, slots=True)
class Place:
    """An item of a published version that shows a file."""

    course_id: int
    item_key: UUID


def media_with(path: str) -> Media | None:
    """Return the film or recording to which an uploaded file belongs, also as its captions."""
    return Media.objects.filter(Q(file=path) | Q(captions=path) | Q(poster=path)).first()


def places_of(row: Model) -> set[Place]:
    """Return where published versions show a document, film or recording; two queries."""
    items = Item.objects.filter(pk__in=_references(row, Item))
    found = items.values_list("unit__version__module__course_id", "key")
    return {Place(course_id, key) for course_id, key in found}


def may_write_with(user: "User | AnonymousUser", row: Model) -> bool:
    """Tell whether the user may choose the file in the studio, or writes a lesson that shows it."""
    if not user.is_authenticated:
        return False
    if _among(user, type(row), [row.pk]):
        return True
    return _among(user, Lesson, _references(row, Lesson))


def is_on_public_page(row: Model) -> bool:
    """Tell whether a published page for everybody links to the file."""
    linking = ReferenceIndex.get_references_to(row).values_list("base_content_type", "object_id")
    kinds = {kind.pk for kind in ContentType.objects.get_for_models(Item, Lesson).values()}
    keys = [int(key) for kind, key in linking if kind not in kinds and key.isdecimal()]
    return bool(keys) and Page.objects.live().public().filter(pk__in=keys).exists()


def _references(row: Model, model: type[Model]) -> list[int]:
    """Return the primary keys of the rows of a model that show the file."""
    kind = ContentType.objects.get_for_model(model)
    found = ReferenceIndex.get_references_to(row).filter(base_content_type=kind)
    return [int(key) for key in set(found.values_list("object_id", flat=True))]


def _among(user: Any, model: type[Model], keys: list[int]) -> bool:
    if not keys:
        return False
    rows = policy_registry.get_by_type(model)
    seen = rows.instances_user_has_any_permission_for(user, SEEN_BY_AUTHORS)
    return bool(seen.filter(pk__in=keys).exists())
