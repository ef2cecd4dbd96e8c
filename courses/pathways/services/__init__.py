"""Deeds on paths, prerequisites and evidence of earlier learning."""

from courses.pathways.services.editing import add_course, add_set, change_plan, create, describe
from courses.pathways.services.journeys import book, leave, take_next
from courses.pathways.services.publishing import publish, withdraw_path
from courses.pathways.services.recognition import accept, hand_in, refuse, take_back
from courses.pathways.services.requirements import (
    check_prerequisites,
    missing_first,
    set_prerequisites,
)

__all__ = [
    "accept",
    "book",
    "add_course",
    "add_set",
    "change_plan",
    "check_prerequisites",
    "create",
    "describe",
    "hand_in",
    "leave",
    "missing_first",
    "publish",
    "refuse",
    "set_prerequisites",
    "take_back",
    "take_next",
    "withdraw_path",
]
