"""What a change would mean, in words, for the pages of human resources."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from campus.kit import dates
from courses.assignments import rules, selectors
from courses.moves.differing import total
from courses.moves.selectors import Town
from members.groups.matching import JobFacts
from members.people import selectors as people
from members.people.consequences import Consequence, Effect, Move

if TYPE_CHECKING:
    from courses.assignments.models import Obligation
    from members.accounts.models import User
    from members.organisations.models import Municipality
    from members.people.models import Employment

Posts = Mapping[int, tuple[tuple[int | None, str], ...]]


def foretell(user: "User", employment: "Employment", move: Move) -> list[Consequence]:
    """Return what ends, begins and stays for somebody; only for who may see the obligations.

    Names of obligations and deadlines are said, and nothing of how somebody stands.
    """
    municipality = employment.municipality
    if not rules.visible_staff(user, municipality).filter(pk=employment.pk).exists():
        return []
    town = Town(municipality)
    facts = _facts_of(move, employment.valid_from, _posts_today([move]))
    found = town.differences([(employment.pk, facts)], foresee=True)[employment.pk]
    back = selectors.archived_in(town.obligations, employment.pk)
    named = town.obligations
    return [
        *(
            Consequence(Effect.ENDS, named[key].name, _("What is proven stays."))
            for key in found.ends
        ),
        *(
            Consequence(Effect.BEGINS, named[key].name, _begin(named[key], employment, key in back))
            for key in found.begins
        ),
        *(Consequence(Effect.STAYS, named[key].name) for key in found.stays),
    ]


def _begin(obligation: "Obligation", job: "Employment", is_back: bool) -> str:
    """Return with what deadline something begins."""
    if is_back:
        return _("Comes back with what is proven.")
    day = date_format(selectors.first_deadline(obligation, job, dates.today()), "SHORT_DATE_FORMAT")
    return _("Due on %(day)s.") % {"day": day}


def in_sum(municipality: "Municipality", moves: Sequence[Move]) -> list[str]:
    """Return what many changes mean together."""
    town = Town(municipality)
    if not town.obligations:
        return []
    found = total(town.differences(jobs_to_be(municipality, moves), foresee=True).values())
    if not found.people:
        return [_("No obligation begins or ends by these changes.")]
    begins = ngettext("%(n)d obligation begins", "%(n)d obligations begin", found.begins)
    ends = ngettext("%(n)d ends", "%(n)d end", found.ends)
    whom = ngettext("for %(n)d person", "for %(n)d people", found.people)
    parts = (begins % {"n": found.begins}, ends % {"n": found.ends}, whom % {"n": found.people})
    return [
        _("%(begins)s and %(ends)s, %(whom)s. What is proven stays.")
        % dict(zip(("begins", "ends", "whom"), parts, strict=True))
    ]


def jobs_to_be(
    municipality: "Municipality", moves: Sequence[Move]
) -> "list[tuple[int, JobFacts | None]]":
    """Return each job as it would be, None where it ends."""
    known = people.all_staff_of(municipality).filter(pk__in=[move.employment_id for move in moves])
    begun = dict(known.values_list("pk", "valid_from"))
    return list(_facts(moves, begun, _posts_today(moves)))


def _posts_today(moves: Sequence[Move]) -> Posts:
    """Return the further posts of the jobs whose posts stay as they are: one query."""
    staying = [move.employment_id for move in moves if move.further is None]
    return people.further_posts(staying, dates.today()) if staying else {}


def _facts_of(move: Move, begins_on: dt.date, posts: Posts) -> JobFacts:
    """Return a job as it would be; a further post in what becomes the main department ends."""
    key = move.employment_id
    further = posts.get(key, ()) if move.further is None else move.further
    others = tuple(place for place in further if place[0] != move.department_id)
    return JobFacts(key, move.department_id, move.position, begins_on, others)


def _facts(
    moves: Sequence[Move], begun: Mapping[int, dt.date], posts: Posts
) -> "Iterator[tuple[int, JobFacts | None]]":
    """Yield each job as it would be, None where it ends; whoever is new has no job so far."""
    for move in moves:
        begins_on = move.begins_on or begun.get(move.employment_id)
        key = move.employment_id
        if move.leaves and begins_on:
            yield key, None
        elif begins_on:
            yield key, _facts_of(move, begins_on, posts)
