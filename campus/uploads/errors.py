"""Why this room says no; the status is the one that tus names, or else HTTP."""

from django.utils.translation import gettext_lazy as _

from campus.kit.errors import DomainError


class SignedOut(DomainError):
    """Nobody is signed in any more."""

    code = "signed_out"
    message = _("You are no longer signed in. Sign in again in another tab, then continue here.")
    status = 401


class BadRequest(DomainError):
    """The request does not follow the protocol."""

    code = "bad_request"
    message = _("The upload could not be understood: %(reason)s")
    status = 400


class WrongVersion(DomainError):
    """The client speaks another version of tus."""

    code = "wrong_version"
    message = _("Uploads are taken by version 1.0.0 of tus only.")
    status = 412


class WrongType(DomainError):
    """A piece has to come as plain bytes."""

    code = "wrong_type"
    message = _("A piece has to be sent as application/offset+octet-stream.")
    status = 415


class LengthMissing(DomainError):
    """A piece without a length cannot be checked."""

    code = "length_missing"
    message = _("A piece has to be sent with its length.")
    status = 411


class UnknownPurpose(DomainError):
    """Nothing is taken for this purpose, or not from this person."""

    code = "unknown_purpose"
    message = _("You cannot upload files here.")
    status = 403


class NoSuchUpload(DomainError):
    """It never was, is over, or is somebody else's."""

    code = "no_such_upload"
    message = _("This upload is no longer there. Choose the file again.")
    status = 404


class EmptyFile(DomainError):
    """There is nothing to upload."""

    code = "empty_file"
    message = _("This file is empty. Choose another one.")
    status = 400


class TooLarge(DomainError):
    """The file is larger than the operator allows."""

    code = "too_large"
    message = _(
        "This file has %(size)s MB; at most %(limit)s MB can be uploaded. Make it smaller, "
        "for example with a lower resolution."
    )
    status = 413


class NoSpace(DomainError):
    """The disk would be full."""

    code = "no_space"
    message = _(
        "There is not enough space on the server for this file. Nothing was lost. Please tell the "
        "office and try again later."
    )
    status = 507


class TooManyUploads(DomainError):
    """Too many at once, or too many in an hour."""

    code = "too_many_uploads"
    message = _(
        "You have started too many uploads. Finish or discard some of them, or try again in an "
        "hour."
    )
    status = 429


class BeingReceived(DomainError):
    """Another request is writing to this upload."""

    code = "being_received"
    message = _("This file is being uploaded in another window. Continue there.")
    status = 423


class WrongPlace(DomainError):
    """The piece does not begin where the last one ended."""

    code = "wrong_place"
    message = _("This piece does not begin where the last one ended.")
    status = 409


class WrongSum(DomainError):
    """The piece was damaged on its way."""

    code = "wrong_sum"
    message = _("This piece was damaged on its way. Please send it again.")
    status = 460


class Refused(DomainError):
    """The first bytes show that the file is not what is wanted here."""

    code = "refused"
    message = "%(sentence)s"
    status = 422
