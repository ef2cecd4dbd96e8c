"""What goes wrong between this platform and a tool, in whole sentences."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

FETCHING: dict[str, Promise] = {
    "address": _("This is no whole address that begins with https://."),
    "name": _("There is no computer of this name. Check the address for typing errors."),
    "private": _(
        "The address lies in a private network. The system has to be reachable from the internet."
    ),
    "time": _("There was no answer in time. Is the system reachable from the internet?"),
    "certificate": _("The certificate of the site is not valid. Your IT has to renew it."),
    "connection": _("No connection was possible. Is the system reachable from the internet?"),
    "status": _("The answer was an error (%(status)s) instead of a document."),
    "json": _("The answer was no document in JSON. Check whether this is the right address."),
    "large": _("The answer was far too long for this purpose. Check the address."),
}
CHECKS: dict[str, Promise] = {
    "keys": _("The keys were read: %(count)s can be used."),
    "no_keys": _("There is no RSA key for signatures among the keys. Ask the support of the tool."),
    "own_key": _("The public key was entered here. It has to be entered anew when it changes."),
    "login": _("The login works: the system knows this platform and leads back to it."),
    "login_page": _(
        "The login answers with a page of its own. Try content out to see whether it goes on."
    ),
    "login_error": _(
        "The login answers with an error (%(status)s). Usually the system does not know this "
        "platform yet: enter issuer and client ID there exactly as they stand here."
    ),
    "elsewhere": _(
        "The login leads to %(address)s instead of this platform. Check the address of the "
        "authentication request in the other system."
    ),
    "other_client": _(
        "The system answers with another client ID. Enter the one from this page there."
    ),
    "way_back": _(
        "The system wants to be led back to %(address)s, which is not entered here. Add it under "
        "“addresses for the way back”."
    ),
    "not_approved": _("The office has not approved the tool yet. Until then nobody is led there."),
    "approved": _("The office has approved the tool."),
    "no_choice": _("There is no address for choosing content. Authors enter contents by hand."),
}
