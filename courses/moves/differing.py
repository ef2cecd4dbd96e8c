"""What begins, what ends and what stays when somebody moves; pure."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from members.groups.matching import JobFacts


class Audience(Protocol):
    """Whom an obligation concerns."""

    def concerns(self, job: JobFacts) -> bool:
        """Tell whether somebody belongs to it."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Keys of obligations; what begins may have been there before."""

    begins: tuple[int, ...] = ()
    ends: tuple[int, ...] = ()
    stays: tuple[int, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing changes."""
        return not (self.begins or self.ends)


def difference(
    audiences: Mapping[int, Audience],
    held: Collection[int],
    job: JobFacts | None,
    also: Collection[int] = (),
) -> Difference:
    """Compare what somebody has with what concerns the job; None is a job that has ended.

    `also` would concern it by a group that it does not belong to yet.
    """
    wanted = {
        key
        for key, one in audiences.items()
        if job is not None and (one.concerns(job) or key in also)
    }
    return Difference(
        begins=tuple(key for key in audiences if key in wanted and key not in held),
        ends=tuple(key for key in audiences if key in held and key not in wanted),
        stays=tuple(key for key in audiences if key in held and key in wanted),
    )


@dataclass(frozen=True, slots=True)
class Total:
    """How much begins and ends for how many people."""

    begins: int = 0
    ends: int = 0
    people: int = 0


def total(found: Iterable[Difference]) -> Total:
    """Add differences up."""
    changes = [one for one in found if not one.is_empty]
    return Total(
        sum(len(one.begins) for one in changes),
        sum(len(one.ends) for one in changes),
        len(changes),
    )
