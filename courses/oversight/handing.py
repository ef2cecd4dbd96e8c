"""What heads may assign: obligations of the municipality, to people of their own team."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from courses.assignments import rules as assignments
from courses.assignments.models import Obligation
from courses.bundles.planning import Choice, Plan, Thing
from courses.oversight.models import Handed
from courses.oversight.rules import team_of
from courses.pathways import selectors as pathways

if TYPE_CHECKING:
    from collections.abc import Collection

    from django.db.models import QuerySet

    from members.accounts.models import User
    from members.organisations.models import Municipality
    from members.people.models import Employment

# An obligation of all staff has everybody already; these name whom they concern.
NAMED = ("departments", "positions", "groups", "people")


def assignable(municipality: "Municipality", user: "User") -> "list[Obligation]":
    """Return the running obligations that human resources can let heads assign."""
    rows = assignments.manageable_obligations(user).filter(municipality=municipality)
    return [one for one in rows if one.for_whom]


def handed_in(municipality: "Municipality") -> set[int]:
    """Return the keys of the running obligations that heads may assign here."""
    rows = Handed.objects.filter(obligation__municipality=municipality, obligation__ended_at=None)
    return set(rows.values_list("obligation_id", flat=True))


def handed_to(user: "User") -> "QuerySet[Obligation]":
    """Return what the user may assign to people of the own team today."""
    towns = team_of(user).order_by().values("municipality")
    rows = Obligation.objects.filter(ended_at=None, municipality__in=towns)
    handed = rows.filter(pk__in=Handed.objects.values("obligation"))
    return handed.select_related("course", "municipality").order_by("pk")


@dataclass(frozen=True, slots=True)
class Handing:
    """An obligation, and the people of a team who are to get it."""

    obligation: "Obligation"
    jobs: "Collection[Employment]"

    @property
    def choice(self) -> Choice:
        """Return the same as a joint assignment, on the terms that the obligation has."""
        return Choice(
            municipality=self.obligation.municipality,
            things=[_thing_of(self.obligation)],
            sets={"departments": [], "positions": [], "groups": [], "people": list(self.jobs)},
            terms={},
            title=_("%(name)s, assigned by a head") % {"name": self.obligation.name},
        )

    def plan(self, by: "User") -> Plan:
        """Return what would happen to whom; nothing is written."""
        return Plan(self.choice, by)


def _thing_of(obligation: Obligation) -> Thing:
    if obligation.path_id:
        version = pathways.published_versions().filter(path=obligation.path_id).first()
        return Thing(version=version) if version else Thing(proof=obligation.title)
    return Thing(course=obligation.course, proof="" if obligation.course_id else obligation.title)
