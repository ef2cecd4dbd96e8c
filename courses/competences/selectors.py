"""Reads of frameworks and of a person's own assessments. Nothing here is asked for anybody else.

Human resources have no way to this room: no selector takes a municipality or a list of people.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from courses.catalogue import selectors as catalogue
from courses.competences.content import (
    FRAMEWORK,
    ROLES,
    RoleModel,
    parse_framework,
    parse_roles,
)
from courses.competences.content import Framework as Contents
from courses.competences.gaps import Gap, gaps
from courses.competences.models import Assessment, Framework
from courses.competences.recommending import Candidate, Recommendation, recommend
from courses.enrolment import selectors as enrolments
from courses.pathways import selectors as pathways

if TYPE_CHECKING:
    from members.people.models import Person

ORDER = {"basic": 0, "intermediate": 1, "advanced": 2}


def frameworks() -> QuerySet[Framework]:
    """Return the frameworks to choose from, the newest version first."""
    return Framework.objects.filter(kind=FRAMEWORK).order_by("slug", "-version")


def current_roles() -> Framework | None:
    """Return the newest role model."""
    return Framework.objects.filter(kind=ROLES).order_by("-published_at", "-version").first()


def contents(framework: Framework) -> Contents:
    """Return what a framework says; read once, since a version never changes."""
    return _contents(framework.pk, framework.digest)


@lru_cache(maxsize=16)
def _contents(pk: int, digest: str) -> Contents:
    return parse_framework(Framework.objects.values_list("content", flat=True).get(pk=pk))


def role_model(roles: Framework) -> RoleModel:
    """Return the roles of a model; read once."""
    return _role_model(roles.pk, roles.digest)


@lru_cache(maxsize=16)
def _role_model(pk: int, digest: str) -> RoleModel:
    return parse_roles(Framework.objects.values_list("content", flat=True).get(pk=pk))


def assessments_of(person: "Person") -> QuerySet[Assessment]:
    """Return a person's assessments, newest first."""
    rows = Assessment.objects.filter(person=person).select_related("framework", "roles")
    return rows.defer("framework__content", "roles__content")


def targets(assessment: Assessment) -> dict[str, int]:
    """Return the level that the chosen role asks for, by code in the order of the framework."""
    held, model = contents(assessment.framework), role_model(assessment.roles)
    role = model.role(assessment.role)
    if role is None:
        return {}
    levels = len(held.levels)
    return {code: role.target(code, scale=model.scale, levels=levels) for code in held.codes}


@dataclass(frozen=True, slots=True)
class Result:
    """An assessment against its target, with the courses that lead there."""

    gaps: list[Gap]
    total: int
    recommended: Recommendation


def result_of(assessment: Assessment) -> Result:
    """Return gaps and recommendation; two queries however many courses there are."""
    found = gaps(assessment.answers, targets(assessment))
    held = contents(assessment.framework)
    sizes = {gap.code: gap.size for gap in found}
    return Result(
        found, len(held.codes), recommend(sizes, _candidates(held.courses, assessment.person))
    )


def _candidates(framework: str, person: "Person") -> list[Candidate]:
    """Return the published courses that a person can book, with their codes of a framework."""
    bookable = set(enrolments.offers_open_to(person)) - pathways.withheld_from(person)
    rows = catalogue.published_courses().filter(competences__framework=framework).order_by("pk")
    codes: dict[tuple[int, str, str], set[str]] = {}
    for pk, title, level, code in rows.values_list("pk", "title", "level", "competences__code"):
        if pk in bookable:
            codes.setdefault((pk, title, level), set()).add(code)
    return [
        Candidate(pk, frozenset(found), ORDER.get(level, 0), title)
        for (pk, title, level), found in codes.items()
    ]
