"""What lies between an assessment and a target; pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Gap:
    """A competence of which the target lies above the own assessment."""

    code: str
    level: int
    target: int

    @property
    def size(self) -> int:
        """Return how many levels are missing."""
        return self.target - self.level


def gaps(answers: Mapping[str, int], targets: Mapping[str, int]) -> list[Gap]:
    """Return the gaps in the order of the framework; what was not answered is no gap."""
    return [
        Gap(code, answers[code], target)
        for code, target in targets.items()
        if answers.get(code, target) < target
    ]


def unanswered(codes: Iterable[str], answers: Mapping[str, int]) -> list[str]:
    """Return the codes without an answer."""
    return [code for code in codes if code not in answers]
