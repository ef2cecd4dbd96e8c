"""Everybody starts where the own work is, and finds the rest of it from there."""

import pytest

from courses.portal.homes import home_of
from members.roles.catalogue import Role
from members.roles.services import grant
from tests.factories.accounts import UserFactory
from tests.factories.modules import make_module
from tests.factories.organisations import ProviderFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("role", "home"),
    [
        (Role.AUTHOR, "/admin/"),
        (Role.REVIEWER, "/pruefung/"),
        (Role.ANALYST, "/lehre/auswertung/"),
        (Role.TUTOR, "/lehre/fragen/"),
    ],
)
def test_people_of_a_provider_start_at_their_work(role, home):
    user = UserFactory()
    grant(user=user, role=role, provider=ProviderFactory())
    assert home_of(user) == home


def test_whoever_writes_and_analyses_starts_in_the_studio():
    user, provider = UserFactory(), ProviderFactory()
    for role in (Role.ANALYST, Role.AUTHOR):
        grant(user=user, role=role, provider=provider)
    assert home_of(user) == "/admin/"


@pytest.mark.parametrize("address", ["/pruefung/", "/lehre/auswertung/", "/lehre/fragen/"])
def test_start_of_the_studio_leads_to_what_belongs_to_teaching(
    client, address, django_capture_on_commit_callbacks
):
    provider, user = make_module(title="Akten führen").provider, UserFactory()
    with django_capture_on_commit_callbacks(execute=True):
        for role in (Role.AUTHOR, Role.REVIEWER):
            grant(user=user, role=role, provider=provider)
    client.force_login(user)
    page = client.get("/admin/").content.decode()
    assert "Rund um Ihre Lehre" in page
    assert f'<a class="button button-secondary" href="{address}">' in page


def test_start_of_the_studio_offers_no_page_that_would_be_refused(
    client, django_capture_on_commit_callbacks
):
    user = UserFactory()
    with django_capture_on_commit_callbacks(execute=True):
        grant(user=user, role=Role.AUTHOR, provider=ProviderFactory())
    client.force_login(user)
    assert 'class="button button-secondary" href="/pruefung/"' not in (
        client.get("/admin/").content.decode()
    )
