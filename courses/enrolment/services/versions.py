"""Which frozen version a seat is taught from."""

from typing import TYPE_CHECKING

from courses.enrolment.models import Enrolment
from courses.enrolment.selectors import lock_registration
from courses.modules import selectors as modules

if TYPE_CHECKING:
    from courses.modules.models import ModuleVersion


def teach_from(*, enrolment: Enrolment, version: "ModuleVersion") -> Enrolment:
    """Let a seat change over to another version of its module; call it in a transaction."""
    locked = lock_registration(enrolment.registration)
    locked.version = version
    locked.save(update_fields=["version"])
    return locked


def follow_correction(*, version_id: int) -> int:
    """Give a correction to every seat on the same edition; return how many there were.

    One statement, however many learn: a correction asks for the same, so that no progress changes.
    """
    version = modules.version_with(version_id)
    seats = Enrolment.objects.filter(version__in=modules.editions_before(version))
    return int(seats.update(version=version))
