"""Reads of a municipality's choice of courses."""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.db.models import FilteredRelation, OuterRef, Q, QuerySet

from campus.kit import dates
from campus.kit.prepared import Prepared
from courses.catalogue import selectors as catalogue
from courses.catalogue.presenting import card_of
from courses.enrolment import selectors as enrolments
from courses.portal.landing.choice import Choice, Row, joined
from courses.portal.models import ChosenCourse, KeptPicture, LandingPage
from members.people import selectors as people
from members.roles import selectors as roles
from members.roles.catalogue import Role

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from courses.catalogue.models import CoursePage
    from members.accounts.models import User
    from members.organisations.models import Municipality

CACHE_NAME = "_kc_choice_of_courses"
Place = ChosenCourse.Place
SHOWN = (Place.PINNED, Place.CHOSEN)


def choice_of(user: "User | AnonymousUser") -> Choice:
    """Return what the employers of a person say of courses; read once per user object."""
    known: Choice | None = getattr(user, CACHE_NAME, None)
    if known is None:
        known = _read(user)
        setattr(user, CACHE_NAME, known)
    return known


def _read(user: "User | AnonymousUser") -> Choice:
    person = people.person_of(user)
    found = _of_employers(person.pk, dates.today()) if person else []
    rows: list[Row] = [(town, course, place, said) for town, course, place, said, _ in found]
    # Without any course of their own there is nothing to ask for on each page.
    idle = {town for town, *_, teaches in found if not teaches}
    managed = {
        one.municipality_id
        for one in roles.held_roles(user)
        if one.role == Role.HR_MANAGER and one.municipality_id
    }
    elsewhere = managed - {town for town, *_ in rows}
    if elsewhere:
        rows += _of_towns(elsewhere)
    choice = joined(rows, managed)
    return replace(choice, towns=choice.towns - idle)


@Prepared
def _of_employers(person_id: int, day: dt.date) -> QuerySet[Any, Any]:
    told = Q(municipality__landing_page__choices__place=Place.HIDDEN) | Q(
        municipality__landing_page__choices__words__gt=""
    )
    own = FilteredRelation("municipality__landing_page__choices", condition=told)
    teaches = catalogue.teaches_own_staff(OuterRef("municipality"))
    jobs = people.jobs_on(day).filter(person_id=person_id).annotate(own=own, teaches=teaches)
    return jobs.order_by("valid_from", "pk", "own__pk").values_list(
        "municipality_id", "own__course_id", "own__place", "own__words", "teaches"
    )


def _of_towns(towns: Iterable[int]) -> list[Row]:
    told = ChosenCourse.objects.filter(
        Q(place=Place.HIDDEN) | Q(words__gt=""), page__municipality__in=list(towns)
    )
    return list(told.values_list("page__municipality_id", "course_id", "place", "words"))


def hidden_by_employer(user: "User | AnonymousUser") -> frozenset[int]:
    """Return the courses that no list shows to a person, since every employer hides them."""
    return choice_of(user).hidden if user.is_authenticated else frozenset()


def hidden_in_town(town_id: int) -> frozenset[int]:
    """Return the courses that a municipality hides from its staff."""
    hidden = ChosenCourse.objects.filter(place=Place.HIDDEN, page__municipality=town_id)
    return frozenset(hidden.order_by().values_list("course_id", flat=True))


def own_towns(user: "User | AnonymousUser") -> frozenset[int]:
    """Return the municipalities whose own courses somebody finds."""
    return choice_of(user).towns


@dataclass(frozen=True, slots=True)
class Arranged:
    """A course in its place on the page of a municipality."""

    course_id: int
    title: str
    place: str
    words: str


def arranged_courses(page: LandingPage) -> list[Arranged]:
    """Return the courses that stand on the page: pinned ones first, each group in its order."""
    rows = ChosenCourse.objects.filter(page=page, place__in=SHOWN).order_by(
        "-place", "position", "pk"
    )
    facts = rows.values_list("course_id", "course__title", "place", "words")
    return [Arranged(*row) for row in facts]


def cards_of(
    rows: Iterable[Arranged], *, with_words: bool, hidden: Collection[int] = ()
) -> dict[str, list[dict[str, Any]]]:
    """Return the cards of arranged courses by their place; own words are for the staff only."""
    held = catalogue.shelf_now().by_course
    cards: dict[str, list[dict[str, Any]]] = {place.value: [] for place in SHOWN}
    for row in rows:
        if row.course_id in held and row.course_id not in hidden:
            note = row.words if with_words else ""
            cards[row.place].append({**card_of(held[row.course_id]), "note": note})
    return cards


def places_of(municipality: "Municipality") -> dict[int, ChosenCourse]:
    """Return what a municipality has decided on courses, by course."""
    rows = ChosenCourse.objects.filter(page__municipality=municipality)
    return {row.course_id: row for row in rows}


def choosable_courses(
    municipality: "Municipality", words: str, place: str
) -> "QuerySet[CoursePage]":
    """Return the courses that a municipality decides on, by title, narrowed down."""
    courses = enrolments.bookable_courses(municipality).filter(only_for=None)
    if words:
        courses = courses.filter(title__icontains=words)
    mine = ChosenCourse.objects.filter(page__municipality=municipality)
    if place == Place.LISTED:
        return courses.exclude(pk__in=mine.exclude(place=Place.LISTED).values("course"))
    return courses.filter(pk__in=mine.filter(place=place).values("course")) if place else courses


def kept_picture(municipality: "Municipality", kind: str, key: Any) -> KeptPicture | None:
    """Return a picture that was uploaded into the municipality's own form."""
    if not str(key or "").isdecimal() or len(str(key)) > 18:
        return None
    return KeptPicture.objects.filter(municipality=municipality, kind=kind, pk=int(key)).first()


def works_here(user: "User | AnonymousUser", municipality: "Municipality") -> bool:
    """Tell whether somebody belongs to the staff of a municipality, or arranges its page."""
    person = people.person_of(user)
    has_job = person is not None and people.current_employment(person, municipality=municipality)
    return bool(has_job) or roles.has_role(user, Role.HR_MANAGER, municipality=municipality)
