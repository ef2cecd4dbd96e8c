"""Lists of paths with somebody's progress: the page of all paths, the start page."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from courses.pathways import selectors
from courses.pathways.models import PathVersion
from courses.pathways.plans import courses_of
from courses.pathways.walking import GroupView, Known, walk
from courses.pathways.words import progress_words, rule_words

if TYPE_CHECKING:
    from members.people.models import Person


@dataclass(frozen=True, slots=True)
class Entry:
    """A path in a list; without progress where it has not been begun."""

    title: str
    promise: str
    provider: str
    href: str
    rule: str
    courses: int
    progress: str = ""
    done: int = 0
    need: int = 0
    is_complete: bool = False

    @property
    def has_begun(self) -> bool:
        """Tell whether the person walks this path."""
        return bool(self.progress)


def entries(person: "Person | None") -> list[Entry]:
    """Return all published paths, those begun first; the queries do not depend on their number."""
    begun = {one.path_id: one.version for one in selectors.journeys_of(person)} if person else {}
    others = [one for one in selectors.published_versions() if one.path_id not in begun]
    return [*_begun_entries(person, list(begun.values())), *map(_entry, others)]


def entries_for_start_page(person: "Person") -> list[Entry]:
    """Return the paths a person walks and has not completed, the one begun last first."""
    versions = [one.version for one in selectors.journeys_of(person)]
    return [one for one in _begun_entries(person, versions) if not one.is_complete]


def _begun_entries(person: "Person | None", versions: list[PathVersion]) -> list[Entry]:
    if not versions:
        return []
    known = selectors.known_of(person)
    ids = {course for version in versions for course in courses_of(version.group)}
    required = selectors.requires(ids)
    return [_with_progress(version, known, required) for version in versions]


def _with_progress(version: PathVersion, known: Known, required: dict[int, list[int]]) -> Entry:
    return _entry(version, walk(version.group, known, required))


def _entry(version: PathVersion, view: GroupView | None = None) -> Entry:
    group, provider = version.group, version.path.provider
    return Entry(
        title=version.title,
        promise=version.promise,
        provider=provider.short_name if provider else _("Office of the cooperative"),
        href=reverse("pathways:path", args=[version.path.slug]),
        rule=rule_words(group.rule, group.need, len(group.items)),
        courses=len(courses_of(group)),
        progress=progress_words(view) if view else "",
        done=view.done if view else 0,
        need=view.need if view else 0,
        is_complete=bool(view and view.is_complete),
    )
