"""The cues of a WebVTT file, so that a transcript can lead to the place in the film; pure."""

import re
from dataclasses import dataclass
from html import unescape

LONGEST = 400_000
TIMES = re.compile(
    r"(?:(\d{1,3}):)?(\d{2}):(\d{2})\.(\d{3})[ \t]+-->[ \t]+(?:\d{1,3}:)?\d{2}:\d{2}\.\d{3}"
)
TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True)
class Cue:
    """What is said from a second on."""

    start: float
    text: str

    @property
    def seconds(self) -> str:
        """Return the second as a script reads it."""
        return f"{self.start:.1f}"

    @property
    def clock(self) -> str:
        """Return the place as people read it: minutes and seconds."""
        minutes, seconds = divmod(int(self.start), 60)
        return f"{minutes}:{seconds:02d}"


def cues(text: str) -> list[Cue]:
    """Return the cues of a WebVTT file in order; what is no cue is left out."""
    found = []
    for block in re.split(r"\n[ \t]*\n", text[:LONGEST].replace("\r\n", "\n").replace("\r", "\n")):
        lines = block.strip("\n").split("\n")
        place = next((number for number, line in enumerate(lines) if TIMES.match(line)), None)
        if place is None:
            continue
        words = " ".join(line.strip() for line in lines[place + 1 :])
        said = unescape(TAG.sub("", words)).strip()
        if said:
            found.append(Cue(_start(lines[place]), said))
    return sorted(found, key=lambda cue: cue.start)


def _start(line: str) -> float:
    match = TIMES.match(line)
    hours, minutes, seconds, parts = match.groups() if match else ("0", "0", "0", "0")
    return int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds) + int(parts) / 1000
