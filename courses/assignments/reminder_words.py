"""The words of a reminder that may be changed, and the places in them for name and obligation.

Nothing else can be put in: what a mail knows of somebody is an obligation and its deadline.
"""

import re
from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

PLACES: dict[str, str | Promise] = {
    "name": gettext_lazy("Name"),
    "obligation": gettext_lazy("Obligation"),
    "deadline": gettext_lazy("Deadline"),
}
_PLACE = re.compile(r"\{[ \t]*([^{}\n]*?)[ \t]*\}")


def place(key: str) -> str:
    """Return a place as people type it."""
    return f"{{{PLACES[key]}}}"


def standard(*, is_late: bool) -> str:
    """Return what is said where nobody has written anything else."""
    if is_late:
        text = _(
            "Good day %(name)s,\n\n“%(obligation)s” was due on %(deadline)s and is not completed "
            "yet. Please see to it soon."
        )
    else:
        text = _(
            "Good day %(name)s,\n\n“%(obligation)s” is due on %(deadline)s and is not completed "
            "yet."
        )
    return text % {key: place(key) for key in PLACES}


def unknown_places(text: str) -> list[str]:
    """Return what stands in braces and is no place, as it was typed."""
    known = _keys()
    found = _PLACE.finditer(text)
    return [one.group(0) for one in found if one.group(1).casefold() not in known]


def neutral(text: str) -> str:
    """Return the text with its places in no language, so that it can be filled in any."""
    known = _keys()
    return _PLACE.sub(lambda one: f"{{{known.get(one.group(1).casefold(), one.group(1))}}}", text)


def filled(text: str, values: Mapping[str, str]) -> str:
    """Return the text with its places filled; what is put in is not looked at again."""
    known = _keys()

    def value(one: re.Match[str]) -> str:
        return values.get(known.get(one.group(1).casefold(), ""), one.group(0))

    return _PLACE.sub(value, text)


def _keys() -> dict[str, str]:
    """Return the keys by all names of their places, in this language and in none."""
    return {str(label).casefold(): key for key, label in PLACES.items()} | {
        key: key for key in PLACES
    }
