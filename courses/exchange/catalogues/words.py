"""What is said of other catalogues, in whole sentences."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from courses.exchange.models import Reading

# Why a catalogue could not be read.
FAULTS: dict[str, Promise] = {
    "address": _("This is no whole address that begins with https://."),
    "name": _("There is no computer of this name. Check the address for typing errors."),
    "private": _("The address lies in a private network. Catalogues have to be public."),
    "time": _("There was no answer in time. It is tried again tonight."),
    "certificate": _(
        "The certificate of the site is not valid. The other platform has to mend it."
    ),
    "connection": _("No connection was possible. It is tried again tonight."),
    "status": _("The answer was an error (%(place)s) instead of a catalogue."),
    "large": _("A page of the catalogue is too large. Ask the other platform for smaller pages."),
    "json": _("The answer was no document in JSON. Check whether this is the right address."),
    "document": _("The answer is no catalogue in the words of MOOChub (it has no list “data”)."),
    "elsewhere": _("A page leads to another site (%(place)s), which is not followed."),
    "circle": _("The pages lead in a circle (%(place)s)."),
    "endless": _("The catalogue has more pages or entries than can be taken over."),
    "empty": _("The catalogue is empty. Its courses stay here until it tells of some again."),
}
# Why an entry could not be taken over.
ENTRY_FAULTS: dict[str, Promise] = {
    "missing": _("“%(place)s” is missing."),
    "kind": _("“%(place)s” is of another kind than the schema asks for."),
    "value": _("“%(place)s” has a value that the schema does not allow."),
    "address": _("“%(place)s” is no whole address that begins with https://."),
    "twice": _("The same entry stands twice on a page."),
}
TONES = {
    Reading.NEVER: "neutral",
    Reading.RUNNING: "info",
    Reading.DONE: "success",
    Reading.FAILED: "danger",
}


def fault(code: str, place: str) -> str:
    """Say why a catalogue could not be read; nothing where nothing is wrong."""
    return str(FAULTS[code]) % {"place": place} if code in FAULTS else code


def entry_fault(code: str, place: str) -> str:
    """Say why an entry could not be taken over."""
    return str(ENTRY_FAULTS.get(code, code)) % {"place": place}
