"""An author finds nothing of another provider in Wagtail's admin, whichever address is opened."""

import re

import pytest
from django.core.files.images import ImageFile
from django.urls import URLPattern, URLResolver, get_resolver
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file

from courses.modules import services
from courses.modules.models import Lesson
from courses.modules.references import foreign_files
from courses.modules.studio.groups import ensure_collection
from courses.modules.studio.services import setup_studio
from members.roles.catalogue import Role
from members.roles.services import grant, revoke
from tests.factories.accounts import UserFactory
from tests.factories.catalogue import CoursePageFactory
from tests.factories.modules import ChapterFactory, LessonFactory, MediaFactory
from tests.factories.organisations import ProviderFactory

pytestmark = [pytest.mark.django_db, pytest.mark.wagtail_tasks]

SECRET = "Geheimplan"
SEARCH = {"q": SECRET.lower(), "search": SECRET.lower(), "term": SECRET.lower()}
# These act on the user's own session or need a file to work on.
LEFT_OUT = re.compile(r"logout|sprite|jsi18n|password_reset|login|failwhale|test404")


@pytest.fixture
def foreign():
    """Everything a provider can own, by the part of the address under which it is edited."""
    provider = ProviderFactory(name=f"{SECRET} Hochschule", short_name=SECRET, slug="fremd")
    setup_studio()
    collection = ensure_collection(provider=provider)
    course = CoursePageFactory(provider=provider, title=f"{SECRET} Kurs")
    module = services.ensure_module(course=course, provider=provider)
    chapter = ChapterFactory(module=module, title=f"{SECRET} Kapitel")
    lesson = LessonFactory(chapter=chapter, title=f"{SECRET} Lektion")
    services.publish_lesson(lesson=lesson)
    course.save_revision()
    image = get_image_model().objects.create(
        title=f"{SECRET} Bild",
        file=ImageFile(get_test_image_file(), name="b.png"),
        collection=collection,
    )
    document = get_document_model().objects.create(
        title=f"{SECRET} Dokument", file=get_test_image_file(), collection=collection
    )
    media = MediaFactory(provider=provider, title=f"{SECRET} Film")
    return {
        "page": course,
        "lesson": lesson,
        "module": module,
        "media": media,
        "image": image,
        "document": document,
        "collection": collection,
        "revision": lesson.latest_revision,
        "page_revision": course.latest_revision,
    }


@pytest.fixture
def author(client, foreign, django_capture_on_commit_callbacks):
    """Somebody who writes for another provider and is signed in."""
    provider = ProviderFactory(slug="eigen")
    own = CoursePageFactory(provider=provider, title="Eigener Kurs")
    LessonFactory(
        chapter=ChapterFactory(module=services.ensure_module(course=own, provider=provider))
    )
    user = UserFactory()
    with django_capture_on_commit_callbacks(execute=True):
        grant(user=user, role=Role.AUTHOR, provider=provider)
    client.force_login(user)
    return user


def admin_patterns(resolver=None, prefix="", namespaces=()):
    """Yield (address, namespaces) of every pattern below /admin/."""
    for entry in (resolver or get_resolver()).url_patterns:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            inner = (*namespaces, entry.namespace) if entry.namespace else namespaces
            if not prefix and not route.startswith("admin/"):
                continue
            yield from admin_patterns(entry, route, inner)
        elif isinstance(entry, URLPattern) and route.startswith("admin/"):
            yield route, namespaces


def kind_of(route, namespaces):
    """Return which of the foreign objects an address is about."""
    text = f"{route} {' '.join(namespaces)}"
    for word, kind in (
        ("modules_lesson", "lesson"),
        ("modules_module", "module"),
        ("modules_media", "media"),
        ("modules/lesson", "lesson"),
        ("modules/module", "module"),
        ("modules/media", "media"),
        ("images", "image"),
        ("documents", "document"),
        ("collections", "collection"),
    ):
        if word in text:
            return kind
    return "page"


def filled(route, namespaces, foreign):
    """Return the address with the keys of the foreign object, or None for a regular expression."""
    kind = kind_of(route, namespaces)
    revision = foreign["page_revision" if kind == "page" else "revision"].pk

    def value(match):
        kind_and_name = match.group(1)
        if "revision" in kind_and_name:
            return str(revision)
        if "app" in kind_and_name:
            return "catalogue" if kind == "page" else "modules"
        if "model" in kind_and_name:
            return "coursepage" if kind == "page" else kind
        if kind_and_name.startswith(("slug:", "str:action", "str:mode")):
            return "x"
        return str(foreign[kind].pk)

    address = re.sub(r"<([^>]+)>", value, route)
    return None if re.search(r"[\\^$?(*]", address) else f"/{address}"


def all_addresses(foreign):
    """Return every address of the admin, with foreign keys filled in."""
    found = {
        filled(route, namespaces, foreign)
        for route, namespaces in admin_patterns()
        if not LEFT_OUT.search(route)
    }
    return sorted(found - {None})


def test_every_admin_address_shows_author_nothing_foreign(client, author, foreign):
    addresses = all_addresses(foreign)
    assert len(addresses) > 150
    leaks = []
    for address in addresses:
        response = client.get(address, SEARCH)
        text = response.content.decode(errors="replace") if not response.streaming else ""
        if SECRET in text:
            leaks.append((response.status_code, address))
    assert "\n".join(map(str, leaks)) == ""


@pytest.mark.parametrize(
    "route",
    [
        "pages/{page}/edit/",
        "pages/{page}/history/",
        "pages/{page}/usage/",
        "pages/{page}/revisions/compare/live...{page_revision}/",
        "pages/{page}/revisions/{page_revision}/view/",
        "pages/{page}/copy/",
        "pages/{page}/delete/",
        "choose-page/{page}/",
        "choose-page/chosen-multiple/?id={page}",
        "snippets/modules/lesson/edit/{lesson}/",
        "snippets/modules/lesson/history/{lesson}/",
        "snippets/modules/lesson/usage/{lesson}/",
        "snippets/modules/lesson/history/{lesson}/revisions/compare/live...{revision}/",
        "snippets/modules/lesson/history/{lesson}/revisions/{revision}/view/",
        "snippets/modules/module/edit/{module}/",
        "snippets/modules/media/edit/{media}/",
        "snippets/choose/modules/media/chosen/{media}/",
        "images/{image}/",
        "images/{image}/preview/original/",
        "images/chooser/{image}/",
        "images/usage/{image}/",
        "documents/edit/{document}/",
        "documents/chooser/{document}/",
        "collections/{collection}/",
    ],
)
def test_foreign_object_does_not_open_for_author(client, author, foreign, route):
    keys = {name: row.pk for name, row in foreign.items()}
    response = client.get(f"/admin/{route.format(**keys)}")
    assert response.status_code in {302, 403, 404}
    assert response.status_code != 302 or response.url in {"/admin/", "/admin"}


def test_own_things_open_for_author(client, author):
    assert "Eigener Kurs" in client.get("/admin/snippets/modules/module/").content.decode()
    assert "Lektion" in client.get("/admin/snippets/modules/lesson/").content.decode()
    own = client.get("/admin/pages/").content.decode()
    assert "Eigener Kurs" in own or client.get("/admin/pages/").status_code == 302


def test_save_lesson_in_foreign_chapter_is_refused(client, author, foreign):
    form = client.get("/admin/snippets/modules/lesson/add/").context["form"]
    assert [str(chapter) for chapter in form.fields["chapter"].queryset] != []
    assert foreign["lesson"].chapter not in form.fields["chapter"].queryset


def test_choose_several_foreign_media_returns_none(client, author, foreign):
    address = f"/admin/snippets/choose/modules/media/chosen-multiple/?id={foreign['media'].pk}"
    assert SECRET not in client.get(address).content.decode()


def test_revoked_author_finds_nothing(client, author, foreign, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        revoke(grant=author.grants.get(), revoked_by=None)
    assert client.get("/admin/snippets/modules/lesson/").status_code in {302, 403}


def test_foreign_files_in_body_are_recognised(author, foreign):
    picture = {"image": foreign["image"].pk, "alt_text": "x", "decorative": False}
    for block in (
        {"type": "image", "value": {"image": picture, "caption": ""}, "id": "1"},
        {"type": "video", "value": foreign["media"].pk, "id": "1"},
    ):
        lesson = Lesson.objects.get(pk=LessonFactory(body=[block]).pk)
        assert foreign_files(lesson.body, user=author)
        assert not foreign_files(lesson.body, user=UserFactory(is_superuser=True))
