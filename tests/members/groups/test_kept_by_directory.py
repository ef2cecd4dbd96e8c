"""A group that a directory keeps: seen and used by human resources, changed by the directory."""

import pytest
from django.urls import reverse

from members.groups import services
from members.groups.errors import GroupNameTaken, KeptByDirectory
from members.groups.models import StaffGroup
from members.people.signals import jobs_changed
from members.roles.catalogue import Role
from tests.factories.organisations import MunicipalityFactory
from tests.factories.people import EmploymentFactory
from tests.factories.roles import GrantFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    return MunicipalityFactory()


@pytest.fixture
def jobs(town):
    return EmploymentFactory.create_batch(3, municipality=town)


@pytest.fixture
def hr(client, town):
    user = GrantFactory(role=Role.HR_MANAGER, municipality=town).user
    client.force_login(user)
    return user


@pytest.fixture
def kept(town, jobs):
    return services.keep_for_directory(
        municipality=town, name="Ersthilfe", people=[jobs[0].pk, jobs[1].pk]
    )


@pytest.fixture
def news():
    """Return whose jobs are said to have changed."""
    heard = []

    def hear(sender, employment_ids, **more):
        heard.append(sorted(employment_ids))

    jobs_changed.connect(hear)
    yield heard
    jobs_changed.disconnect(hear)


def page(answer):
    return answer.content.decode()


def test_who_comes_and_goes_is_announced_and_nobody_else(
    town, kept, jobs, news, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        keys = [jobs[1].pk, jobs[2].pk]
        services.keep_for_directory(municipality=town, name="Ersthilfe", people=keys, group=kept)
    assert news == [sorted([jobs[0].pk, jobs[2].pk])]
    with django_capture_on_commit_callbacks(execute=True):
        services.keep_for_directory(municipality=town, name="Anderer Name", people=keys, group=kept)
    assert len(news) == 1


def test_names_stay_apart(town, kept, hr, jobs):
    with pytest.raises(GroupNameTaken):
        services.keep_for_directory(municipality=town, name="ERSTHILFE", people=[])
    with pytest.raises(GroupNameTaken):
        services.define(municipality=town, name="Ersthilfe", by=hr, people=jobs)
    services.keep_for_directory(municipality=MunicipalityFactory(), name="Ersthilfe", people=[])


def test_human_resources_do_not_change_it(kept, hr, jobs):
    with pytest.raises(KeptByDirectory):
        services.change(group=kept, name="Anders", by=hr, people=jobs)
    with pytest.raises(KeptByDirectory):
        services.remove(group=kept, by=hr)
    assert StaffGroup.objects.get().name == "Ersthilfe"


def test_the_directory_removes_it(kept):
    services.forget_for_directory(group=kept)
    assert not StaffGroup.objects.exists()


def test_pages_say_where_it_is_changed(client, hr, kept):
    text = page(client.get(reverse("staff_groups:detail", args=[kept.pk])))
    assert "kommt aus dem Verzeichnis" in text
    assert reverse("staff_groups:change", args=[kept.pk]) not in text
    assert "aus dem Verzeichnis" in page(client.get(reverse("staff_groups:list")))


@pytest.mark.parametrize("name", ["change", "remove"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_addresses_typed_by_hand_lead_back_with_a_sentence(client, hr, kept, name, method):
    ask = getattr(client, method)
    answer = ask(reverse(f"staff_groups:{name}", args=[kept.pk]), {"name": "x"}, follow=True)
    assert "hier nicht geändert" in page(answer)
    assert StaffGroup.objects.get().name == "Ersthilfe"


def test_it_is_offered_wherever_groups_are(client, hr, kept, town):
    assert "Ersthilfe" in page(client.get(reverse("course_bundles:create")))
