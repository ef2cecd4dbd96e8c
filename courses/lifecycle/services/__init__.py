"""Deeds in the life of a module."""

from courses.lifecycle.services.freshness import (
    SourceData,
    confirm_checked,
    keep_up,
    remind_overdue,
)
from courses.lifecycle.services.planning import (
    plan_go_live,
    publish_due,
    schedule_release,
)
from courses.lifecycle.services.retiring import carry_out_due, retire, undo_retirement

__all__ = [
    "SourceData",
    "carry_out_due",
    "confirm_checked",
    "keep_up",
    "plan_go_live",
    "publish_due",
    "remind_overdue",
    "retire",
    "schedule_release",
    "undo_retirement",
]
