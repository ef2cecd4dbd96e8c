"""Until when a module holds, on which law it rests, and when its release is published."""

import datetime as dt

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.urls import reverse

from campus.kit import dates
from courses.lifecycle import selectors, services
from courses.lifecycle.errors import InThePast
from courses.lifecycle.services import SourceData
from courses.modules import selectors as modules
from courses.modules.accessibility.gated import REFUSED
from courses.review import selectors as reviews
from courses.review import services as reviewing
from courses.review.stages import Stage
from members.messages.models import Message
from members.roles.catalogue import Role
from tests.factories.modules import make_module
from tests.factories.review import draft_lesson, holder, reviewer_of, waiting_at

pytestmark = pytest.mark.django_db
TODAY = dates.today()
LATE = TODAY - dt.timedelta(days=1)
LAW = SourceData("Onlinezugangsgesetz", "§ 1", "https://www.gesetze-im-internet.de/ozg/", TODAY)


@pytest.fixture
def module():
    return make_module(title="Altes Recht")


def keep(module, **facts):
    defaults = {"owner": None, "checked_on": TODAY, "review_by": LATE, "sources": [LAW]}
    return services.keep_up(module=module, **{**defaults, **facts})


def test_course_page_says_when_it_was_checked_and_on_which_law_it_rests(client, module):
    address = module.course.get_url()
    assert "Zuletzt geprüft am" not in client.get(address).content.decode()
    keep(module)
    text = client.get(address).content.decode()
    assert "Zuletzt geprüft am" in text
    assert "Onlinezugangsgesetz § 1" in text
    assert f'href="{LAW.url}"' in text


@pytest.mark.parametrize("url", ["javascript:alert(1)", "kein link"])
def test_source_with_a_bad_link_is_refused(module, url):
    with pytest.raises(ValidationError):
        keep(module, sources=[SourceData("Gesetz", url=url)])


def test_overdue_module_is_reminded_of_once_and_again_for_the_next_day(module):
    author = holder(Role.AUTHOR, module.provider)
    keep(module)
    assert services.remind_overdue() == 1
    assert services.remind_overdue() == 0
    message = Message.objects.get(kind="lifecycle_overdue")
    assert message.recipient == author
    assert "Altes Recht" in message.subject
    services.confirm_checked(module=module)
    assert selectors.upkeep_of(module).review_by == TODAY + dt.timedelta(days=365)
    with time_machine.travel(dates.now() + dt.timedelta(days=400)):
        assert services.remind_overdue() == 1


def test_reminder_goes_to_the_owner_alone(module):
    holder(Role.AUTHOR, module.provider)
    owner = holder(Role.AUTHOR, module.provider)
    keep(module, owner=owner)
    services.remind_overdue()
    assert [one.recipient for one in Message.objects.filter(kind="lifecycle_overdue")] == [owner]


def test_closed_course_needs_no_upkeep(module):
    keep(module)
    services.retire(course=module.course, on=TODAY, by=None)
    assert services.remind_overdue() == 0
    assert list(selectors.with_upkeep(modules.all_modules(), due_only=True)) == []


def listed(client, **query):
    return client.get(reverse("lifecycle:list"), query).content.decode().split("<main")[1]


def test_list_shows_authors_their_own_and_the_office_all(client, module):
    foreign = make_module(title="Fremdes Modul")
    keep(module)
    keep(foreign, review_by=TODAY + dt.timedelta(days=300))
    client.force_login(holder(Role.AUTHOR, module.provider))
    assert "Altes Recht" in listed(client)
    assert "überfällig" in listed(client)
    assert "Fremdes Modul" not in listed(client, zeige="alle")
    client.force_login(holder(Role.OFFICE))
    assert "Fremdes Modul" not in listed(client)
    everything = listed(client, zeige="alle")
    assert "Fremdes Modul" in everything
    assert reverse("lifecycle:edit", args=[module.pk]) not in everything


def test_list_takes_the_same_queries_for_many(client, django_assert_max_num_queries):
    for number in range(4):
        keep(make_module(title=f"Modul {number}"))
    client.force_login(holder(Role.EDITOR))
    with django_assert_max_num_queries(25):
        assert client.get(reverse("lifecycle:list")).status_code == 200


def form(**facts):
    return {
        "owner": "",
        "checked_on": TODAY.isoformat(),
        "review_by": (TODAY + dt.timedelta(days=90)).isoformat(),
        "go_live_at": "",
        "quelle-TOTAL_FORMS": 2,
        "quelle-INITIAL_FORMS": 0,
        "quelle-0-name": "OZG",
        "quelle-0-clause": "§ 3",
        "quelle-0-url": "",
        "quelle-1-name": "",
        **facts,
    }


def test_author_stores_upkeep_and_sources(client, module):
    client.force_login(holder(Role.AUTHOR, module.provider))
    address = reverse("lifecycle:edit", args=[module.pk])
    assert client.get(address).status_code == 200
    assert client.post(address, form()).status_code == 302
    assert [str(source) for source in selectors.legal_sources(module)] == ["OZG § 3"]
    assert client.post(address, form(**{"quelle-0-name": "", "quelle-0-clause": ""})).status_code
    assert not selectors.legal_sources(module).exists()
    assert client.post(reverse("lifecycle:checked", args=[module.pk])).status_code == 302


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"checked_on": (TODAY + dt.timedelta(days=2)).isoformat()}, "Dieser Tag ist noch nicht"),
        ({"quelle-0-name": ""}, "Nennen Sie das Gesetz oder die Norm."),
        (
            {"go_live_at": f"{LATE}T08:00"},
            "Dieser Zeitpunkt ist vorbei",
        ),
        ({"quelle-0-url": "javascript:1"}, "gültige"),
    ],
)
def test_bad_input_is_said_and_nothing_is_stored(client, module, facts, words):
    client.force_login(holder(Role.AUTHOR, module.provider))
    answer = client.post(reverse("lifecycle:edit", args=[module.pk]), form(**facts))
    assert answer.status_code == 400
    assert words in answer.content.decode()
    assert not selectors.legal_sources(module).exists()


@pytest.fixture
def tomorrow():
    return dates.now() + dt.timedelta(days=1)


def release(lesson):
    reviewing.approve(state=reviews.current_state(lesson), by=reviewer_of(Stage.OFFICE, lesson))
    lesson.refresh_from_db()


def test_what_is_released_before_the_day_waits_and_goes_live_at_once(
    client, tomorrow, django_capture_on_commit_callbacks
):
    first = waiting_at(Stage.OFFICE)
    second = waiting_at(Stage.OFFICE, draft_lesson(chapter=first.chapter))
    module = first.chapter.module
    services.plan_go_live(module=module, at=tomorrow)
    for lesson in (first, second):
        release(lesson)
        assert not lesson.live
    assert reviewing.waiting_drafts(module) == []
    assert selectors.scheduled_revisions(module).count() == 2
    client.force_login(holder(Role.EDITOR))
    text = client.get(reverse("lifecycle:edit", args=[module.pk])).content.decode()
    assert "2 Lektionen warten darauf." in text
    assert services.publish_due() == 0
    with (
        time_machine.travel(tomorrow + dt.timedelta(minutes=1)),
        django_capture_on_commit_callbacks(execute=True),
    ):
        assert services.publish_due() == 2
        assert services.publish_due() == 0
    first.refresh_from_db()
    assert first.live
    assert module.versions.count() == 1


def test_taking_the_day_back_publishes_what_was_released(tomorrow):
    lesson = waiting_at(Stage.OFFICE)
    services.plan_go_live(module=lesson.chapter.module, at=tomorrow)
    release(lesson)
    services.plan_go_live(module=lesson.chapter.module, at=None)
    lesson.refresh_from_db()
    assert lesson.live


def test_plan_in_the_past_is_refused(module):
    with pytest.raises(InThePast):
        services.plan_go_live(module=module, at=dates.now() - dt.timedelta(hours=1))


def test_gate_holds_on_the_day_too_and_the_rest_goes_live(tomorrow):
    good = waiting_at(Stage.OFFICE)
    bad = waiting_at(Stage.OFFICE, draft_lesson(chapter=good.chapter, title="Schlecht"))
    services.plan_go_live(module=good.chapter.module, at=tomorrow)
    release(good)
    release(bad)
    revision = bad.get_latest_revision()
    revision.content["body"] = '[{"type": "heading", "value": "", "id": "1"}]'
    revision.save()
    with time_machine.travel(tomorrow + dt.timedelta(minutes=1)):
        services.publish_due()
    good.refresh_from_db()
    bad.refresh_from_db()
    assert (good.live, bad.live) == (True, False)
    assert REFUSED


def test_studio_says_what_is_planned(client, module, tomorrow):
    services.plan_go_live(module=module, at=tomorrow)
    keep(module)
    client.force_login(holder(Role.EDITOR))
    text = client.get(f"/admin/snippets/modules/module/edit/{module.pk}/").content.decode()
    assert "Freigegebenes geht am" in text
    assert "Es sollte bis zum" in text
    assert f"/lehre/pflege/{module.pk}/" in text
