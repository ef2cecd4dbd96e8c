"""Why this room says no."""

from django.utils.translation import gettext_lazy as _

from campus.kit.errors import DomainError
from courses.packages import words
from courses.packages.reading.shapes import PackageFault


class PackageRefused(DomainError):
    """What was uploaded is no package that could be shown; nothing of it was stored."""

    status = 400

    def __init__(self, fault: PackageFault) -> None:
        super().__init__()
        self.code = fault.code.value
        self.fault = fault

    def __str__(self) -> str:
        return words.refusal(self.fault)


class StillUnpacking(DomainError):
    """A task is writing files that would stay behind."""

    code = "still_unpacking"
    message = _("This package is still being unpacked. Please wait a moment and try again.")


class NotPlayable(DomainError):
    """There is no player for this standard, or no host for packages."""

    code = "not_playable"
    message = _("This package cannot be played here.")


class PackageInUse(DomainError):
    """Learners keep the package with which they have begun."""

    code = "package_in_use"
    message = _(
        "“%(title)s” is part of a module and has to stay. Upload a new package and choose that one "
        "in the lesson instead."
    )
