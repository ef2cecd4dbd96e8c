"""Words on their way into HTML and XML; pure."""

import html
import re

# XML 1.0, section 2.2: these may stand nowhere in a document, not even by their number.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def escape(text: str) -> str:
    """Return words that no parser takes for markup, without signs that XML forbids."""
    return html.escape(_FORBIDDEN.sub("", text))
