"""Draw questions from pools and mix them, the same for the same attempt wherever it is asked; pure.

What an attempt asks follows from its seed alone. The places are hashes of seed and id, so that
neither the version of Python nor the order in which anything is asked can change them.
"""

import hashlib
from collections.abc import Iterable, Sequence

from courses.modules.questions.base import Question
from courses.modules.questions.parsing import Group


def draw(groups: Iterable[Group], *, seed: str, mix: bool = False) -> list[str]:
    """Return the ids of the questions an attempt asks, in the order in which it asks them.

    From each pool so many are drawn as it says; where `mix` is off, they keep the author's order.
    """
    asked: list[str] = []
    for group in groups:
        ids = [question.id for question in group.questions]
        drawn = set(mixed(ids, f"{seed}/draw")[: group.size])
        asked += [identifier for identifier in ids if identifier in drawn]
    return mixed(asked, f"{seed}/order") if mix else asked


def mixed(ids: Sequence[str], seed: str) -> list[str]:
    """Return the ids in an order that follows from the seed."""
    return sorted(ids, key=lambda identifier: (_place(seed, identifier), identifier))


def never_right(ids: Sequence[str], seed: str) -> list[str]:
    """Return the ids mixed, but never in the order given: it would be the solution."""
    order = mixed(ids, seed)
    return order[1:] + order[:1] if order == list(ids) else order


def asked_of(questions: Iterable[Question], ids: Sequence[str]) -> list[Question]:
    """Return the questions of these ids in their order; all of them where there are no ids."""
    if not ids:
        return list(questions)
    known = {question.id: question for question in questions}
    return [known[identifier] for identifier in ids if identifier in known]


def _place(seed: str, identifier: str) -> str:
    return hashlib.sha256(f"{seed}/{identifier}".encode()).hexdigest()
