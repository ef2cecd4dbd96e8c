"""Exports are asked for in the studio, made by a task, downloaded by those who may write."""

import datetime as dt
import io
import zipfile

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from campus.kit import dates
from courses.exchange import rules, selectors, services, storing, tasks
from courses.exchange.formats.bundles import Format
from courses.exchange.models import ModuleExport, State
from courses.modules import services as modules
from courses.modules.models import Module
from members.roles.catalogue import Role
from members.roles.services import grant
from tests.factories.accounts import UserFactory
from tests.factories.modules import ChapterFactory, LessonFactory, ModuleFactory, make_module
from tests.factories.organisations import ProviderFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def small(db):
    """Return a small module with a test."""
    return make_module(lessons=1)


@pytest.fixture
def author(client, small, django_capture_on_commit_callbacks):
    """Sign in an author of the module's provider."""
    user = UserFactory()
    with django_capture_on_commit_callbacks(execute=True):
        grant(user=user, role=Role.AUTHOR, provider=small.provider)
    client.force_login(user)
    return user


def ask(module, format_=Format.OWN):
    return services.request_export(module=module, format=format_, making=tasks.make_export)


def address(module):
    return reverse("exchange:formats", args=[module.pk])


def test_export_asked_for_is_made_and_downloaded(
    client, author, small, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(reverse("exchange:ask", args=[small.pk]), {"format": "html"})
    assert answer.status_code == 302 and answer.url == address(small)
    export = ModuleExport.objects.get()
    assert (export.state, export.requested_by) == (State.WAITING, author)
    assert "wird erstellt" in client.get(address(small)).text
    progress = reverse("exchange:progress", args=[export.pk])
    assert client.get(progress).json() == {"state": "waiting", "percent": 0}
    assert client.get(reverse("exchange:download", args=[export.pk])).status_code == 404
    assert tasks.make_export.func(str(export.pk)) == State.READY
    page = client.get(address(small)).text
    assert "Herunterladen" in page
    file = client.get(reverse("exchange:download", args=[export.pk]))
    assert f'filename="{small.course.slug}-1-html.zip"' in file["Content-Disposition"]
    content = b"".join(file.streaming_content)
    assert "index.html" in zipfile.ZipFile(io.BytesIO(content)).namelist()


def test_page_offers_every_format_in_german_words(client, author, small):
    page = client.get(address(small)).text
    for words in ("SCORM 1.2", "cmi5", "Fragen (QTI 2.1)", "Webseite mit Medien", "Erstellen"):
        assert words in page
    edit = client.get(reverse("wagtailsnippets_modules_module:edit", args=[small.pk])).text
    assert address(small) in edit


def test_page_of_a_module_of_another_provider_does_not_exist(client, author):
    foreign = make_module(lessons=1)
    export = ask(foreign)
    services.make_export(export_id=export.pk)
    assert client.get(address(foreign)).status_code == 404
    asked = client.post(reverse("exchange:ask", args=[foreign.pk]), {"format": "html"})
    assert asked.status_code == 404
    for name in ("progress", "download"):
        assert client.get(reverse(f"exchange:{name}", args=[export.pk])).status_code == 404


def test_author_who_reviews_for_another_provider_exports_nothing_there(
    client, author, small, django_capture_on_commit_callbacks
):
    other = make_module(lessons=1)
    with django_capture_on_commit_callbacks(execute=True):
        grant(user=author, role=Role.REVIEWER, provider=other.provider)
    assert client.get(address(small)).status_code == 200
    assert client.get(address(other)).status_code == 404
    asked = client.post(reverse("exchange:ask", args=[other.pk]), {"format": "html"})
    assert asked.status_code == 404 and not ModuleExport.objects.exists()


@pytest.mark.parametrize(
    ("role", "there"),
    [(Role.AUTHOR, True), (Role.PROVIDER_OWNER, True), (Role.REVIEWER, False), (Role.TUTOR, False)],
)
def test_only_those_who_write_take_a_module_along(
    small, role, there, django_capture_on_commit_callbacks
):
    user = UserFactory()
    with django_capture_on_commit_callbacks(execute=True):
        grant(user=user, role=role, provider=small.provider)
    assert rules.may_export(user) == there
    assert (selectors.module_for(user, small.pk) == small) == there
    export = ask(small)
    assert (selectors.export_for(user, export.pk) == export) == there


def test_unknown_format_does_not_exist(client, author, small):
    asked = client.post(reverse("exchange:ask", args=[small.pk]), {"format": "docx"})
    assert asked.status_code == 404


def test_module_without_edition_says_what_to_do(client, author, small):
    empty = ModuleFactory(provider=small.provider)
    assert "noch nichts veröffentlicht" in client.get(address(empty)).text
    answer = client.post(reverse("exchange:ask", args=[empty.pk]), {"format": "html"}, follow=True)
    assert "Veröffentlichen Sie zuerst eine Lektion." in answer.text
    assert not ModuleExport.objects.exists()


def test_module_without_questions_offers_no_questions(client, author, small):
    module = make_module(provider=small.provider, graded=False)
    page = client.get(address(module)).text
    assert "Dieses Modul hat keine Fragen." in page
    answer = client.post(reverse("exchange:ask", args=[module.pk]), {"format": "qti"}, follow=True)
    assert "nichts, was als QTI" in answer.text


def test_same_version_is_made_only_once_and_again_where_its_file_is_lost(small):
    first = ask(small)
    assert ask(small) == first
    services.make_export(export_id=first.pk)
    assert ask(small).is_ready
    storing.remove(first.folder)
    assert ask(small).state == State.WAITING
    assert services.make_export(export_id=first.pk).is_ready
    assert storing.is_kept(first.folder)


def test_task_run_twice_or_too_late_does_no_harm(small):
    export = ask(small)
    size = services.make_export(export_id=export.pk).size
    assert services.make_export(export_id=export.pk).size == size
    ModuleExport.objects.all().delete()
    assert tasks.make_export.func(str(export.pk)) == ""


def test_export_that_breaks_is_marked_and_can_be_asked_for_again(small, monkeypatch):
    export = ask(small)

    def full(folder, stream):
        raise OSError("no space left")

    with monkeypatch.context() as patch:
        patch.setattr(storing, "keep", full)
        with pytest.raises(OSError, match="space"):
            services.make_export(export_id=export.pk)
    export.refresh_from_db()
    assert export.state == State.FAILED
    assert ask(small).state == State.WAITING


def test_new_edition_is_an_export_of_its_own(small):
    first = ask(small)
    LessonFactory(chapter=ChapterFactory(module=small))
    assert ask(small) == first
    modules.freeze(module=small)
    second = ask(small)
    assert second != first and second.version.number == 2


def test_old_exports_are_forgotten_with_their_files(small):
    old, young = ask(small), ask(small, Format.HTML)
    for export in (old, young):
        services.make_export(export_id=export.pk)
    long_ago = dates.now() - dt.timedelta(days=31)
    ModuleExport.objects.filter(pk=old.pk).update(requested_at=long_ago)
    assert tasks.tidy.func() == 1
    assert list(ModuleExport.objects.all()) == [young]
    assert not storing.is_kept(old.folder) and storing.is_kept(young.folder)


def test_page_asks_as_often_for_many_exports_as_for_none(
    client, author, small, django_assert_num_queries
):
    client.get(address(small))
    with django_assert_num_queries(14):
        client.get(address(small))
    for format_ in Format:
        services.make_export(export_id=ask(small, format_).pk)
    with django_assert_num_queries(14):
        client.get(address(small))


def test_command_reads_an_archive_in(small, tmp_path, capsys):
    export = ask(small)
    services.make_export(export_id=export.pk)
    file = tmp_path / "modul.zip"
    file.write_bytes(storing.opened(export.folder).read())
    other = ProviderFactory()
    call_command("module_import", file, provider=other.slug, slug="neu")
    made = Module.objects.get(provider=other)
    assert made.course.slug == "neu"
    assert "/neu/" in capsys.readouterr().out


@pytest.mark.parametrize("name", ["fehlt.zip", "leer.zip"])
def test_command_says_what_is_wrong_with_a_file(db, tmp_path, name):
    (tmp_path / "leer.zip").write_bytes(b"")
    with pytest.raises(CommandError):
        call_command("module_import", tmp_path / name, provider=ProviderFactory().slug)
    with pytest.raises(CommandError, match="no provider"):
        call_command("module_import", tmp_path / name, provider="niemand")
