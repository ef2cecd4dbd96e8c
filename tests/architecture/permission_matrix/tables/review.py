"""Rows of courses.review: drafts are read by the provider and the stage, by nobody else."""

from typing import Any

from courses.review import services, tokens
from courses.review.models import GuestLink
from tests.architecture.permission_matrix.actors import AUTHORS, EVERYBODY, A, Place, World
from tests.architecture.permission_matrix.rows import Row, Values
from tests.architecture.permission_matrix.tables.catalogue import EDITORS
from tests.courses.learning.rules_of_lessons import block, document
from tests.factories.modules import MediaFactory
from tests.factories.review import author_of, handed_in

AT_PROVIDER = frozenset({A.REVIEWER, A.PROVIDER_OWNER})
REVIEWERS = AT_PROVIDER | {A.DIDACTICS, A.ACCESSIBILITY} | EDITORS
READERS = AUTHORS | AT_PROVIDER | EDITORS
DECIDE = AT_PROVIDER | EDITORS
WRITERS = AUTHORS | EDITORS


def a_draft(world: World, place: Place) -> dict[str, Any]:
    """Return a lesson of the place's provider that waits at the first stage."""
    return {"pk": handed_in(provider=place.provider).pk}


def its_module(world: World, place: Place) -> dict[str, Any]:
    """Return the module of such a lesson."""
    return {"pk": handed_in(provider=place.provider).chapter.module_id}


def its_stage(world: World, place: Place) -> dict[str, Any]:
    """Return the module together with the stage at which it waits."""
    return {**its_module(world, place), "stage": "provider"}


def a_comment(world: World, place: Place) -> dict[str, Any]:
    """Return a comment on such a lesson."""
    lesson = handed_in(provider=place.provider)
    made = services.comment(lesson=lesson, block="", text="Warum?", by=author_of(lesson))
    return {"pk": made.pk}


def a_link(world: World, place: Place) -> dict[str, Any]:
    """Return a link to such a lesson."""
    lesson = handed_in(provider=place.provider)
    made = services.open_link(lesson=lesson, purpose="Beirat", days=7, by=author_of(lesson))
    return {"pk": made.pk}


def a_token(world: World, place: Place) -> dict[str, Any]:
    """Return the signed part of such a link."""
    link = GuestLink.objects.get(**a_link(world, place))
    return {"token": tokens.issue(link.key)}


def a_guests_file(kind: str) -> Values:
    """Return such a link with the film or the document that its draft shows."""

    def values(world: World, place: Place) -> dict[str, Any]:
        film, paper = MediaFactory(provider=place.provider), document()
        facts = {"document": paper.pk, "note": "Zum Mitnehmen."}
        body = [block("video", film.pk), block("download", facts)]
        lesson = handed_in(provider=place.provider, body=body)
        link = services.open_link(lesson=lesson, purpose="Beirat", days=7, by=author_of(lesson))
        path = film.file.name.removeprefix("lessons/")
        named = {"path": path} if kind == "film" else {"document": paper.pk}
        return {"token": tokens.issue(link.key), **named}

    return values


ROWS = (
    Row("review:list", REVIEWERS),
    Row("review:stage", DECIDE, its_stage, there=EDITORS),
    Row("review:module", READERS, its_module, there=EDITORS),
    Row("review:compare_module", READERS, its_module, there=EDITORS),
    Row("review:lesson", READERS, a_draft, there=EDITORS),
    Row("review:compare", READERS, a_draft, there=EDITORS),
    Row("review:history", READERS, a_draft, there=EDITORS),
    Row("review:links", WRITERS, a_draft, there=EDITORS),
    Row("review:take", DECIDE, a_draft, there=EDITORS, methods=("post",)),
    Row("review:comment", READERS, a_draft, there=EDITORS, methods=("post",)),
    Row("review:settle", WRITERS, a_comment, there=EDITORS, methods=("post",)),
    Row("review:revoke_link", WRITERS, a_link, there=EDITORS, methods=("post",)),
    # Whoever holds the link reads one revision.
    Row("review:guest", EVERYBODY, a_token, there=EVERYBODY),
    Row("review:guest_film", EVERYBODY, a_guests_file("film"), there=EVERYBODY),
    Row("review:guest_document", EVERYBODY, a_guests_file("paper"), there=EVERYBODY),
    Row("review:guest_framed", EVERYBODY, a_guests_file("paper"), there=EVERYBODY),
)
