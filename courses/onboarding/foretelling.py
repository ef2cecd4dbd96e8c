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


def told(
    municipality: "Municipality", moves: Sequence[Move]
) -> tuple[dict[int, list[str]], list[str]]:
    """Return for each job which plans it would come into, and how many come into which."""
    by_job: dict[int, list[str]] = {}
    together = []
    for version, keys in _coming_in(municipality, moves):
        for key in keys:
            said = _("Gets the onboarding plan “%(name)s”.") % {"name": version.plan.name}
            by_job.setdefault(key, []).append(said)
        together.append(_sum_of(version.plan.name, len(keys)))
    return by_job, together


def _sum_of(name: str, count: int) -> str:
    return ngettext(
        "%(n)d person comes into the onboarding plan “%(name)s”.",
        "%(n)d people come into the onboarding plan “%(name)s”.",
        count,
    ) % {"n": count, "name": name}


def _coming_in(
    municipality: "Municipality", moves: Sequence[Move]
) -> "list[tuple[Version, list[int]]]":
    jobs = [facts for _key, facts in jobs_to_be(municipality, moves) if facts is not None]
    return selectors.coming_in(municipality, jobs)
