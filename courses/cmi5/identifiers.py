"""The names that the platform gives to units, blocks and courses of cmi5.

They are made of the item (or, in a trial, of the package) and the place in the course: the same at
every launch, and none of them the publisher's (8.1.5.0-1 to 4, 9.3.9.0-3, 9.3.9.0-7).
"""

from typing import TYPE_CHECKING

from django.conf import settings

from courses.cmi5.core.moveon import ROOT
from courses.modules.identifiers import activity_id as item_activity_id
from courses.xapi.namespace import is_own_activity

if TYPE_CHECKING:
    from courses.cmi5.models import Run

FOLDER = "cmi5"


def activity_id(run: "Run", place: str) -> str:
    """Return the identifier of a unit or block; that of a course is the item's own."""
    if place == ROOT and run.item_key is not None:
        return item_activity_id(run.item_key)
    return f"{settings.KC_XAPI_HOME_PAGE}/xapi/activities/{FOLDER}/{_owner(run)}/{place}"


def _owner(run: "Run") -> str:
    return str(run.item_key or run.package_id)


def is_of_cmi5(iri: str) -> bool:
    """Tell whether an identifier is, or passes for, one of a unit, block or course of cmi5."""
    return is_own_activity(iri, FOLDER)
