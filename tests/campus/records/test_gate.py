"""The record store's pages open for administrators only, and a deed of others changes nothing."""

import uuid

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from wagtail.models import ModelLogEntry

from campus.records import rules
from campus.records.menu import records_item
from courses.xapi.models import Client, ForwardingTarget
from members.roles.catalogue import Role
from tests.factories.accounts import UserFactory
from tests.factories.roles import GrantFactory
from tests.factories.xapi import ClientFactory

pytestmark = pytest.mark.django_db
OTHERS = [role for role in Role if role is not Role.ADMINISTRATOR]
PAGES = ("overview", "clients", "add_client", "timeline")
DEEDS = ("renew_secret", "switch_off", "switch_on")


@pytest.mark.parametrize("role", Role)
def test_administrators_alone_run_the_store(role):
    assert rules.may_operate(GrantFactory(role=role).user) is (role is Role.ADMINISTRATOR)
    assert not rules.may_operate(AnonymousUser())
    assert not rules.may_operate(UserFactory())


@pytest.mark.parametrize("role", OTHERS)
def test_other_roles_see_no_page_and_no_entry_in_the_menu(client, rf, role):
    user = GrantFactory(role=role).user
    client.force_login(user)
    for name in PAGES:
        assert client.get(reverse(f"records:{name}")).status_code == 403
    assert client.get(reverse("records:statement", args=[uuid.uuid4()])).status_code == 403
    request = rf.get("/")
    request.user = user
    assert not records_item().is_shown(request)
    assert not ModelLogEntry.objects.filter(action__startswith="records.").exists()


@pytest.mark.parametrize("role", [Role.OFFICE, Role.PROVIDER_OWNER])
def test_deeds_of_other_roles_change_nothing(client, role):
    row = ClientFactory()
    target = ForwardingTarget.objects.create(name="Landesspeicher")
    before = Client.objects.values().get()
    client.force_login(GrantFactory(role=role).user)
    sent = {"hours": "0", "name": "Neu", "owner": "platform:", "scopes": ["all"]}
    for name in DEEDS:
        address = reverse(f"records:{name}", args=[row.pk])
        assert client.post(address, sent).status_code == 403
    assert client.post(reverse("records:add_client"), sent).status_code == 403
    for name in ("pause", "resume"):
        assert client.post(reverse(f"records:{name}", args=[target.name])).status_code == 403
    target.refresh_from_db()
    assert not target.paused
    assert Client.objects.values().get() == before


def test_visitors_sign_in_first(client):
    for name in PAGES:
        answer = client.get(reverse(f"records:{name}"))
        assert answer.status_code == 302
        assert "next=" in answer["Location"]


@pytest.mark.parametrize("name", PAGES)
def test_no_page_is_kept_by_browsers_or_proxies(client, operator, name):
    answer = client.get(reverse(f"records:{name}"))
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("name", ["overview", "clients", "timeline"])
def test_pages_that_only_show_take_nothing(client, operator, name):
    assert client.post(reverse(f"records:{name}"), {}).status_code == 405


@pytest.mark.parametrize("name", [*DEEDS, "client"])
def test_number_that_no_program_has_is_not_found(client, operator, name):
    for number in (0, 10**25):
        assert client.get(reverse(f"records:{name}", args=[number])).status_code == 404


@pytest.mark.parametrize(
    "change",
    [{"owner": "provider:²"}, {"owner": f"provider:{10**25}"}, {"owner": ":"}, {"rate": "1" * 400}],
)
def test_tampered_wish_is_named_and_makes_no_program(client, operator, change):
    wish = {"name": "Moodle", "owner": "platform:", "scopes": ["statements/write"], **change}
    answer = client.post(reverse("records:add_client"), wish)
    assert answer.status_code == 400
    assert "Es wurde nichts angelegt." in answer.content.decode()
    assert not Client.objects.exists()


def test_switching_off_twice_is_as_good_as_once(client, operator):
    row = ClientFactory()
    for _time in range(2):
        answer = client.post(reverse("records:switch_off", args=[row.pk]))
        assert answer.status_code == 302
    row.refresh_from_db()
    assert not row.active
