"""What the cadastre refuses."""

from django.utils.translation import gettext_lazy as _

from campus.kit.errors import DomainError


class VersionFrozen(DomainError):
    """What was published stays as it was read."""

    code = "version_frozen"
    message = _("A published version is never changed. Write a new one.")


class NothingToPublish(DomainError):
    """There is no draft."""

    code = "nothing_to_publish"
    message = _("There is no draft to publish. Write one first.")


class NothingToDiscard(DomainError):
    """There is no draft any more: it was published or thrown away meanwhile."""

    code = "nothing_to_discard"
    message = _("There is no draft any more. Somebody has published it or thrown it away.")


class NothingChanged(DomainError):
    """A version that says the same would only alarm everybody."""

    code = "nothing_changed"
    message = _("The draft says the same as the version in force. Change something first.")


class ChangeMissing(DomainError):
    """Who has adopted an entry reads what is different."""

    code = "change_missing"
    message = _("Say in a sentence what has changed. The municipalities read it.")
    status = 400


class AlreadyAdopted(DomainError):
    """An entry runs once in a municipality."""

    code = "already_adopted"
    message = _("This entry has been adopted already, and the obligation is running.")


class NotInForce(DomainError):
    """The page was opened before the office published something newer."""

    code = "not_in_force"
    message = _("There is a newer version of this entry by now. Read it first.")


class NotRunning(DomainError):
    """The obligation has ended."""

    code = "not_running"
    message = _("This obligation has ended. Adopt the entry anew instead.")
