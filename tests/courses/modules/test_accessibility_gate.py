"""No way of publishing leads past the gate; drafts are always saved; faults lead to their place."""

import datetime as dt
import json

import pytest
from django.core.management import call_command
from wagtail.models import ModelLogEntry

from campus.kit import dates
from courses.modules import selectors, services
from courses.modules.content_import.faults import named
from courses.modules.errors import BadContent, Inaccessible
from courses.modules.models import Lesson
from courses.modules.studio.accessibility import reports_of_module
from members.roles.catalogue import Role
from tests.courses.modules.forms import LESSONS, form_data
from tests.factories.modules import LessonFactory, MediaFactory, paragraph

pytestmark = pytest.mark.django_db
VAGUE = '<p><a href="https://x.example">hier</a></p>'
WORDS = "Der Link „hier“ sagt nicht, wohin er führt."


@pytest.fixture
def faulty(draft):
    """The draft with a link that does not say where it leads."""
    draft.body = [paragraph(VAGUE)]
    draft.save()
    draft.refresh_from_db()
    draft.save_revision()
    return draft


def with_link(lesson, action="", text="hier"):
    """Return what the form sends with a link in a paragraph."""
    link = {"type": "LINK", "mutability": "MUTABLE", "data": {"url": "https://x.example"}}
    line = {
        "key": "a",
        "text": text,
        "type": "unstyled",
        "depth": 0,
        "inlineStyleRanges": [],
        "entityRanges": [{"offset": 0, "length": len(text), "key": 0}],
    }
    value = json.dumps({"blocks": [line], "entityMap": {"0": link}})
    more = {"body-0-type": "paragraph", "body-0-value": value}
    return form_data(lesson, action, **more)


@pytest.mark.parametrize("action", ["publish", "submit"])
def test_form_refuses_and_marks_the_block(client, enter, draft, action):
    enter(Role.EDITOR)
    answer = client.post(f"{LESSONS}edit/{draft.pk}/", with_link(draft, action))
    assert answer.status_code == 200
    fault = answer.context["form"].errors.as_data()["body"][0]
    assert fault.block_errors[0].messages == [f"{WORDS} Nennen Sie die Seite oder die Datei."]
    stored = Lesson.objects.get()
    assert not stored.live
    assert not stored.workflow_in_progress


def test_draft_is_saved_and_panel_leads_to_the_place(client, enter, draft):
    enter(Role.AUTHOR, provider=draft.chapter.module.provider)
    assert client.post(f"{LESSONS}edit/{draft.pk}/", with_link(draft)).status_code == 302
    stored = Lesson.objects.get().get_latest_revision_as_object()
    page = client.get(f"{LESSONS}edit/{draft.pk}/").content.decode()
    assert WORDS in page
    assert f'href="#block-{stored.body[0].id}-section"' in page


def test_good_link_is_published(client, enter, draft):
    enter(Role.EDITOR)
    data = with_link(draft, "publish", text="Handreichung des Bundes")
    assert client.post(f"{LESSONS}edit/{draft.pk}/", data).status_code == 302
    assert Lesson.objects.get().live


def test_revision_and_service_refuse(faulty):
    with pytest.raises(Inaccessible, match="wohin er führt"):
        faulty.latest_revision.publish()
    with pytest.raises(Inaccessible):
        services.publish_lesson(lesson=faulty)
    assert not Lesson.objects.get().live


def test_date_that_comes_is_taken_back_and_the_rest_is_published(faulty):
    fine = LessonFactory(chapter=faulty.chapter, live=False, title="In Ordnung")
    past = dates.now() - dt.timedelta(minutes=5)
    for lesson in (faulty, fine):
        revision = lesson.save_revision()
        revision.approved_go_live_at = past
        revision.save()
    call_command("publish_scheduled")
    assert list(Lesson.objects.filter(live=True)) == [fine]
    faulty.refresh_from_db()
    assert faulty.latest_revision.approved_go_live_at is None
    entry = ModelLogEntry.objects.get(action="modules.publish.refused")
    assert "wohin er führt" in entry.data["reason"]


def test_import_names_the_place():
    with pytest.raises(BadContent, match=r"lektion-1: Der Link"), named("lektion-1"):
        raise Inaccessible(title="Lektion", faults=WORDS)


def test_film_that_lost_its_captions_stops_the_lesson(draft):
    film = MediaFactory(provider=draft.chapter.module.provider, captions="")
    draft.body = [{"type": "video", "value": film.pk, "id": "1"}]
    draft.save()
    draft.refresh_from_db()
    with pytest.raises(Inaccessible, match="keine Untertitel"):
        draft.save_revision().publish()


def test_module_page_lists_faults_of_newest_drafts_in_steady_queries(
    client, enter, faulty, django_assert_num_queries
):
    enter(Role.AUTHOR, provider=faulty.chapter.module.provider)
    page = client.get(f"/admin/snippets/modules/module/edit/{faulty.chapter.module_id}/")
    assert WORDS in page.content.decode()
    for _ in range(12):
        LessonFactory(chapter=faulty.chapter).save_revision()
    with django_assert_num_queries(1):
        reports = reports_of_module(faulty.chapter.module)
    assert [bool(report.remarks) for report in reports].count(True) == 1


def test_version_keeps_its_statement_and_course_page_shows_it(
    client, draft, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        services.publish_lesson(lesson=draft)
    course = draft.chapter.module.course
    version = selectors.current_version(course)
    assert version.accessibility["counts"] == {"lessons": 1}
    page = client.get(course.url).content.decode()
    assert "Erklärung zur Barrierefreiheit dieses Kurses" in page
    assert "Es wurden keine Mängel gefunden." in page
    assert "/rueckmeldung/" in page
