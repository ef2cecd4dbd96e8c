"""Frameworks and role models as values, read from their data files; pure.

Every name comes in German and English; which one is shown is decided where it is shown.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

FRAMEWORK, ROLES = "framework", "roles"
NOT_YET = 0


@dataclass(frozen=True, slots=True)
class Name:
    """A text in two languages."""

    de: str
    en: str

    def in_language(self, language: str) -> str:
        """Return the text; German unless English is asked for."""
        return self.en if language.startswith("en") else self.de


@dataclass(frozen=True, slots=True)
class Competence:
    """One competence, with a sentence on what it means in a town hall."""

    code: str
    name: Name
    hint: Name


@dataclass(frozen=True, slots=True)
class Area:
    """Competences that belong together: one page of the questionnaire."""

    code: str
    name: Name
    competences: tuple[Competence, ...]


@dataclass(frozen=True, slots=True)
class Framework:
    """A framework in one version. `courses` is the one whose codes course pages carry."""

    levels: tuple[Name, ...]
    areas: tuple[Area, ...]
    source: str
    licence: str
    courses: str

    @property
    def competences(self) -> tuple[Competence, ...]:
        """Return all competences in order."""
        return tuple(one for area in self.areas for one in area.competences)

    @property
    def codes(self) -> tuple[str, ...]:
        """Return all codes in order."""
        return tuple(one.code for one in self.competences)


@dataclass(frozen=True, slots=True)
class Role:
    """What a kind of work asks for, on the scale of its model."""

    slug: str
    name: Name
    usual: int
    targets: Mapping[str, int]

    def target(self, code: str, *, scale: int, levels: int) -> int:
        """Return the level asked for, converted to a framework with so many levels, rounded up."""
        asked = self.targets.get(code, self.usual)
        return -(-asked * levels // scale)


@dataclass(frozen=True, slots=True)
class RoleModel:
    """Roles in one version."""

    scale: int
    roles: tuple[Role, ...]
    source: str

    def role(self, slug: str) -> Role | None:
        """Return the role of this name."""
        return next((one for one in self.roles if one.slug == slug), None)


def parse_framework(data: Mapping[str, Any]) -> Framework:
    """Return the framework behind its stored content."""
    return Framework(
        levels=tuple(_name(level) for level in data["levels"]),
        areas=tuple(
            Area(str(area["code"]), _name(area), tuple(_competence(c) for c in area["competences"]))
            for area in data["areas"]
        ),
        source=data["source"],
        licence=data["licence"],
        courses=data["courses"],
    )


def parse_roles(data: Mapping[str, Any]) -> RoleModel:
    """Return the role model behind its stored content."""
    return RoleModel(
        scale=int(data["scale"]),
        roles=tuple(
            Role(row["slug"], _name(row), int(row["usual"]), row["targets"])
            for row in data["roles"]
        ),
        source=data["source"],
    )


def digest(content: Mapping[str, Any]) -> str:
    """Return what tells two contents apart."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _competence(row: Mapping[str, str]) -> Competence:
    return Competence(str(row["code"]), _name(row), Name(row["hint_de"], row["hint_en"]))


def _name(row: Mapping[str, Any]) -> Name:
    return Name(row["de"], row["en"])
