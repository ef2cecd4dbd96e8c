"""The statement about accessibility that a frozen version carries: facts when it was frozen."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext, ngettext

from courses.modules.accessibility.checks import Files, faults_of, text_of
from courses.modules.accessibility.readability import readability
from courses.modules.accessibility.words import RULES, lix_words

COUNTED = {
    "image": "pictures",
    "video": "films",
    "audio": "recordings",
    "table": "tables",
    "embed": "documents",
    "download": "documents",
    "acknowledgement": "documents",
}


@dataclass(frozen=True, slots=True)
class Statement:
    """The statement in words."""

    checked: tuple[str, ...]
    found: tuple[str, ...]
    open: tuple[str, ...]
    reading: str


def facts_of(items: Iterable[Mapping[str, Any]], files: Files) -> dict[str, Any]:
    """Return what is to be remembered of the items (kind and stored body) of a version."""
    counts: Counter[str] = Counter()
    faults: Counter[str] = Counter()
    texts = []
    for item in items:
        body = list(item["body"])
        counts["packages" if item["kind"] == "package" else "lessons"] += 1
        counts.update(COUNTED[block["type"]] for block in body if block["type"] in COUNTED)
        faults.update(fault.code for fault in faults_of(body, files))
        texts.append(text_of(body))
    found = readability(" ".join(texts))
    return {"counts": dict(counts), "faults": dict(faults), "lix": found.lix if found else None}


def in_words(facts: Mapping[str, Any]) -> Statement | None:
    """Return the statement; None for versions that were frozen before there was one."""
    if not facts:
        return None
    lix = facts.get("lix")
    return Statement(
        checked=tuple(str(rule) for rule in RULES.values()),
        found=_found(sum(facts["faults"].values())),
        open=_open(facts["counts"]),
        reading=lix_words(lix) if lix is not None else "",
    )


def _found(faults: int) -> tuple[str, ...]:
    if not faults:
        return (gettext("No faults were found."),)
    return (
        ngettext(
            "%(count)s fault is known and waits to be mended.",
            "%(count)s faults are known and wait to be mended.",
            faults,
        )
        % {"count": faults},
    )


def _open(counts: Mapping[str, int]) -> tuple[str, ...]:
    """Say what no machine can tell, of what there is in the version."""
    remains = [
        ("pictures", gettext("whether the descriptions of the pictures say what matters")),
        (
            "films",
            gettext("whether captions and transcripts are right and what is only seen is said"),
        ),
        ("recordings", gettext("whether the transcripts of the recordings are right")),
        ("documents", gettext("whether the files to read or download are accessible")),
        ("packages", gettext("whether the packages made with other programs are accessible")),
    ]
    return (
        *(words for name, words in remains if counts.get(name)),
        gettext("whether the words are easy to understand and follow one another sensibly"),
    )
