"""What a module's documents ask for: set by authors, kept by versions, checked on the way in."""

import pytest
import yaml
from django.core.exceptions import ValidationError

from courses.modules import services
from courses.modules.content_import import import_module
from courses.modules.errors import BadContent
from courses.modules.models import Module, ModuleVersion
from courses.modules.studio.services import setup_studio
from courses.modules.terms import Terms
from members.roles.catalogue import Role
from tests.factories.modules import make_module
from tests.factories.organisations import ProviderFactory

pytestmark = pytest.mark.django_db
STRICT = Terms(participation_percent=100, achievement_percent=80, valid_months=24)


def newest(module):
    return ModuleVersion.objects.filter(module=module).order_by("-number").first()


def test_a_new_module_asks_for_half_and_never_expires():
    assert newest(make_module()).terms == Terms(50, 50, None)


def test_terms_go_with_the_next_version_and_leave_the_last_one_alone():
    module = make_module()
    services.set_terms(module=module, terms=STRICT)

    services.freeze(module=module)

    assert [version.terms for version in module.versions.order_by("number")] == [Terms(), STRICT]


def test_freeze_with_the_same_terms_makes_no_second_version():
    module = make_module()
    services.set_terms(module=module, terms=STRICT)
    assert services.freeze(module=module) == services.freeze(module=module)


@pytest.mark.parametrize(
    "terms",
    [
        Terms(participation_percent=0),
        Terms(participation_percent=101),
        Terms(achievement_percent=100),
        Terms(valid_months=0),
        Terms(valid_months=121),
    ],
)
def test_terms_that_cannot_be_are_refused(terms):
    module = make_module()
    with pytest.raises(ValidationError):
        services.set_terms(module=module, terms=terms)
    assert Module.objects.get(pk=module.pk).terms == Terms()


def folder_with(tmp_path, **facts):
    item = {"kind": "lesson", "key": "a", "title": "A", "body": [{"type": "heading", "value": "W"}]}
    chapters = [{"title": "Kapitel", "items": [item]}]
    whole = {"slug": "k", "title": "K", "promise": "Ja.", "chapters": chapters, **facts}
    (tmp_path / "module.yaml").write_text(yaml.safe_dump(whole), encoding="utf-8")
    return tmp_path


def test_import_takes_the_terms_of_the_folder(tmp_path):
    folder = folder_with(tmp_path, participation_percent=100, valid_months=24)
    module = import_module(folder=folder, provider=ProviderFactory())
    assert newest(module).terms == Terms(100, 50, 24)


def test_import_of_impossible_terms_names_them(tmp_path):
    folder = folder_with(tmp_path, participation_percent="viel")
    with pytest.raises(BadContent, match="participation_percent"):
        import_module(folder=folder, provider=ProviderFactory())


@pytest.mark.parametrize(("role", "versions"), [(Role.AUTHOR, 1), (Role.EDITOR, 2)])
def test_saving_the_module_freezes_changed_terms_only_for_editors(
    client, enter, role, versions, django_capture_on_commit_callbacks
):
    setup_studio()
    module = make_module(provider=ProviderFactory())
    enter(role, **({"provider": module.provider} if role is Role.AUTHOR else {}))
    form = {
        "chapters-TOTAL_FORMS": 1,
        "chapters-INITIAL_FORMS": 1,
        "chapters-0-id": module.chapters.get().pk,
        "chapters-0-title": "Kapitel",
        "chapters-0-ORDER": 1,
        **STRICT.as_fields(),
    }

    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"/admin/snippets/modules/module/edit/{module.pk}/", form)

    module.refresh_from_db()
    assert module.terms == STRICT
    assert module.versions.count() == versions
