"""Groups of staff in the demo, and what human resources have given them together."""

from typing import TYPE_CHECKING

from courses.bundles import services as bundles
from courses.bundles.planning import Choice, Plan, things_of
from courses.pathways import selectors as pathways
from members.groups import services as groups
from members.roles import selectors as roles
from members.roles.catalogue import Role

if TYPE_CHECKING:
    from members.accounts.models import User
    from members.groups.models import StaffGroup
    from members.organisations.models import Municipality

# Whoever meets citizens: by the words of the positions, in any department.
CONTACT = "Bürgerkontakt"
CONTACT_WORDS = "Bürgerservice, Standesamt, Wohngeld, Ordnungsdienst"
BUNDLE = "Start im Bürgerkontakt"
PROOF = "Erste Hilfe"
TERMS = {
    "legal_basis": "Dienstanweisung Bürgerkontakt, Abschnitt 2 (Demo)",
    "due_start": "assignment",
    "due_amount": 60,
    "due_unit": "days",
}


def add_groups(town: "Municipality") -> None:
    """Define a group by a rule, and give it several things together.

    In the town whose human resources have a sign-in; a town without staff of these positions has
    the group only.
    """
    personnel = roles.holders(Role.HR_MANAGER, municipality=town).first()
    if personnel is None:
        return
    group = groups.define(
        municipality=town, name=CONTACT, by=personnel, position_words=CONTACT_WORDS
    )
    _assign(town, group, personnel)


def _assign(town: "Municipality", group: "StaffGroup", personnel: "User") -> None:
    """Assign a learning path and a proof to the group, and tell its members."""
    choice = Choice(
        municipality=town,
        things=things_of([], pathways.published_versions()[:1], [PROOF]),
        sets={"departments": [], "positions": [], "groups": [group], "people": []},
        terms=dict(TERMS),
        title=BUNDLE,
    )
    plan = Plan(choice, personnel)
    if plan.gets:
        bundle = bundles.assign_together(choice=choice, stamp=plan.stamp, by=personnel)
        bundles.tell_now(bundle=bundle)
        bundles.tell(reference=bundle.reference)
