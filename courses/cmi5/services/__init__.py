"""Deeds of this room."""

from courses.cmi5.services.ending import abandon, abandon_forgotten
from courses.cmi5.services.fetching import SECURITY, USED, Fetched, fetch
from courses.cmi5.services.launching import UnknownUnit, launch
from courses.cmi5.services.runs import run_on_seat, try_out
from courses.cmi5.services.waiving import waive

__all__ = [
    "SECURITY",
    "USED",
    "Fetched",
    "UnknownUnit",
    "abandon",
    "abandon_forgotten",
    "fetch",
    "launch",
    "run_on_seat",
    "try_out",
    "waive",
]
