"""Why this room says no."""

from django.utils.translation import gettext_lazy as _

from campus.kit.errors import DomainError


class NothingPublished(DomainError):
    """Only what learners see can leave."""

    code = "nothing_published"
    message = _("Nothing of this module has been published yet. Publish a lesson first.")


class NoQuestions(DomainError):
    """An archive of questions without any helps nobody."""

    code = "no_questions"
    message = _("This module has no questions, so that there is nothing to hand over as QTI.")


class ArchiveRefused(DomainError):
    """What was to be read in is no archive of a module."""

    code = "archive_refused"
    status = 400
    message = _("This file cannot be read in: %(fault)s")
