"""What rooms above ask of a whole municipality: the documents of proofs, the first reminder."""

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from courses.assignments.models import ProofFile, Reminder

if TYPE_CHECKING:
    from members.organisations.models import Municipality


def proof_documents(turns: Collection[int]) -> Iterator[ProofFile]:
    """Yield the documents behind these turns one by one, in the order of the turns."""
    rows = ProofFile.objects.filter(period__in=turns).order_by("period")
    yield from rows.iterator(chunk_size=20)


def has_reminded(municipality: "Municipality") -> bool:
    """Tell whether anybody of a municipality was ever reminded."""
    return Reminder.objects.filter(period__obligation__municipality=municipality).exists()
