"""Deeds of an import: start, check, confirm, write, invite, undo, forget."""

from members.imports.inviting import invite_added
from members.imports.services.checking import Wishes, check_run
from members.imports.services.confirming import (
    confirm_run,
    invite_now,
    request_undo,
)
from members.imports.services.starting import discard_run, start_import
from members.imports.tidying import forget_old
from members.imports.undoing import undo_run
from members.imports.writing import write_run

__all__ = [
    "Wishes",
    "check_run",
    "confirm_run",
    "discard_run",
    "forget_old",
    "invite_added",
    "invite_now",
    "request_undo",
    "start_import",
    "undo_run",
    "write_run",
]
