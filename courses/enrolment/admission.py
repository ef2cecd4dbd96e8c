"""Admission: what higher rooms demand before somebody takes a seat or asks for one."""

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from courses.catalogue.models import CoursePage
    from members.people.models import Person

AdmissionRule = Callable[["Person", "CoursePage"], None]
_rules: list[AdmissionRule] = []


def register_admission_rule(rule: AdmissionRule) -> AdmissionRule:
    """Have `rule(person, course)` checked before somebody chooses a course; call it in ready().

    The rule raises NotYetAdmitted and must not write. Seats that human resources assign are not
    asked about: who orders a training answers for its order.
    """
    if rule not in _rules:
        _rules.append(rule)
    return rule


def check_admission(person: "Person", course: "CoursePage") -> None:
    """Raise unless all registered rules let the person choose the course."""
    for rule in _rules:
        rule(person, course)
