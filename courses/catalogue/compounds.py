"""Parts of German compounds, by shape alone: no dictionary, nothing to keep up to date; pure.

“Vergaberecht” holds “vergabe” and ends in “recht”. Whether a piece is a part follows from the
word itself, so that the order in which courses are published never changes what is found. What
only looks like a part is left out by what stands beside it: a derivation (“steuer|ung”), a verb's
prefix (“ver|ordnung”), or so little that the piece is chance (“kont|akte”, “ges|amt”).

Ends are kept by their stem with a hyphen (“-recht”), beginnings and middles as they are written.
"""

from courses.catalogue.words import stem

SHORTEST = 3
SHORTEST_MIDDLE = 5
# A short end is a part only behind a long beginning: “standes|amt”, not “ges|amt”.
SHORT_END = 4
FRONT_OF_SHORT_END = 5
REST_OF_SHORT_START = 4
_DERIVATIONS = """
    bar bare baren end ende enden ern est haft heit heiten ieren iert isch ische ischen ischer
    isches keit keiten lich liche lichen licher liches los lose losen nis nisse sam schaft
    schaften ste sten ster tion tionen tum ung ungen
"""
_PREFIXES = """
    auf aus bei durch ein ent gegen her hin mis miss mit nach uber unter ver vor weg wider
    wieder zer
"""
DERIVATIONS = frozenset(_DERIVATIONS.split())
PREFIXES = frozenset(_PREFIXES.split())


def parts(word: str) -> set[str]:
    """Return the parts under which a folded word is found beside its own stem."""
    return {*_starts(word), *_middles(word), *_ends(word)}


def wanted(word: str) -> set[str]:
    """Return the parts by which a word that is looked for is found inside of others."""
    if len(word) < SHORTEST:
        return set()
    root = stem(word)
    forms = {word, root} if len(root) >= SHORTEST_MIDDLE else {word}
    return {*forms, f"-{root}"}


def splits(word: str) -> list[tuple[str, str]]:
    """Return the ways to read a word as two, with and without a linking “s”."""
    found = []
    for cut in range(SHORTEST + 1, len(word) - SHORTEST):
        front, rest = word[:cut], word[cut:]
        found.append((front, rest))
        if front.endswith("s"):
            found.append((front[:-1], rest))
    return found


def _starts(word: str) -> set[str]:
    return {
        word[:cut]
        for cut in range(SHORTEST, len(word) - SHORTEST + 1)
        if word[cut:] not in DERIVATIONS
        and (cut > SHORTEST or len(word) - cut >= REST_OF_SHORT_START)
    }


def _middles(word: str) -> set[str]:
    return {
        word[begin:end]
        for begin in range(SHORTEST, len(word) - SHORTEST_MIDDLE - SHORTEST + 1)
        if word[:begin] not in PREFIXES
        for end in range(begin + SHORTEST_MIDDLE, len(word) - SHORTEST + 1)
        if word[end:] not in DERIVATIONS
    }


def _ends(word: str) -> set[str]:
    found = set()
    for begin in range(SHORTEST, len(word) - SHORTEST + 1):
        root = stem(word[begin:])
        needed = FRONT_OF_SHORT_END if len(root) <= SHORT_END else SHORTEST
        if len(root) >= SHORTEST and begin >= needed and word[:begin] not in PREFIXES:
            found.add(f"-{root}")
    return found
