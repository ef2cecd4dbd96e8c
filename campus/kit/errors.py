"""Domain errors: a code for programs and a whole sentence for people."""

from typing import Any

from django.utils.functional import Promise


class DomainError(Exception):
    """A rule said no. `message` is a translated sentence that tells the user what to do.

    Subclass it once per reason in the room's `errors.py` and set `code` and `message`;
    `message` may hold named placeholders in %-style, filled from the keyword arguments.
    """

    code = "refused"
    message: str | Promise = "The action was refused."
    status = 409

    def __init__(self, **values: Any) -> None:
        self.values = values
        super().__init__(self.code)

    def __str__(self) -> str:
        return str(self.message) % self.values


class NotAllowed(DomainError):
    """The user has no right to do this."""

    code = "not_allowed"
    status = 403
