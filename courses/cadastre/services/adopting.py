"""A municipality makes an obligation of an entry, and follows what changes later."""

from typing import TYPE_CHECKING

from django.db import transaction
from wagtail.log_actions import log

from courses.assignments import accepted
from courses.assignments import services as assignments
from courses.cadastre import selectors
from courses.cadastre.errors import AlreadyAdopted, NotInForce, NotRunning
from courses.cadastre.models import Adoption, Decision, Entry, Version

if TYPE_CHECKING:
    from courses.assignments.models import Obligation
    from members.accounts.models import User
    from members.organisations.models import Municipality


def check_adoptable(*, version: Version, municipality: "Municipality") -> None:
    """Raise NotInForce or AlreadyAdopted where the version cannot be adopted."""
    if not Entry.objects.filter(current=version).exists():
        raise NotInForce
    if selectors.adoption_of(version.entry, municipality):
        raise AlreadyAdopted


@transaction.atomic
def adopt(*, version: Version, obligation: "Obligation", by: "User") -> Adoption:
    """Note that the obligation was made of this version; once as long as it runs.

    Raises NotInForce or AlreadyAdopted.
    """
    # The lock lets one of two people of the same town hall through.
    Entry.objects.select_for_update().get(pk=version.entry_id)
    check_adoptable(version=version, municipality=obligation.municipality)
    adoption = Adoption.objects.create(
        entry=version.entry,
        version=version,
        settled=version,
        municipality=obligation.municipality,
        obligation=obligation,
        adopted_by=by,
    )
    data = {"municipality": obligation.municipality.name, "version": version.number}
    log(instance=version.entry, action="cadastre.adopt", user=by, data=data)
    return adoption


@transaction.atomic
def decide(*, adoption: Adoption, version: Version, deed: str, by: "User") -> Adoption:
    """Take the wording of a newer version over, or note that nothing is to be done.

    The second call for the same version does nothing. Raises NotRunning or NotInForce.
    """
    adoption = (
        Adoption.objects.select_for_update(of=("self",))
        .select_related("entry", "obligation", "settled")
        .get(pk=adoption.pk)
    )
    if adoption.obligation.ended_at:
        raise NotRunning
    if version.pk != adoption.entry.current_id:
        raise NotInForce
    if adoption.settled_id == version.pk:
        return adoption
    if deed == Decision.Deed.TAKEN:
        assignments.reword(obligation=adoption.obligation, legal_basis=version.legal_basis, by=by)
        _follow_accepted(adoption, version, by)
    Decision.objects.create(adoption=adoption, version=version, deed=deed, decided_by=by)
    adoption.settled = version
    adoption.save(update_fields=["settled"])
    data = {"version": version.number, "deed": deed}
    log(instance=adoption.entry, action="cadastre.decide", user=by, data=data)
    return adoption


def _follow_accepted(adoption: Adoption, version: Version, by: "User") -> None:
    """Let the chosen proofs follow those of the entry; what the town chose by itself stays."""
    names = accepted.followed(
        adoption.obligation.accepted_proofs,
        accepted.names_in(_taken(adoption).accepted_proofs),
        accepted.names_in(version.accepted_proofs),
    )
    assignments.accept_proofs(obligation=adoption.obligation, names=names, by=by)


def _taken(adoption: Adoption) -> Version:
    """Return the version whose wording the town has: the last one taken over, or the adopted."""
    last = adoption.decisions.filter(deed=Decision.Deed.TAKEN).order_by("-version__number").first()
    return last.version if last else adoption.version
