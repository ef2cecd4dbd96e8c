"""Why this room says no."""

from django.utils.translation import gettext_lazy as _

from campus.kit.errors import DomainError


class PublishedAlready(DomainError):
    """A published version is never edited: assessments refer to it."""

    code = "published_already"
    message = _(
        "%(name)s has been published with other contents. Give the file a new version number."
    )


class NotComplete(DomainError):
    """A result needs all answers."""

    code = "not_complete"
    message = _("Some answers are still missing. What you have chosen so far is saved.")


class FinishedAlready(DomainError):
    """A finished assessment is a memory of that day."""

    code = "finished_already"
    message = _("This assessment is finished. Begin a new one to see how you have changed.")


class NoSuchLevel(DomainError):
    """The page offers all levels there are."""

    code = "no_such_level"
    status = 400
    message = _("Please choose one of the levels shown.")
