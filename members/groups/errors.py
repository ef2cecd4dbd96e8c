"""Why a group is refused, in sentences for the screen."""

from django.utils.translation import gettext_lazy as _

from campus.kit.errors import DomainError


class GroupNameTaken(DomainError):
    """Two groups of one name cannot be told apart."""

    code = "group_name_taken"
    message = _("There is already a group called “%(name)s”. Please choose another name.")


class GroupMeansNobody(DomainError):
    """Without any condition a group would never have members."""

    code = "group_means_nobody"
    message = _("Choose at least one rule, or name people.")


class GroupInUse(DomainError):
    """What would concern nobody, or suddenly everybody, without the group."""

    code = "group_in_use"
    message = _("The group is still needed for: %(uses)s. End that first.")


class KeptByDirectory(DomainError):
    """What the directory says is changed there."""

    code = "kept_by_directory"
    message = _("“%(name)s” comes from the directory and is not changed here, but there.")


class NotFromHere(DomainError):
    """A department or a person of another municipality."""

    code = "not_from_here"
    message = _("A department or a person belongs to another municipality.")
