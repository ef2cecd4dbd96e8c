"""Who may take an offer: everybody, or some municipalities. The one rule, for one and for lists.

Booking asks it of an offer; catalogue, counts, choosers, paths, feed and sitemap ask it for the
courses that somebody does not find. A limited offer exists for those it is open to and nobody
else, visitors included; only the page of the course stays, and says so.
"""

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, Q, QuerySet
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from campus.kit.prepared import Prepared
from courses.catalogue import selectors as catalogue
from courses.enrolment.models import MunicipalityGroup, Offer
from members.organisations import selectors as organisations
from members.people import selectors as people
from members.roles import selectors as roles
from members.roles.catalogue import Role

if TYPE_CHECKING:
    import datetime as dt

    from django.contrib.auth.models import AnonymousUser

    from courses.catalogue.models import CoursePage
    from members.accounts.models import User
    from members.organisations.models import Municipality
    from members.people.models import Person

CACHE_NAME = "_kc_closed_courses"
# Whether anything is limited at all: read along with the account, so that pages ask nothing more.
ANY_LIMITED = "_kc_any_limited"


def has_rule(group: MunicipalityGroup) -> bool:
    """Tell whether anybody belongs to a group without being named."""
    numbers = (group.population_from, group.population_to)
    return bool(group.land) or any(number is not None for number in numbers)


def members_among(
    group: MunicipalityGroup, towns: "Iterable[Municipality]"
) -> "list[Municipality]":
    """Return which of the municipalities belong to a group: the one rule of all groups."""
    named = {town.pk for town in group.municipalities.all()}
    low, high = group.population_from or 0, group.population_to
    return [
        town
        for town in towns
        if town.pk in named
        or (
            has_rule(group)
            and (not group.land or town.land == group.land)
            and low <= town.population
            and (high is None or town.population <= high)
        )
    ]


def open_offers(towns: "Iterable[Municipality]") -> QuerySet[Offer]:
    """Return the offers that the staff of at least one of the municipalities may take."""
    held = list(towns)
    if not held:
        return Offer.objects.filter(is_limited=False)
    fitting = [group.pk for group in _groups_with_names() if members_among(group, held)]
    named = [town.pk for town in held]
    may = Q(is_limited=False) | Q(municipalities__in=named) | Q(groups__in=fitting)
    return Offer.objects.filter(may)


def _groups_with_names() -> QuerySet[MunicipalityGroup]:
    return groups().prefetch_related("municipalities")


def is_open_to(offer: Offer, town: "Municipality") -> bool:
    """Tell whether the staff of a municipality may take an offer."""
    return not offer.is_limited or open_offers([town]).filter(pk=offer.pk).exists()


@Prepared
def _limited() -> QuerySet[Offer, Any]:
    rows = Offer.objects.filter(active=True, is_limited=True).order_by("pk")
    return rows.values_list("course_id", "course__module__provider_id")


def closed_courses(
    towns: "Iterable[Municipality]", *, providers: Collection[int] = ()
) -> frozenset[int]:
    """Return the courses that are offered to others only; one query where nothing is limited.

    Who works for one of the providers finds its courses all the same.
    """
    limited = dict(_limited())
    if not limited:
        return frozenset()
    may = open_offers(towns).filter(active=True, course__in=limited).order_by()
    found = set(may.values_list("course_id", flat=True))
    return frozenset(
        course
        for course, provider in limited.items()
        if course not in found and provider not in providers
    )


def closed_for(user: "User | AnonymousUser") -> frozenset[int]:
    """Return the courses that are offered to others than the user; read once per user object.

    The office finds every course, human resources those of the municipalities they work for.
    """
    known: frozenset[int] | None = getattr(user, CACHE_NAME, None)
    if known is None:
        known = _closed_for(user)
        setattr(user, CACHE_NAME, known)
    return known


def any_limited(day: "dt.date") -> Exists:
    """Return whether some course is offered to some municipalities only."""
    return Exists(Offer.objects.filter(active=True, is_limited=True).order_by())


def _closed_for(user: "User | AnonymousUser") -> frozenset[int]:
    if not getattr(user, ANY_LIMITED, True):
        return frozenset()
    held = roles.held_roles(user)
    if any(one.role == Role.OFFICE for one in held):
        return frozenset()
    closed = closed_courses([], providers={one.provider_id for one in held if one.provider_id})
    person = people.person_of(user) if closed else None
    towns = {one.municipality_id for one in held if one.municipality_id}
    if not closed or (person is None and not towns):
        return closed
    employers = people.employers_of(person) if person else []
    of_roles = organisations.municipalities().filter(pk__in=towns) if towns else ()
    return closed & closed_courses([*of_roles, *employers])


def closed_for_person(person: "Person | None") -> frozenset[int]:
    """Return the courses that are offered to others than the employers of a person."""
    return closed_courses(people.employers_of(person) if person else [])


def bookable_courses(town: "Municipality") -> "QuerySet[CoursePage]":
    """Return the published courses that the staff of a municipality may book, by title."""
    return catalogue.bookable_courses(town).exclude(pk__in=closed_courses([town]))


def members_of(group: MunicipalityGroup) -> "list[Municipality]":
    """Return the municipalities of a group as of now, by name."""
    return members_among(group, organisations.municipalities())


def rule_in_words(group: MunicipalityGroup) -> str:
    """Return the rule of a group, "" where all are named."""
    parts = [organisations.lands().get(group.land, "")]
    if group.population_from is not None:
        parts.append(_("from %(n)s inhabitants on") % {"n": _number(group.population_from)})
    if group.population_to is not None:
        parts.append(_("up to %(n)s inhabitants") % {"n": _number(group.population_to)})
    return ", ".join(part for part in parts if part)


def _number(number: int) -> str:
    return number_format(number, force_grouping=True)


def size_of(groups: "Iterable[MunicipalityGroup]", towns: "Iterable[Municipality]") -> int:
    """Return how many municipalities belong to a circle as of now, each counted once."""
    found = {town.pk for town in towns}
    everybody = list(organisations.municipalities())
    for group in groups:
        found |= {town.pk for town in members_among(group, everybody)}
    return len(found)


def groups() -> QuerySet[MunicipalityGroup]:
    """Return all groups by name."""
    return MunicipalityGroup.objects.order_by("name")
