"""What a form has sent: answers by question, and with which answers the form began; pure."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from courses.modules.questions.base import Question
from courses.modules.questions.sheets import BASE_PREFIX, PREFIX, fingerprint


@dataclass(frozen=True, slots=True)
class Sent:
    """Answers as they came in. `bases` holds the fingerprints of what the form showed at first."""

    answers: Mapping[str, list[str]]
    bases: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Merged:
    """The answers after a form was taken in, and what was odd about it."""

    answers: dict[str, list[str]]
    changed_elsewhere: bool = False
    has_foreign: bool = False


def read_sent(names: Iterable[str], values: Callable[[str], list[str]]) -> Sent:
    """Return the answers of a form, given its names and a way to get a name's values.

    A question of which nothing is ticked is named by an empty field, so that it can be cleared.
    """
    answers: dict[str, list[str]] = {}
    bases: dict[str, str] = {}
    for name in names:
        if name.startswith(BASE_PREFIX):
            bases[name.removeprefix(BASE_PREFIX)] = "".join(values(name)[:1])
        elif name.startswith(PREFIX):
            question, mark, part = name.removeprefix(PREFIX).partition(".")
            entries = answers.setdefault(question, [])
            entries += [f"{part}{':' if mark else ''}{value}" for value in values(name) if value]
    return Sent(answers, bases)


def merge(questions: Iterable[Question], stored: Mapping[str, list[str]], sent: Sent) -> Merged:
    """Take a form into the stored answers, question by question.

    What the form shows as it began with is left as it is stored: it may have been changed in
    another window since. What was changed in this window is taken over; the last word counts.
    What cannot come from the test's own fields is left out.
    """
    asked = {question.id: question for question in questions}
    answers = dict(stored)
    elsewhere, foreign = False, any(name not in asked for name in sent.answers)
    for name, entries in sent.answers.items():
        question = asked.get(name)
        if question is None:
            continue
        foreign |= not all(question.accepts(entry) for entry in entries)
        answer, base = question.clean(entries), sent.bases.get(name)
        elsewhere |= base is not None and base != fingerprint(stored.get(name, ()))
        if base is None or fingerprint(answer) != base:
            answers[name] = answer
    return Merged(answers, elsewhere, foreign)
