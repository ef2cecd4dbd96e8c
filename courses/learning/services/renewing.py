"""The first test of a renewal, and the part of it that is asked again."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from courses.learning.activities import item_activity, learner_of
from courses.learning.errors import LearnFirst
from courses.learning.fold import counted
from courses.learning.models import Attempt, Progress
from courses.learning.plans import plan_of
from courses.learning.renewals import Verdict, judge, kept_questions, reached_goals
from courses.learning.services.limits import attempts_left
from courses.learning.statements import build, with_id
from courses.learning.vocabulary import RENEWAL, TESTED_OUT, WAIVING_REASON
from courses.modules import questions as grading
from courses.modules import selectors as modules
from courses.modules.goals import Proving, changed_since, proving
from courses.modules.papers import Paper, paper_of
from courses.xapi.vocabulary import WAIVED

if TYPE_CHECKING:
    from courses.enrolment.models import Enrolment
    from courses.modules.models import ModuleVersion
    from courses.modules.questions import Result

FIRST = 1


def may_begin_with_test(enrolment: "Enrolment") -> Proving | None:
    """Return what the test of a renewal proves; None where everything is to be learnt."""
    if enrolment.earlier_version is None:
        return None
    found = proving(enrolment.version)
    return found if found.is_possible else None


def verdict_on(
    enrolment: "Enrolment", progress: Progress, attempt: Attempt, result: "Result"
) -> Verdict | None:
    """Return what the first test of a renewal proves; None for every other attempt.

    On the last attempt the test's own pass mark decides: nobody is worse off for having tried.
    """
    earlier = enrolment.earlier_version
    if earlier is None or attempt.number != FIRST:
        return None
    version = attempt.version or enrolment.version
    known, paper = proving(version), paper_of(version, attempt.item_key)
    if not known.is_possible or known.test != attempt.item_key or paper is None:
        return None
    enough = has_enough(result, paper)
    verdict = judge(
        known.goals,
        reached_goals(known.goals, result.per_question, paper.pass_percent),
        enough=enough,
        changed=changed_since(earlier, version),
        done=_done(progress),
    )
    is_last = attempts_left(enrolment, paper, used=attempt.number) == 0
    return replace(verdict, passed=True) if enough and is_last else verdict


def has_enough(result: "Result", paper: Paper) -> bool:
    """Tell whether the whole of a test brought its pass mark."""
    return result.scaled * 100 >= paper.pass_percent


def _done(progress: Progress) -> set[Any]:
    rows = progress.items.filter(completed_at__isnull=False)
    return set(rows.values_list("item_key", flat=True))


def waivers(
    enrolment: "Enrolment", attempt: Attempt, verdict: Verdict, at: Any
) -> list[dict[str, Any]]:
    """Return a statement for each step that the test has proven, as cmi5 words it."""
    version, learner = attempt.version or enrolment.version, learner_of(enrolment)
    result = {
        "completion": True,
        "success": True,
        "extensions": {WAIVING_REASON: TESTED_OUT},
    }
    steps = [one for unit in modules.outline(version) for one in unit.items]
    return [
        with_id(
            build(
                learner,
                WAIVED,
                item_activity(enrolment, step),
                at,
                result=result,
                attempt=attempt.pk,
            ),
            f"{enrolment.registration}/{step.key}/{attempt.pk}/waived",
        )
        for step in steps
        if step.key in verdict.waived
    ]


def described(
    statement: dict[str, Any], enrolment: "Enrolment", attempt: Attempt, verdict: Verdict
) -> dict[str, Any]:
    """Return the statement of a test with what it proved for a renewal, and in which edition."""
    version: ModuleVersion = attempt.version or enrolment.version
    earlier = enrolment.earlier_version
    extensions = statement.setdefault("context", {}).setdefault("extensions", {})
    extensions[RENEWAL] = {
        "earlier": earlier.number if earlier else None,
        "version": version.number,
        "reached": sorted(verdict.reached),
        "missed": sorted(verdict.missed),
    }
    return statement


def refuse_before_learning(enrolment: "Enrolment", progress: Progress, last: Attempt) -> None:
    """Raise LearnFirst where the first test has shown what is to be learnt before the next one."""
    if last.passed is not False or not _is_the_test(enrolment, last):
        return
    left = missing(enrolment, _done(progress), last)
    if left:
        raise LearnFirst(count=len(left))


def missing(enrolment: "Enrolment", done: Any, last: Attempt) -> list[Any]:
    """Return the steps that are to be learnt before the test is taken again."""
    needed = counted(plan_of(enrolment.version).items)
    return [one.key for one in needed if one.key not in done and one.key != last.item_key]


def _is_the_test(enrolment: "Enrolment", last: Attempt) -> bool:
    known = may_begin_with_test(enrolment)
    return known is not None and known.test == last.item_key


def ask_the_rest(attempt: Attempt, last: Attempt, enrolment: "Enrolment", paper: Paper) -> None:
    """Ask again only about the chapters that were missed; what was proven counts as answered.

    In another edition the questions are others: then the whole test is asked.
    """
    known = may_begin_with_test(enrolment)
    before = last.version or enrolment.version
    if last.passed is not False or known is None or known.test != paper.key:
        return
    asked = paper.asked(last.asked)
    if before.number != enrolment.version.number or not asked:
        return
    result = grading.grade(asked, last.answers)
    reached = reached_goals(known.goals, result.per_question, paper.pass_percent)
    kept = kept_questions([one.id for one in asked], known.goals, reached)
    if not kept or len(kept) == len(asked):
        return
    attempt.asked = [one.id for one in asked]
    attempt.kept = kept
    attempt.answers = {name: last.answers[name] for name in kept if name in last.answers}
