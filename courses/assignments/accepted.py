"""Which proofs from elsewhere fulfil an obligation: named by people, one a line; pure."""

from collections.abc import Iterable, Sequence

MOST = 30
LONGEST = 160


def plain(name: str) -> str:
    """Return a name as it is compared: without case and needless spaces."""
    return " ".join(name.casefold().split())


def names_in(text: str) -> list[str]:
    """Return the names of a field, each once."""
    return merged((), (" ".join(line.split()) for line in text.splitlines()))


def accepts(names: Iterable[str], name: str) -> bool:
    """Tell whether a proof of this name was chosen."""
    return bool(plain(name)) and plain(name) in map(plain, names)


def merged(names: Iterable[str], more: Iterable[str]) -> list[str]:
    """Return the names with more of them, each once, in the order in which they came."""
    found: dict[str, str] = {}
    for name in (*names, *more):
        if plain(name):
            found.setdefault(plain(name), name)
    return list(found.values())


def followed(own: Sequence[str], before: Sequence[str], now: Sequence[str]) -> list[str]:
    """Return a municipality's names after those of the cadastre have changed.

    What is new there comes, what is gone there goes; what it chose by itself stays.
    """
    gone = {plain(name) for name in before} - {plain(name) for name in now}
    fresh = [name for name in now if not accepts(before, name)]
    return merged([name for name in own if plain(name) not in gone], fresh)
