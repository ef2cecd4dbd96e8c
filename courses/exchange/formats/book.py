"""A module as the formats read it: its plain values, the words around them, its files; pure.

The plain values are those of `courses.modules.content_export`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

from courses.modules import questions

LICENCES = {
    "CC0-1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
    "CC-BY-4.0": "https://creativecommons.org/licenses/by/4.0/",
    "CC-BY-SA-4.0": "https://creativecommons.org/licenses/by-sa/4.0/",
    "CC-BY-ND-4.0": "https://creativecommons.org/licenses/by-nd/4.0/",
    "CC-BY-NC-4.0": "https://creativecommons.org/licenses/by-nc/4.0/",
    "CC-BY-NC-SA-4.0": "https://creativecommons.org/licenses/by-nc-sa/4.0/",
    "CC-BY-NC-ND-4.0": "https://creativecommons.org/licenses/by-nc-nd/4.0/",
}
PROPRIETARY = "proprietary"
QUIZ = "quiz"


def licence_address(licence: str) -> str:
    """Return the address of a licence by its SPDX identifier; "" for one that has none here."""
    return LICENCES.get(licence.strip(), "")


@dataclass(frozen=True)
class Step:
    """A lesson or test at its place in the module."""

    number: int
    chapter: str
    values: Mapping[str, Any]

    @property
    def key(self) -> str:
        """Return what names the step for good."""
        return str(self.values["key"])

    @property
    def title(self) -> str:
        """Return the title."""
        return str(self.values["title"])

    @property
    def is_test(self) -> bool:
        """Tell whether it is a test."""
        return bool(self.values["kind"] == QUIZ)

    @property
    def is_graded(self) -> bool:
        """Tell whether it has to be passed."""
        return self.is_test and bool(self.values["graded"])

    @cached_property
    def groups(self) -> list[questions.Group]:
        """Return the questions in their pools."""
        return questions.parse_groups(self.values["body"])

    @property
    def points(self) -> int:
        """Return what an attempt is worth: of each pool only those questions that are drawn."""
        return sum(
            question.points for group in self.groups for question in group.questions[: group.size]
        )


@dataclass(frozen=True)
class Book:
    """A module with the words around it in its own language."""

    content: Mapping[str, Any]
    words: Mapping[str, str]

    @property
    def course(self) -> Mapping[str, Any]:
        """Return what the course page says."""
        course: Mapping[str, Any] = self.content["course"]
        return course

    @property
    def title(self) -> str:
        """Return the title of the module."""
        return str(self.course["title"])

    @property
    def language(self) -> str:
        """Return the language of the module."""
        return str(self.course.get("language") or "de")

    @property
    def address(self) -> str:
        """Return where the module can be found on the platform; it names the module for good."""
        return str(self.content["address"])

    @property
    def provider(self) -> str:
        """Return who has written it."""
        return str(self.content["provider"]["name"])

    @property
    def licence(self) -> str:
        """Return the licence as it was written down."""
        return str(self.course["licence"])

    @property
    def edition(self) -> str:
        """Return the number of the version, with its correction where there is one."""
        version = self.content["version"]
        mark = f".{version['correction']}" if version["correction"] else ""
        return f"{version['number']}{mark}"

    @cached_property
    def steps(self) -> list[Step]:
        """Return all steps in order."""
        return list(self._steps())

    def _steps(self) -> Iterator[Step]:
        number = 0
        for chapter in self.content["chapters"]:
            for values in chapter["items"]:
                number += 1
                yield Step(number, str(chapter["title"]), values)

    @property
    def graded(self) -> list[Step]:
        """Return the graded tests that count."""
        return [step for step in self.steps if step.is_graded and step.values["required"]]

    @property
    def pass_share(self) -> Fraction | None:
        """Return the share of all points with which whoever passed each test has passed at least.

        None where there is no graded test.
        """
        points = sum(step.points for step in self.graded)
        needed = sum(step.points * int(step.values["pass_percent"]) for step in self.graded)
        return Fraction(needed, points * 100) if points else None

    def file(self, place: str) -> Mapping[str, Any]:
        """Return what is known about a file."""
        about: Mapping[str, Any] = self.content["files"].get(place, {})
        return about
