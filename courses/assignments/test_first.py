"""Whether a renewal may begin with the test, and if not, why, in a sentence."""

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.modules import goals
from courses.modules import selectors as modules

if TYPE_CHECKING:
    from courses.catalogue.models import CoursePage
    from courses.modules.models import ModuleVersion

LACKS: dict[str, Promise] = {
    goals.NO_TEST: gettext_lazy(
        "“%(course)s” has no graded test that counts. Everybody learns the whole course again."
    ),
    goals.SEVERAL: gettext_lazy(
        "“%(course)s” has more than one graded step, so that no single test stands for all of it."
    ),
    goals.NOTHING: gettext_lazy(
        "“%(course)s” holds nothing besides the test that a test could prove."
    ),
    goals.UNCOVERED: gettext_lazy(
        "The provider of “%(course)s” has not assigned questions of the test to every chapter. "
        "There are none yet for: %(chapters)s. Please ask the provider, or leave this off."
    ),
}


NOTHING_RENEWED = gettext_lazy(
    "Only what is to be repeated is renewed. Say after how many months, too."
)


def why_not(course: "CoursePage | None", valid_months: int | None) -> str:
    """Return why a renewal cannot begin with the test; "" where it can."""
    if course is None:
        return _("Only a course has a test. For a proof from elsewhere leave this off.")
    if not valid_months:
        return str(NOTHING_RENEWED)
    return lack_of(course)


def lack_of(course: "CoursePage | None") -> str:
    """Return what the course lacks for that in its current version, "" for nothing."""
    if course is None:
        return ""
    return _lack(course, modules.current_version(course))


def lacks_in(courses: "Iterable[CoursePage]") -> dict[int, str]:
    """Return what each of these courses lacks, by key; the queries of the versions are shared."""
    rows = list(courses)
    versions = modules.current_versions([one.pk for one in rows]) if rows else {}
    return {one.pk: _lack(one, versions.get(one.pk)) for one in rows}


def _lack(course: "CoursePage", version: "ModuleVersion | None") -> str:
    known = goals.proving(version) if version else goals.Proving(lack=goals.NO_TEST)
    if known.is_possible:
        return ""
    facts = {"course": course.title, "chapters": ", ".join(known.uncovered)}
    return str(LACKS[known.lack]) % facts


def possible_in(course_ids: Collection[int]) -> set[int]:
    """Return in which of these courses a renewal may begin with the test."""
    versions = modules.current_versions(course_ids) if course_ids else {}
    return {key for key, version in versions.items() if goals.proving(version).is_possible}
