"""Why a directory is refused."""

from django.utils.translation import gettext_lazy as _

from campus.kit.errors import DomainError


class UserNameInUse(DomainError):
    """Two users of one name."""

    code = "user_name_in_use"
    message = _("The directory has told of a user “%(name)s” before.")


class JobInUse(DomainError):
    """The job follows another user of the directory."""

    code = "job_in_use"
    message = _("%(name)s follows another user of the directory already.")


class SomebodyElse(DomainError):
    """Number or address belong to another name."""

    code = "somebody_else"
    message = _(
        "This personnel number or e-mail address belongs to %(name)s. Correct it in the directory "
        "or on the list of staff."
    )


class TooLong(DomainError):
    """A text that cannot be kept."""

    code = "too_long"
    message = _("“%(attribute)s” is too long to be kept.")
    status = 400


class NameMissing(DomainError):
    """A name of blanks."""

    code = "name_missing"
    message = _("userName, name.givenName, name.familyName and displayName must not be empty.")
    status = 400


class MemberUnknown(DomainError):
    """A member of whom the directory has not told."""

    code = "member_unknown"
    message = _("The directory has told of no user “%(member)s”, so nobody can belong to a group.")
    status = 400


class GroupInGroup(DomainError):
    """A group of groups."""

    code = "group_in_group"
    message = _("Groups within groups are not kept. Name the people themselves.")
    status = 400


class DepartmentMissing(DomainError):
    """A department that is not on the list; said in a note, nothing is refused for it."""

    code = "department_missing"
    message = _("There is no department “%(name)s”. Add it, or let the key add departments.")


class NumberTooLong(DomainError):
    """A personnel number that the list cannot hold; said in a note, nothing is refused for it."""

    code = "number_too_long"
    message = _("The personnel number “%(number)s” is too long for the list of staff.")
