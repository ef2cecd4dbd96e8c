"""Cutting the one link between a person and what was learnt."""

from uuid import UUID

from members.people.models import LearnerAccount


def forget_account(name: UUID) -> bool:
    """Delete the row that maps an opaque account to its person; tell whether there was one.

    Whoever learns on afterwards does so under a new account.
    """
    deleted, _ = LearnerAccount.objects.filter(name=name).delete()
    return bool(deleted)
