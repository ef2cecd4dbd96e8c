"""What the room refuses."""

from django.utils.translation import gettext_lazy as _

from campus.kit.errors import DomainError


class FilesHidden(DomainError):
    """The works agreement allows no file."""

    code = "files_hidden"
    message = _("Your works agreement does not allow to save who has fulfilled what as a file.")
    status = 403


class DayHidden(DomainError):
    """Going from day to day would tell what the agreement hides."""

    code = "day_hidden"
    message = _(
        "Your works agreement does not let you see on which day something was fulfilled. "
        "So a package can be made as of today only."
    )
    status = 403


class NothingToProve(DomainError):
    """Nobody, or nothing."""

    code = "nothing_to_prove"
    message = _(
        "On this day nobody of those chosen worked here, or none of the obligations ran. "
        "Choose another day, other people or other obligations."
    )
    status = 400


class PackageTooLarge(DomainError):
    """More than anybody should send to the page that checks packages."""

    code = "package_too_large"
    message = _(
        "The file is larger than 50 MB. Enter the hash of the package instead: it stands in the "
        "covering letter and on the page of the package."
    )
    status = 413
