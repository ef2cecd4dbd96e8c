"""Why a connection or an arrival is refused, in sentences for the screen."""

from django.utils.translation import gettext_lazy as _

from campus.kit.errors import DomainError


class NotReachable(DomainError):
    """The address gave no usable answer."""

    code = "not_reachable"
    message = _(
        "%(host)s cannot be reached or does not answer as expected. Please check the address, and "
        "whether it can be opened from the internet."
    )
    status = 400


class AddressRefused(DomainError):
    """Not https, or an address inside some network."""

    code = "address_refused"
    message = _(
        "This address is not fetched. It must begin with https:// and lead to a computer that can "
        "be reached from the internet; addresses of internal networks are refused."
    )
    status = 400


class MetadataUnreadable(DomainError):
    """No SAML metadata of an identity provider."""

    code = "metadata_unreadable"
    message = _(
        "These are no metadata of a SAML identity provider: an entity ID, a sign-in address with "
        "HTTP-Redirect and a signing certificate are needed. Please fetch the file anew from your "
        "identity provider."
    )
    status = 400


class IssuerDiffers(DomainError):
    """The discovery document speaks for somebody else."""

    code = "issuer_differs"
    message = _(
        "Your identity provider calls itself “%(found)s”, but “%(wanted)s” was entered. "
        "Please enter the issuer exactly as your provider spells it."
    )
    status = 400


class DomainTaken(DomainError):
    """Two municipalities cannot own one domain."""

    code = "domain_taken"
    message = _(
        "The domain %(domain)s belongs to staff of another municipality. "
        "Please contact the office of the cooperative if it is yours."
    )


class DomainPublic(DomainError):
    """Anybody can have an address there."""

    code = "domain_public"
    message = _("Everybody can get an address at %(domain)s. Enter the domain of your town hall.")
    status = 400


class NotTried(DomainError):
    """Nobody has signed in by it yet."""

    code = "not_tried"
    message = _("Please try the sign-in first. It can be switched on once a trial has succeeded.")


class NoSpareKey(DomainError):
    """Everybody could be locked out."""

    code = "no_spare_key"
    message = _(
        "Choose somebody of human resources with an own password who can still sign in when your "
        "identity provider fails."
    )
    status = 400


class SwitchedOff(DomainError):
    """The municipality does not use it."""

    code = "switched_off"
    message = _(
        "%(municipality)s does not offer this sign-in at the moment. "
        "Please sign in with your login name and password."
    )
    status = 403


class EmploymentOver(DomainError):
    """Somebody who has left, or not begun yet."""

    code = "employment_over"
    message = _(
        "Your sign-in at %(municipality)s has worked, but you have no running employment there on "
        "KommunalCampus. Please contact your human resources office. What you have learned is kept."
    )
    status = 403


class AccountClosed(DomainError):
    """The account was closed on the platform."""

    code = "account_closed"
    message = _("This account is closed. Please contact your human resources office.")
    status = 403


class NotOnList(DomainError):
    """The municipality lets only its list of staff in."""

    code = "not_on_list"
    message = _(
        "You are not on the staff list of %(municipality)s yet. "
        "Please ask your human resources office to add you."
    )
    status = 403


class DetailsMissing(DomainError):
    """The provider says too little for somebody new."""

    code = "details_missing"
    message = _(
        "The identity provider of %(municipality)s did not send your first and last name. Please "
        "tell your IT department: the attributes have to be released for KommunalCampus."
    )
    status = 403


class ForeignAddress(DomainError):
    """An address outside of the agreed domains."""

    code = "foreign_address"
    message = _(
        "The address %(email)s does not belong to a mail domain of %(municipality)s. "
        "Please tell your IT department."
    )
    status = 403


class DetailsContradict(DomainError):
    """Number and address lead to two people."""

    code = "details_contradict"
    message = _(
        "Personnel number and e-mail address belong to two different people on the staff list. "
        "Please ask your human resources office to correct it."
    )


class PasswordFirst(DomainError):
    """An account without an address cannot be sent a code."""

    code = "password_first"
    message = _(
        "You already have an account without an e-mail address. Please sign in once with your "
        "login name and password, then choose the sign-in of %(municipality)s again: "
        "from then on both lead to the same account."
    )


class CodeWrong(DomainError):
    """Not what was sent."""

    code = "code_wrong"
    message = _("This is not the code from the newest e-mail. Please check it.")
    status = 400


class CodeOver(DomainError):
    """Too late, or tried too often."""

    code = "code_over"
    message = _("This code is no longer valid. Please sign in again; you will get a new one.")
    status = 410


class NotFromThem(DomainError):
    """The answer does not fit the question: refused without a guess at the reason."""

    code = "not_from_them"
    message = _(
        "The answer of the identity provider could not be accepted. Please sign in once more; if "
        "it happens again, tell your IT department."
    )
    status = 400
