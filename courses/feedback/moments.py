"""Places in a film or recording as people write them; pure."""

import re

LONGEST = 24 * 3600
WRITTEN = re.compile(r"(?:(\d{1,2}):)?(\d{1,3}):([0-5]\d)")


def seconds_of(written: str) -> int | None:
    """Return the seconds of "1:23", "1:02:03" or "83", None for nothing.

    Raises ValueError for anything else, and for more than a day.
    """
    text = written.strip()
    if not text:
        return None
    if text.isascii() and text.isdigit() and len(text) <= len(str(LONGEST)):
        seconds = int(text)
    else:
        found = WRITTEN.fullmatch(text)
        if not found:
            raise ValueError(written)
        hours, minutes, rest = (int(part or 0) for part in found.groups())
        seconds = hours * 3600 + minutes * 60 + rest
    if seconds > LONGEST:
        raise ValueError(written)
    return seconds


def written(seconds: int | None) -> str:
    """Return the place as people read it, nothing for none."""
    if seconds is None:
        return ""
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
