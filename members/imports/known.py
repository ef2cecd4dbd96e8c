"""What the list of staff says already, as values that rows are compared with; pure."""

import datetime as dt
from dataclasses import dataclass, field

MOST_DIGITS = 10


@dataclass(frozen=True, slots=True)
class KnownJob:
    """A job there, with the person who has it."""

    pk: int
    first_name: str
    last_name: str
    email: str
    department: str
    position: str
    number: str
    valid_from: dt.date
    valid_until: dt.date | None
    has_account: bool = False
    is_known_elsewhere: bool = False
    # Names of the departments of further posts that are not over.
    further: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """Return the name as it is shown."""
        return f"{self.first_name} {self.last_name}"

    def is_over(self, today: dt.date) -> bool:
        """Tell whether the last day lies behind us."""
        return self.valid_until is not None and self.valid_until < today


@dataclass(frozen=True, slots=True)
class Known:
    """All that a set of rows can meet."""

    today: dt.date
    jobs: tuple[KnownJob, ...] = ()
    # Who has an address anywhere: the address in small letters → the last name.
    addresses: dict[str, str] = field(default_factory=dict)
    # Names of departments, case folded → as they are written.
    departments: dict[str, str] = field(default_factory=dict)

    def of_number(self, number: str) -> KnownJob | None:
        """Return the job of a number, the running one first, then the last one.

        Spreadsheets drop leading zeros, so that 123 finds 00123 where nobody has 123.
        """
        exact = [job for job in self.jobs if job.number == number]
        return self._best(exact or [job for job in self.jobs if _same_digits(job.number, number)])

    def of_address(self, address: str) -> KnownJob | None:
        """Return the job of whoever has the address."""
        wanted = address.lower()
        return self._best([job for job in self.jobs if job.email.lower() == wanted])

    def of_name(self, name: str) -> list[KnownJob]:
        """Return the jobs not yet over of everybody of a name."""
        wanted = name.casefold()
        jobs = [job for job in self.jobs if job.name.casefold() == wanted]
        return [job for job in jobs if not job.is_over(self.today)]

    def _best(self, jobs: list[KnownJob]) -> KnownJob | None:
        if not jobs:
            return None
        return max(jobs, key=lambda job: (not job.is_over(self.today), job.valid_from, -job.pk))


def _same_digits(one: str, other: str) -> bool:
    digits = one.isdecimal() and other.isdecimal()
    return digits and one.lstrip("0") == other.lstrip("0") != ""


def spellings(number: str) -> list[str]:
    """Return a number with as many leading zeros as payroll programs write."""
    if not number.isdecimal():
        return [number]
    bare = number.lstrip("0")
    return [number, *(bare.zfill(width) for width in range(len(bare), MOST_DIGITS + 1))]
