"""Lists, choosers and files of the studio: only what is one's own, at a constant price."""

import pytest
from django.contrib.auth.models import Group
from django.core.files.images import ImageFile
from django.core.files.uploadedfile import SimpleUploadedFile
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission

from courses.modules import selectors, services
from courses.modules.models import Media
from courses.modules.studio import groups
from courses.modules.studio.services import open_studio, setup_studio
from members.roles.catalogue import Role
from members.roles.services import grant, revoke
from tests.courses.modules.forms import LESSONS, form_data
from tests.factories.accounts import UserFactory
from tests.factories.catalogue import CoursePageFactory
from tests.factories.media_files import mp4
from tests.factories.modules import ChapterFactory, LessonFactory, MediaFactory, make_module
from tests.factories.organisations import ProviderFactory

pytestmark = [pytest.mark.django_db, pytest.mark.wagtail_tasks]
SNIPPETS = "/admin/snippets/modules/"
CHOOSER = "/admin/snippets/choose/modules/media/"
WORDS = '{"blocks":[{"key":"a","text":"Abschrift","type":"unstyled"}],"entityMap":{}}'


@pytest.fixture
def own(draft):
    return draft.chapter.module.provider


@pytest.fixture
def author(own, enter):
    return enter(Role.AUTHOR, provider=own)


def fill(provider, count, start=0):
    """Give a provider modules with lessons and media."""
    for number in range(start, start + count):
        course = CoursePageFactory(provider=provider, title=f"Kurs {number}")
        module = services.ensure_module(course=course, provider=provider)
        LessonFactory(chapter=ChapterFactory(module=module), title=f"Lektion {number}")
        MediaFactory(provider=provider, title=f"Film {number}")


@pytest.mark.parametrize("name", ["module", "lesson", "media"])
def test_list_many_rows_costs_as_many_queries_as_few(
    client, author, own, name, django_assert_max_num_queries, django_assert_num_queries
):
    fill(own, 3)
    client.get(f"{SNIPPETS}{name}/")
    with django_assert_max_num_queries(40) as few:
        client.get(f"{SNIPPETS}{name}/")
    fill(own, 12, start=3)
    with django_assert_num_queries(len(few)):
        client.get(f"{SNIPPETS}{name}/")


@pytest.mark.parametrize("name", ["module", "lesson", "media"])
def test_list_and_its_search_show_own_rows_to_author_and_all_to_editor(client, own, enter, name):
    title = {"module": "Kurs", "lesson": "Lektion", "media": "Film"}[name]
    foreign = ProviderFactory(slug="fremd", short_name="HS Fremd")
    fill(own, 1)
    fill(foreign, 2)
    for role, place, expected in ((Role.AUTHOR, {"provider": own}, 1), (Role.EDITOR, {}, 3)):
        enter(role, **place)
        for query in ("", f"?q={title.lower()}"):
            rows = client.get(f"{SNIPPETS}{name}/{query}").context["object_list"]
            assert sum(str(row).startswith(title) for row in rows) == expected


def test_lesson_list_says_what_is_in_review(client, author, draft):
    LessonFactory(chapter=draft.chapter, title="Veröffentlicht")
    client.post(f"{LESSONS}edit/{draft.pk}/", form_data(draft, "submit"))
    rows = client.get(LESSONS).context["object_list"]
    assert {row.title: str(row.status_string) for row in rows} == {
        "Entwurf": "in Moderation",
        "Veröffentlicht": "Veröffentlicht",
    }


def test_module_list_counts_lessons_drafts_and_versions(author):
    module = selectors.modules_of_author(author).get()
    assert (module.chapter_count, module.lesson_count, module.draft_count) == (1, 1, 1)
    assert module.newest_number is None
    services.publish_lesson(lesson=module.chapters.get().lessons.get())
    services.freeze(module=module)
    module = selectors.modules_of_author(author).get()
    assert (module.lesson_count, module.draft_count, module.newest_number) == (1, 0, 1)


def test_module_list_counts_are_not_multiplied_by_versions(author, own):
    module = make_module(provider=own, lessons=3)
    ChapterFactory(module=module)
    LessonFactory(chapter=module.chapters.first())
    services.freeze(module=module)
    counted = selectors.modules_of_author(author).get(pk=module.pk)
    assert (counted.chapter_count, counted.lesson_count) == (2, 5)


@pytest.mark.parametrize("path", ["", "results/", "results/?q=film"])
def test_media_chooser_offers_own_files_only(client, author, own, path):
    MediaFactory(provider=own, title="Film eigen")
    MediaFactory(title="Film fremd")
    page = client.get(f"{CHOOSER}{path}").content.decode()
    assert "Film eigen" in page
    assert "Film fremd" not in page


def test_media_chooser_hands_over_own_file_and_no_foreign_one(client, author, own):
    mine, foreign = MediaFactory(provider=own, title="Meins"), MediaFactory(title="Fremd")
    assert "Meins" in client.get(f"{CHOOSER}chosen/{mine.pk}/").content.decode()
    assert client.get(f"{CHOOSER}chosen/{foreign.pk}/").status_code == 404
    ids = f"?id={mine.pk}&id={foreign.pk}&id=x"
    several = client.get(f"{CHOOSER}chosen-multiple/{ids}").content.decode()
    assert "Meins" in several
    assert "Fremd" not in several


def test_image_chooser_offers_own_collection_only(client, author, own):
    foreign = ProviderFactory(slug="fremd", name="Hochschule Fremd")
    open_studio(provider=foreign)
    for provider, title in ((own, "Bild eigen"), (foreign, "Bild fremd")):
        get_image_model().objects.create(
            title=title,
            file=ImageFile(get_test_image_file(), name="b.png"),
            collection=groups.ensure_collection(provider=provider),
        )
    for path in ("/admin/images/chooser/", "/admin/images/chooser/?q=bild", "/admin/images/"):
        page = client.get(path).content.decode()
        assert "Bild eigen" in page
        assert "Bild fremd" not in page
        assert "Hochschule Fremd" not in page


def media_form(provider, **changes):
    upload = SimpleUploadedFile("film.mp4", mp4())
    captions = SimpleUploadedFile("film.vtt", b"WEBVTT\n")
    facts = {"provider": provider.pk, "title": "Neuer Film", "kind": "video", "seconds": 5}
    return {**facts, "transcript": WORDS, "file": upload, "captions": captions, **changes}


def test_add_media_for_own_provider_is_possible(client, author, own):
    assert client.post(f"{SNIPPETS}media/add/", media_form(own)).status_code == 302
    assert Media.objects.get().provider == own


def test_add_media_for_foreign_provider_is_refused(client, author, own):
    answer = client.post(f"{SNIPPETS}media/add/", media_form(ProviderFactory()))
    assert list(answer.context["form"].errors) == ["provider"]
    assert not Media.objects.exists()


def test_give_own_media_to_foreign_provider_is_refused(client, author, own):
    film = MediaFactory(provider=own)
    data = media_form(ProviderFactory())
    answer = client.post(f"{SNIPPETS}media/edit/{film.pk}/", data)
    assert answer.status_code == 200
    film.refresh_from_db()
    assert film.provider == own


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("captions", "", "Fügen Sie Untertitel hinzu, damit alle folgen können."),
        ("captions", SimpleUploadedFile("a.vtt", b"1\n"), "Diese Datei enthält keine Untertitel."),
        ("captions", SimpleUploadedFile("a.txt", b"WEBVTT\n"), "Dateiendung „txt“"),
        ("file", "", "Bitte füllen Sie dieses Feld aus."),
        ("file", SimpleUploadedFile("a.mp4", b"MZ"), "Diese Datei ist beschädigt"),
        ("file", SimpleUploadedFile("a.exe", mp4()), "Die Endung des Dateinamens passt nicht"),
        ("title", "", "Bitte füllen Sie dieses Feld aus."),
        ("seconds", "-1", "größer oder gleich 0"),
        ("seconds", "lang", "ganze Zahl"),
    ],
)
def test_add_faulty_media_is_refused_with_sentence(client, author, own, field, value, sentence):
    answer = client.post(f"{SNIPPETS}media/add/", media_form(own, **{field: value}))
    assert answer.status_code == 200
    errors = answer.context["form"].errors
    assert list(errors) == [field]
    assert sentence in " ".join(errors[field])
    assert not Media.objects.exists()


def rights(group):
    pages = GroupPagePermission.objects.filter(group=group)
    files = GroupCollectionPermission.objects.filter(group=group)
    return (
        set(pages.values_list("page_id", "permission__codename")),
        set(files.values_list("collection_id", "permission__codename")),
    )


def test_open_studio_gives_authors_exactly_their_page_and_collection(own):
    group = Group.objects.get(name="provider:eigen:author")
    pages, files = rights(group)
    assert {key for key, _deed in pages} == {own.page.pk}
    assert {deed for _key, deed in pages} == {"add_page", "change_page"}
    own.refresh_from_db()
    assert {key for key, _deed in files} == {own.collection_id}
    assert not any("delete" in deed or "publish" in deed for _key, deed in pages | files)


def test_open_studio_again_takes_away_what_was_given_by_hand(own):
    group = Group.objects.get(name="provider:eigen:author")
    before = rights(group)
    groups._allow_pages(group, own.page.get_parent(), ("publish_page",))
    groups._allow_files(group, Collection.get_first_root_node())
    assert rights(group) != before
    open_studio(provider=own)
    assert rights(group) == before


def test_setup_studio_twice_makes_nothing_twice(own):
    counts = []
    for _ in range(2):
        setup_studio()
        models = (Group, Collection, GroupPagePermission, GroupCollectionPermission)
        counts.append([model.objects.count() for model in models])
    assert counts[0] == counts[1]


def test_grant_for_new_provider_opens_its_studio_at_once(
    client, django_capture_on_commit_callbacks
):
    setup_studio()
    provider, user = ProviderFactory(slug="neu"), UserFactory()
    with django_capture_on_commit_callbacks(execute=True):
        given = grant(user=user, role=Role.PROVIDER_OWNER, provider=provider)
    client.force_login(user)
    assert client.get("/admin/").status_code == 200
    provider.refresh_from_db()
    assert provider.page
    with django_capture_on_commit_callbacks(execute=True):
        revoke(grant=given, revoked_by=None)
    assert client.get(f"{SNIPPETS}lesson/").status_code in {302, 403}


def menu(client):
    props = client.get("/admin/").content.decode()
    names = ("my-modules", "lessons", "lesson-media", "reports", "settings", "help", "documents")
    return {name for name in names if f'"name": "{name}"' in props}


def test_menu_shows_each_role_only_what_it_needs(client, own, enter):
    enter(Role.AUTHOR, provider=own)
    assert menu(client) == {"my-modules", "lessons", "lesson-media"}
    enter(Role.EDITOR)
    assert menu(client) == {"my-modules", "lessons", "lesson-media", "reports", "documents"}


def test_start_of_editor_shows_all_providers_modules_and_no_counts(client, own, enter):
    make_module(provider=ProviderFactory(), title="Fremder Kurs")
    enter(Role.EDITOR)
    page = client.get("/admin/").content.decode()
    assert "Fremder Kurs" in page
    assert "Eigener Kurs" in page
