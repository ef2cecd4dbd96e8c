"""The documents behind proofs from elsewhere, for whoever hands many of them out."""

from collections.abc import Collection, Iterator

from courses.assignments.models import ProofFile


def proof_documents(turns: Collection[int]) -> Iterator[ProofFile]:
    """Yield the documents behind these turns one by one, in the order of the turns."""
    rows = ProofFile.objects.filter(period__in=turns).order_by("period")
    yield from rows.iterator(chunk_size=20)
