"""Why assigning several things at once is refused, in sentences for the screen."""

from django.utils.translation import gettext_lazy as _

from campus.kit.errors import DomainError


class PreviewOutdated(DomainError):
    """Something has changed between looking and confirming."""

    code = "preview_outdated"
    message = _(
        "Something has changed since you looked: staff, groups or obligations. "
        "Nothing was written. Please look at the new preview and confirm that one."
    )


class NobodyGetsAnything(DomainError):
    """Everybody has everything already."""

    code = "nobody_gets_anything"
    message = _("Nobody would get anything new. Choose other people or other things.")


class TooLateToUndo(DomainError):
    """Ten minutes are over, or the staff have been told."""

    code = "too_late_to_undo"
    message = _(
        "This can no longer be undone: ten minutes are over, or the staff have been told. "
        "End single obligations on their pages."
    )
