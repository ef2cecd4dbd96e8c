"""What stands in a file more than once; pure but for the words."""

from collections import defaultdict
from collections.abc import Iterable

from django.utils.translation import gettext as _

from members.imports.columns import Field
from members.imports.values import Entry

MOST_NAMED = 5


def faults_of_repeats(entries: Iterable[Entry]) -> dict[int, list[str]]:
    """Return for each row which other rows say the same number or address."""
    places: dict[tuple[Field, str], list[int]] = defaultdict(list)
    for entry in entries:
        for name in (Field.NUMBER, Field.EMAIL):
            if text := entry.text(name).lower():
                places[name, text].append(entry.number)
    faults: dict[int, list[str]] = defaultdict(list)
    for (name, _text), rows in places.items():
        if len(rows) < 2:
            continue
        for row in rows:
            others = [str(other) for other in rows if other != row][:MOST_NAMED]
            faults[row].append(_sentence(name) % {"rows": ", ".join(others)})
    return faults


def _sentence(name: Field) -> str:
    if name is Field.NUMBER:
        return _("The personnel number also stands in row %(rows)s.")
    return _("The e-mail address also stands in row %(rows)s.")
