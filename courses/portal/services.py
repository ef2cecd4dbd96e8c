"""Deeds on a municipality's page, for other rooms."""

from courses.portal.landing.services import (
    Wishes,
    edit_landing_page,
    ensure_landing_page,
    keep_picture,
    place_course,
    save_page,
)

__all__ = [
    "Wishes",
    "edit_landing_page",
    "ensure_landing_page",
    "keep_picture",
    "place_course",
    "save_page",
]
