"""Parts of pages that are drawn once for many readers, with slots for what differs between them.

Whoever keeps a drawn part makes everything it shows the key under which it is kept; what belongs to
one reader stands in a slot and is put in at every request. A slot is a mark that no text of a page
can hold, and what is put in is not read again, so that it cannot open another slot.
"""

import re
from typing import Any

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

MARK = re.compile("\x00([a-z]+)\x00")


def slot(name: str) -> SafeString:
    """Return the mark where something of one reader is put in; `name` consists of small letters."""
    return mark_safe(f"\x00{name}\x00")  # noqa: S308  (no text, only a mark)


def filled(drawn: str, **values: Any) -> SafeString:
    """Return a drawn part with its slots filled; text is escaped as templates do."""
    return mark_safe(  # noqa: S308  (drawn by templates, values are escaped)
        MARK.sub(lambda mark: conditional_escape(values.get(mark[1], "")), drawn)
    )
