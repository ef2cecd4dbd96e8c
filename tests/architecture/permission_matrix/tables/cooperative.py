"""Rows of members.cooperative: the office writes, the board reads, nobody else comes in."""

from typing import Any

from members.cooperative.models import FeeSchedule
from tests.architecture.permission_matrix.actors import (
    EVERYBODY,
    OFFICE,
    OFFICE_AND_BOARD,
    Place,
    World,
)
from tests.architecture.permission_matrix.rows import Row
from tests.factories.cooperative import ApplicationFactory, FeeScheduleFactory

BOTH = ("get", "post")
POST = ("post",)


def an_application(world: World, place: Place) -> dict[str, Any]:
    """Return an open application."""
    return {"pk": ApplicationFactory().pk}


def a_member(world: World, place: Place) -> dict[str, Any]:
    """Return the place's member."""
    return {"number": place.membership.number}


def a_draft(world: World, place: Place) -> dict[str, Any]:
    """Return a fee schedule that is not in force."""
    return {"pk": FeeScheduleFactory(state=FeeSchedule.State.DRAFT, year=2031).pk}


ROWS = (
    Row("cooperative:join", EVERYBODY, methods=BOTH),
    Row("cooperative:joined", EVERYBODY),
    Row("cooperative:dashboard", OFFICE_AND_BOARD),
    Row("cooperative:applications", OFFICE_AND_BOARD),
    Row("cooperative:new_application", OFFICE, methods=BOTH),
    Row("cooperative:application", OFFICE_AND_BOARD, an_application),
    Row("cooperative:application", OFFICE, an_application, methods=POST),
    Row("cooperative:members", OFFICE_AND_BOARD),
    Row("cooperative:members_csv", OFFICE_AND_BOARD),
    Row("cooperative:member", OFFICE_AND_BOARD, a_member),
    Row("cooperative:share_payment", OFFICE, a_member, methods=BOTH),
    Row("cooperative:further_shares", OFFICE, a_member, methods=BOTH),
    Row("cooperative:notice", OFFICE, a_member, methods=BOTH),
    Row("cooperative:schedules", OFFICE_AND_BOARD),
    Row("cooperative:new_schedule", OFFICE, methods=BOTH),
    Row("cooperative:edit_schedule", OFFICE, a_draft, methods=BOTH),
    Row("cooperative:activate", OFFICE, a_draft, methods=BOTH),
    Row("cooperative:contributions", OFFICE_AND_BOARD),
    Row("cooperative:contributions", OFFICE, methods=POST),
)
