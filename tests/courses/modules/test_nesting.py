"""Content is nested two levels deep at most, and a preview leaves nothing behind."""

from collections.abc import Iterator

import pytest
from django.apps import apps
from wagtail.blocks import BaseStreamBlock, Block, ListBlock

from courses.modules.blocks import LessonBlock
from members.roles.catalogue import Role
from tests.factories.modules import question

DEEPEST = 2


def depths(block: Block, level: int = 0) -> Iterator[tuple[str, int]]:
    """Yield every block that authors repeat or choose from inside a lesson, and how deep it is."""
    if isinstance(block, ListBlock):
        yield block.name or "list", level + 1
        yield from depths(block.child_block, level + 1)
        return
    step = 1 if isinstance(block, BaseStreamBlock) else 0
    for name, child in getattr(block, "child_blocks", {}).items():
        yield name, level + step
        yield from depths(child, level + step)


def test_no_list_or_stream_stands_deeper_than_two_levels() -> None:
    """Wagtail's editor grows slow and unreadable with every level."""
    found = list(depths(LessonBlock()))
    assert len(found) > 20
    # The lesson's own stream is the ground on which the levels stand.
    assert [(name, level) for name, level in found if level - 1 > DEEPEST] == []


def rows() -> dict[str, int]:
    """Return how many rows each table of learning has."""
    rooms = ("xapi", "learning", "enrolment", "course_playing", "certificates")
    models = (model for room in rooms for model in apps.get_app_config(room).get_models())
    return {model.__name__: model._base_manager.count() for model in models}


@pytest.mark.django_db
def test_preview_writes_no_progress_and_no_statement(client, enter, draft) -> None:
    draft.body = [question()]
    draft.save_revision()
    enter(Role.AUTHOR, provider=draft.chapter.module.provider)
    before = rows()
    address = f"/admin/snippets/modules/lesson/preview/{draft.pk}/"
    revision = f"/admin/snippets/modules/lesson/history/{draft.pk}/revisions/"
    for path in (address, f"{revision}{draft.latest_revision_id}/view/"):
        answer = client.get(path)
        assert answer.status_code == 200
    assert "Vorschau" in answer.content.decode()
    assert rows() == before
