"""The names under which items and courses appear in statements; they never change."""

import uuid

from django.conf import settings


def activity_id(key: uuid.UUID | str) -> str:
    """Return the activity IRI of an item; all versions of the item share it."""
    return f"{settings.KC_XAPI_HOME_PAGE}/xapi/activities/item/{key}"


def course_activity_id(module_id: int) -> str:
    """Return the activity IRI of a whole course."""
    return f"{settings.KC_XAPI_HOME_PAGE}/xapi/activities/course/{module_id}"
