"""Find courses by words: stems and parts of compounds first, then typing errors; read only.

Every word that any course holds has to be found; words that nobody uses are left out, and the
page says so. A course is worth what its best field is worth for each word: title
before goals, topics and other texts; within a field the very word before a part of a compound
and both before a word that was probably meant.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import Count, F
from django.db.models.functions import Coalesce

from courses.catalogue import compounds, slips, words
from courses.catalogue.models import Posting, Word, WordGram
from courses.catalogue.words import Term

EXACT, PART, MEANT = 5, 3, 0
FIELD = 10
# How many words that look alike are measured letter by letter.
MOST_ALIKE = 40
Scores = dict[int, int]
# The number of a card: the course page, or below zero a course of another platform.
CARD = Coalesce("entry__course_id", -F("entry__external_id"))


@dataclass(frozen=True, slots=True)
class Found:
    """The courses found with their worth, and the search as it was understood."""

    scores: Mapping[int, int] = field(default_factory=dict)
    # The search with typing errors mended; empty where nothing was mended.
    mended: str = ""
    # Words that no course holds, not even nearly: they were left out.
    unknown: tuple[str, ...] = ()
    # Of several words those that courses hold, though perhaps none holds all of them.
    known: tuple[str, ...] = ()


def find(search: str) -> Found:
    """Return the courses that hold all words of a search; at most six queries."""
    asked = words.terms(search)
    if not asked:
        return Found()
    hits = _look_up(asked)
    missing = [term for term in asked if not hits[term.text]]
    meant = {term.text: _meant(term) for term in missing}
    for term in missing:
        hits[term.text] = _all_of(_meant_hits(meant[term.text]))
    known = [term for term in asked if hits[term.text]]
    return Found(
        scores=_all_of([hits[term.text] for term in known]),
        mended=" ".join(_spelled(term, meant) for term in asked) if any(meant.values()) else "",
        unknown=tuple(term.typed for term in asked if term not in known),
        known=tuple(term.typed for term in known) if len(asked) > 1 else (),
    )


def _look_up(asked: Iterable[Term]) -> dict[str, Scores]:
    """Return for each word the courses that hold its stem or a compound with it; two queries."""
    stems: dict[str, str] = {}
    parts: dict[str, str] = {}
    for term in asked:
        stems[term.stem] = term.text
        parts |= dict.fromkeys(compounds.wanted(term.text), term.text)
    hits: dict[str, Scores] = {term.text: {} for term in asked}
    rows = Posting.objects.filter(word__stem__in=list(stems))
    for stem, course, weight in rows.values_list("word__stem", CARD, "weight"):
        _raise(hits[stems[stem]], course, weight * FIELD + EXACT)
    rows = Posting.objects.filter(word__parts__text__in=list(parts))
    for part, course, weight in rows.values_list("word__parts__text", CARD, "weight"):
        _raise(hits[parts[part]], course, weight * FIELD + PART)
    return hits


def _raise(scores: Scores, course: int, worth: int) -> None:
    scores[course] = max(worth, scores.get(course, 0))


def _all_of(each: list[Scores]) -> Scores:
    """Return the courses that are in all of them, with the sum of their worth."""
    if not each:
        return {}
    shared = set(each[0]).intersection(*each[1:])
    return {course: sum(scores[course] for scores in each) for course in shared}


def _meant(term: Term) -> list[list[Word]]:
    """Return the words that were probably meant: one group for each part of the search word."""
    alike = _alike(term.text)
    if alike:
        return [alike]
    pieces = compounds.splits(term.text)
    known: dict[str, list[Word]] = {}
    stems = {words.stem(piece) for pair in pieces for piece in pair}
    for word in Word.objects.filter(stem__in=stems).order_by("text"):
        known.setdefault(word.stem, []).append(word)
    return _best_split(pieces, known)


def _best_split(pieces: list[tuple[str, str]], known: dict[str, list[Word]]) -> list[list[Word]]:
    """Read a word as two known ones, or as a known one before or behind a mistyped one."""
    pairs = [(known.get(words.stem(a)), known.get(words.stem(b)), a, b) for a, b in pieces]
    both = next(([a, b] for a, b, _, _ in pairs if a and b), None)
    if both:
        return both
    half = [(len(x) if a else len(y), a, b, x, y) for a, b, x, y in pairs if a or b]
    for _, front, rest, first, second in sorted(half, key=lambda one: (-one[0], one[3]))[:2]:
        alike = _alike(second if front else first)
        if alike:
            return [front or alike, rest or alike]
    return []


def _alike(text: str) -> list[Word]:
    """Return the indexed words with the fewest slips in them; two queries."""
    if not slips.allowed(text):
        return []
    rows = WordGram.objects.filter(text__in=slips.grams(text)).values_list("word_id")
    shared = rows.annotate(count=Count("pk")).order_by("-count", "word__text")[:MOST_ALIKE]
    candidates = {word.text: word for word in Word.objects.filter(pk__in=[pk for pk, _ in shared])}
    return [candidates[one] for one in slips.nearest(text, candidates)]


def _meant_hits(groups: list[list[Word]]) -> list[Scores]:
    """Return the courses that hold a word of each group; one query."""
    if not groups:
        return []
    places = {word.pk: place for place, group in enumerate(groups) for word in group}
    found: list[Scores] = [{} for _ in groups]
    rows = Posting.objects.filter(word_id__in=list(places))
    for word, course, weight in rows.values_list("word_id", CARD, "weight"):
        _raise(found[places[word]], course, weight * FIELD + MEANT)
    return found


def _spelled(term: Term, meant: Mapping[str, list[list[Word]]]) -> str:
    """Return a search word as it was understood."""
    return " ".join(group[0].spelling for group in meant.get(term.text, [])) or term.typed
