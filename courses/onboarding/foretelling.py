"""What plans would bring, in words, before an import or a change of department is written."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.moves.foretelling import jobs_to_be
from courses.onboarding import selectors
from members.people.consequences import Move

if TYPE_CHECKING:
    from courses.onboarding.models import Version
    from members.organisations.models import Municipality


def job_by_job(municipality: "Municipality", moves: Sequence[Move]) -> dict[int, list[str]]:
    """Return for each job which plans it would come into."""
    found: dict[int, list[str]] = {}
    for version, keys in _coming_in(municipality, moves):
        for key in keys:
            said = _("Gets the onboarding plan “%(name)s”.") % {"name": version.plan.name}
            found.setdefault(key, []).append(said)
    return found


def in_sum(municipality: "Municipality", moves: Sequence[Move]) -> list[str]:
    """Return how many come into which plan."""
    return [
        ngettext(
            "%(n)d person comes into the onboarding plan “%(name)s”.",
            "%(n)d people come into the onboarding plan “%(name)s”.",
            len(keys),
        )
        % {"n": len(keys), "name": version.plan.name}
        for version, keys in _coming_in(municipality, moves)
    ]


def _coming_in(
    municipality: "Municipality", moves: Sequence[Move]
) -> "list[tuple[Version, list[int]]]":
    jobs = [facts for _key, facts in jobs_to_be(municipality, moves) if facts is not None]
    return selectors.coming_in(municipality, jobs)
