"""Every page × every role: the office writes, the board reads, all others do neither."""

import pytest
from django.urls import reverse

from members.cooperative.models import Charge, Membership, SharePayment, ShareTransaction
from members.roles.catalogue import Role
from tests.factories.cooperative import ApplicationFactory, FeeScheduleFactory, MembershipFactory
from tests.factories.roles import GrantFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("schedule")]
READ = {
    "dashboard": (),
    "applications": (),
    "application": ("application",),
    "members": (),
    "members_csv": (),
    "member": ("number",),
    "schedules": (),
    "contributions": (),
}
WRITE = {
    "new_application": (),
    "share_payment": ("number",),
    "further_shares": ("number",),
    "notice": ("number",),
    "new_schedule": (),
    "edit_schedule": ("draft",),
    "activate": ("draft",),
}
ONLY_READ = ["dashboard", "applications", "members", "members_csv", "member", "schedules"]
OTHERS = [role for role in Role if role not in (Role.OFFICE, Role.BOARD)]


@pytest.fixture
def address():
    """Return the address of a page, with something there to show."""
    keys = {
        "application": ApplicationFactory().pk,
        "number": MembershipFactory().number,
        "draft": FeeScheduleFactory(state="draft").pk,
    }
    pages = {**READ, **WRITE}
    return lambda name: reverse(f"cooperative:{name}", args=[keys[key] for key in pages[name]])


@pytest.mark.parametrize("name", [*READ, *WRITE])
def test_page_for_the_office(office, address, name):
    assert office.get(address(name)).status_code == 200


@pytest.mark.parametrize("name", [*READ, *WRITE])
def test_page_for_the_board(board, address, name):
    assert board.get(address(name)).status_code == (200 if name in READ else 403)


@pytest.mark.parametrize("role", OTHERS)
def test_pages_for_every_other_role_are_forbidden(client, address, role):
    client.force_login(GrantFactory(role=role).user)
    for name in (*READ, *WRITE):
        assert client.get(address(name)).status_code == 403, name
        assert client.post(address(name), {}).status_code == 403, name


@pytest.mark.parametrize("name", [*READ, *WRITE])
def test_page_without_sign_in_leads_to_the_sign_in(client, address, name):
    for answer in (client.get(address(name)), client.post(address(name), {})):
        assert answer.status_code == 302
        assert address(name) in answer["Location"]


@pytest.mark.parametrize("name", [*WRITE, "application", "contributions"])
def test_board_changes_nothing(board, address, name):
    before = [model.objects.count() for model in (Charge, SharePayment, ShareTransaction)]
    typed = {
        **{"year": "2026", "decision": "admit", "shares": "1", "reason": "x"},
        **{"number": "V-1", "decided_on": "2026-07-01", "text": ".", "amount": "1"},
        **{"paid_on": "2026-07-01", "bank_reference": "KA", "declared_on": "2026-07-01"},
    }
    assert board.post(address(name), typed).status_code == 403
    after = [model.objects.count() for model in (Charge, SharePayment, ShareTransaction)]
    assert after == before
    assert Membership.objects.get().ended_on is None


@pytest.mark.parametrize("name", ONLY_READ)
def test_page_that_only_shows_takes_nothing(office, address, name):
    assert office.post(address(name), {}).status_code == 405


@pytest.mark.parametrize("name", ["application", "share_payment", "further_shares", "notice"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_page_of_something_unknown_is_not_found(office, name, method):
    address = reverse(f"cooperative:{name}", args=[987_654])
    assert getattr(office, method)(address).status_code == 404


@pytest.mark.parametrize("name", ["member", "edit_schedule", "activate"])
def test_page_of_an_unknown_member_or_schedule_is_not_found(office, name):
    assert office.get(reverse(f"cooperative:{name}", args=[987_654])).status_code == 404


def test_public_pages_need_no_sign_in(client):
    for name in ("join", "joined"):
        assert client.get(reverse(f"cooperative:{name}")).status_code == 200
    assert client.post(reverse("cooperative:joined")).status_code == 405


@pytest.mark.parametrize("name", [*WRITE, "application", "contributions"])
def test_form_sent_empty_is_answered_by_what_is_missing(office, address, name):
    answer = office.post(address(name), {})
    assert answer.status_code == 400
    assert answer.context["form"].errors


@pytest.mark.parametrize(
    ("name", "links"),
    [
        ("applications", ["new_application"]),
        ("member", ["share_payment", "further_shares", "notice"]),
        ("schedules", ["new_schedule", "edit_schedule", "activate"]),
    ],
)
def test_links_to_deeds_are_shown_to_the_office_only(client, address, name, links):
    for role, shown in ((Role.OFFICE, True), (Role.BOARD, False)):
        client.force_login(GrantFactory(role=role).user)
        text = client.get(address(name)).content.decode()
        for link in links:
            assert (f'href="{address(link)}"' in text) is shown, (role, link)
