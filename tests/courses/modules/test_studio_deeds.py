"""What authors do in the studio besides writing: add, copy, move, delete, order chapters."""

import pytest

from courses.catalogue.services import ensure_provider_pages
from courses.modules import selectors, services
from courses.modules.models import Chapter, Lesson
from courses.modules.terms import Terms
from members.roles.catalogue import Role
from tests.courses.modules.forms import LESSONS, form_data
from tests.factories.catalogue import CoursePageFactory
from tests.factories.modules import ChapterFactory, LessonFactory
from tests.factories.organisations import ProviderFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def author(draft, enter):
    return enter(Role.AUTHOR, provider=draft.chapter.module.provider)


@pytest.fixture
def published(draft, django_capture_on_commit_callbacks):
    """The draft, published beside a second lesson."""
    with django_capture_on_commit_callbacks(execute=True):
        services.publish_lesson(lesson=draft)
        services.publish_lesson(lesson=LessonFactory(chapter=draft.chapter, title="Bleibt"))
    return draft


def titles(module):
    """Return the lessons that somebody who starts today gets."""
    version = selectors.current_version(module.course)
    return [item.title for unit in selectors.outline(version) for item in unit.items]


def second_module(lesson):
    """Return another module of the lesson's provider, with one chapter."""
    provider = lesson.chapter.module.provider
    course = CoursePageFactory(provider=provider, title="Zweiter Kurs")
    return ChapterFactory(module=services.ensure_module(course=course, provider=provider)).module


def test_add_lesson_from_chapter_begins_there_behind_the_last_one(client, author, draft):
    draft.position = 7
    draft.save()
    form = client.get(f"{LESSONS}add/?chapter={draft.chapter_id}").context["form"]
    assert form.initial["chapter"] == draft.chapter_id
    assert form.initial["position"] == 8


@pytest.mark.parametrize("key", ["", "0", "-1", "x", "999999", "1 or 1=1", "\u0663"])
def test_add_lesson_from_nonsense_begins_without_chapter(client, author, key):
    answer = client.get(f"{LESSONS}add/", {"chapter": key})
    assert answer.status_code == 200
    assert answer.context["form"].initial["chapter"] is None


def test_add_lesson_from_foreign_chapter_begins_without_chapter(client, author):
    foreign = ChapterFactory()
    form = client.get(f"{LESSONS}add/?chapter={foreign.pk}").context["form"]
    assert form.initial["chapter"] is None


@pytest.mark.parametrize("action", ["", "submit"])
def test_add_lesson_in_foreign_chapter_is_refused_and_words_are_kept(client, author, draft, action):
    data = form_data(draft, action, chapter=ChapterFactory().pk, title="Eingeschmuggelt")
    answer = client.post(f"{LESSONS}add/", data)
    assert answer.status_code == 200
    assert "chapter" in answer.context["form"].errors
    assert 'value="Eingeschmuggelt"' in answer.content.decode()
    assert not Lesson.objects.filter(title="Eingeschmuggelt").exists()


def test_move_lesson_to_foreign_chapter_is_refused(client, author, draft):
    data = form_data(draft, chapter=ChapterFactory().pk)
    answer = client.post(f"{LESSONS}edit/{draft.pk}/", data)
    assert "chapter" in answer.context["form"].errors


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", ""),
        ("title", "x" * 161),
        ("minutes", "-5"),
        ("minutes", "acht"),
        ("position", "-1"),
        ("pass_percent", "0"),
        ("pass_percent", "101"),
        ("max_attempts", "-1"),
        ("kind", "film"),
        ("chapter", "x"),
    ],
)
def test_save_lesson_with_impossible_value_is_refused_with_sentence(
    client, author, draft, field, value
):
    answer = client.post(f"{LESSONS}edit/{draft.pk}/", form_data(draft, "submit", **{field: value}))
    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == [field]
    assert not Lesson.objects.get().workflow_in_progress


def test_copy_of_lesson_is_a_draft_with_a_key_of_its_own(client, author, published):
    page = client.get(f"{LESSONS}copy/{published.pk}/")
    assert f'action="{LESSONS}add/"' in page.content.decode()
    client.post(f"{LESSONS}add/", form_data(published, title="Kopie"))
    copy = Lesson.objects.get(title="Kopie")
    assert not copy.live
    assert copy.key != published.key


def test_copy_sent_to_its_own_address_leaves_original_alone(client, author, published):
    before = Lesson.objects.filter(pk=published.pk).values().get()
    client.post(f"{LESSONS}copy/{published.pk}/", form_data(published, title="Überschrieben"))
    assert Lesson.objects.filter(pk=published.pk).values().get() == before


def test_copy_of_foreign_lesson_does_not_exist(client, author):
    foreign = LessonFactory()
    assert client.get(f"{LESSONS}copy/{foreign.pk}/").status_code == 404


def test_move_published_lesson_to_other_module_changes_both_courses(
    client, enter, published, django_capture_on_commit_callbacks
):
    target = second_module(published)
    enter(Role.EDITOR)
    data = form_data(published, "publish", chapter=target.chapters.get().pk)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"{LESSONS}edit/{published.pk}/", data)
    assert titles(target) == ["Entwurf"]
    assert titles(published.chapter.module) == ["Bleibt"]


def test_delete_draft_by_author_is_possible(client, author, draft):
    client.post(f"{LESSONS}delete/{draft.pk}/")
    assert not Lesson.objects.exists()


@pytest.mark.parametrize("bulk", [False, True])
def test_delete_published_lesson_by_author_is_refused(client, author, published, bulk):
    one, many = f"{LESSONS}delete/{published.pk}/", "/admin/bulk/modules/lesson/delete/"
    client.post(f"{many}?id={published.pk}" if bulk else one)
    assert Lesson.objects.filter(pk=published.pk).exists()


@pytest.mark.parametrize("bulk", [False, True])
def test_delete_published_lesson_by_editor_takes_it_from_new_learners(
    client, enter, published, bulk, django_capture_on_commit_callbacks
):
    enter(Role.EDITOR)
    one, many = f"{LESSONS}delete/{published.pk}/", "/admin/bulk/modules/lesson/delete/"
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"{many}?id={published.pk}" if bulk else one)
    assert not Lesson.objects.filter(pk=published.pk).exists()
    assert titles(published.chapter.module) == ["Bleibt"]


def test_delete_foreign_draft_in_bulk_leaves_it(client, author):
    foreign = LessonFactory(live=False)
    client.post(f"/admin/bulk/modules/lesson/delete/?id={foreign.pk}")
    assert Lesson.objects.filter(pk=foreign.pk).exists()


def chapters_form(*rows, **extra):
    """Return what the form of a module sends; a row is (id, title, deleted)."""
    data = {
        "chapters-TOTAL_FORMS": len(rows),
        "chapters-INITIAL_FORMS": sum(bool(key) for key, *_rest in rows),
        "chapters-MIN_NUM_FORMS": 0,
        "chapters-MAX_NUM_FORMS": 1000,
        **Terms(valid_months=12).as_fields(),
    }
    for place, (key, title, deleted) in enumerate(rows):
        data |= {
            f"chapters-{place}-id": key or "",
            f"chapters-{place}-title": title,
            f"chapters-{place}-ORDER": place + 1,
            f"chapters-{place}-DELETE": "on" if deleted else "",
        }
    return {**data, **extra}


def module_address(lesson):
    return f"/admin/snippets/modules/module/edit/{lesson.chapter.module_id}/"


def test_delete_chapter_with_lessons_is_refused_with_sentence(client, author, draft):
    data = chapters_form((draft.chapter_id, "Einstieg", True))
    answer = client.post(module_address(draft), data)
    assert answer.status_code == 200
    sentence = "Verschieben oder löschen Sie zuerst die Lektionen von „Einstieg“"
    assert sentence in answer.content.decode()
    assert Chapter.objects.filter(pk=draft.chapter_id).exists()


def test_delete_empty_chapter_is_possible(client, author, draft):
    empty = ChapterFactory(module=draft.chapter.module, title="Leer")
    rows = [(draft.chapter_id, "Einstieg", False), (empty.pk, "Leer", True)]
    assert client.post(module_address(draft), chapters_form(*rows)).status_code == 302
    assert not Chapter.objects.filter(pk=empty.pk).exists()


def test_save_chapter_without_title_is_refused(client, author, draft):
    data = chapters_form((draft.chapter_id, "", False))
    assert client.post(module_address(draft), data).status_code == 200
    draft.chapter.refresh_from_db()
    assert draft.chapter.title == "Einstieg"


def test_save_foreign_chapter_through_own_module_changes_nothing(client, author, draft):
    foreign = ChapterFactory(title="Fremd")
    client.post(module_address(draft), chapters_form((foreign.pk, "Gekapert", False)))
    foreign.refresh_from_db()
    assert foreign.title == "Fremd"
    assert foreign.module != draft.chapter.module


@pytest.mark.parametrize("role", [Role.AUTHOR, Role.PROVIDER_OWNER])
def test_owner_and_author_write_alike_and_neither_publishes(client, draft, enter, role):
    enter(role, provider=draft.chapter.module.provider)
    assert client.get(f"{LESSONS}edit/{draft.pk}/").status_code == 200
    client.post(f"{LESSONS}edit/{draft.pk}/", form_data(draft, "publish", title="Durchgewinkt"))
    assert not Lesson.objects.get().live


def test_studio_page_of_new_provider_says_how_to_begin(client, enter):
    enter(Role.AUTHOR, provider=ProviderFactory(short_name="HS Neu"))
    page = client.get("/admin/").content.decode()
    assert "Sie haben noch kein Modul." in page
    assert "Neuer Kurs: HS Neu" in page


def page_address(lesson, deed, bulk):
    page = lesson.chapter.module.course
    one, many = f"/admin/pages/{page.pk}/{deed}/", f"/admin/bulk/wagtailcore/page/{deed}/"
    return f"{many}?id={page.pk}" if bulk else one


@pytest.mark.parametrize("bulk", [False, True])
@pytest.mark.parametrize("provider_too", [False, True])
def test_delete_course_page_with_lessons_is_refused_with_sentence(
    client, enter, draft, bulk, provider_too
):
    enter(Role.EDITOR)
    page = draft.chapter.module.course
    address = page_address(draft, "delete", bulk)
    if provider_too:
        address = address.replace(str(page.pk), str(page.get_parent().pk))
    answer = client.post(address, follow=True)
    assert answer.status_code == 200
    sentence = "„Eigener Kurs“ hat Lektionen oder ist buchbar und muss bleiben."
    assert sentence in answer.content.decode()
    page.refresh_from_db()
    assert page.module == draft.chapter.module


@pytest.mark.parametrize("bulk", [False, True])
def test_delete_course_page_without_lessons_takes_module_along(client, enter, draft, bulk):
    enter(Role.EDITOR)
    page = draft.chapter.module.course
    draft.delete()
    client.post(page_address(draft, "delete", bulk))
    assert not type(page).objects.filter(pk=page.pk).exists()
    assert not Chapter.objects.exists()


def test_delete_bookable_course_page_is_refused(client, enter, draft):
    enter(Role.EDITOR)
    page = draft.chapter.module.course
    draft.delete()
    page.offers.create(price="0.00")
    client.post(page_address(draft, "delete", False))
    assert type(page).objects.filter(pk=page.pk).exists()
    assert page.module.chapters.exists()


def test_look_at_deletion_of_course_page_deletes_nothing(client, enter, draft):
    enter(Role.EDITOR)
    page = draft.chapter.module.course
    draft.delete()
    assert client.get(page_address(draft, "delete", False)).status_code == 200
    page.refresh_from_db()
    assert page.module


def test_move_course_page_hands_lessons_to_new_providers_authors(client, enter, draft):
    page, old = draft.chapter.module.course, draft.chapter.module.provider
    new = ProviderFactory()
    page.move(ensure_provider_pages(new), pos="last-child")
    for provider, expected in ((old, 404), (new, 200)):
        enter(Role.AUTHOR, provider=provider)
        assert client.get(f"{LESSONS}edit/{draft.pk}/").status_code == expected
