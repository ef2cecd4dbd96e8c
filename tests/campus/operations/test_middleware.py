"""The gates around the back office, and the guard against numbers that no row can have."""

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.messages import get_messages
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from campus.operations.middleware import NumbersWithoutRow
from members.accounts.models import User
from members.roles.catalogue import Role
from members.roles.services import grant
from tests.factories.accounts import UserFactory
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(client: Client) -> Client:
    """Somebody of the cooperative's office, signed in, without a second factor."""
    user = UserFactory()
    grant(user=user, role=Role.OFFICE)
    client.force_login(user)
    return client


def test_admin_has_a_policy_of_its_own(client: Client) -> None:
    policy = client.get("/admin/")["Content-Security-Policy"]
    assert "script-src 'self' 'unsafe-inline'" in policy
    assert "default-src 'self'" in policy
    assert "http" not in policy.replace("https://checkout.stripe.com", "")


def test_page_keeps_the_strict_policy(client: Client) -> None:
    policy = client.get("/konto/login/")["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "unsafe-inline" not in policy


def test_gate_where_a_second_factor_is_offered_lets_pass(office: Client) -> None:
    assert office.get("/admin/").status_code == 200


@pytest.mark.parametrize("path", ["/admin/", "/personal/", "/genossenschaft/x/", "/berichte/"])
def test_gate_where_it_is_required_leads_to_the_set_up(office: Client, settings, path: str) -> None:
    settings.KC_MFA_FOR_STAFF = "required"
    answer = office.get(path, follow=False)
    assert (answer.status_code, answer["Location"]) == (302, reverse("mfa_index"))
    assert "zweiten Faktor" in str(*get_messages(answer.wsgi_request))


def test_gate_lets_learners_pass(client: Client, settings) -> None:
    settings.KC_MFA_FOR_STAFF = "required"
    client.force_login(UserFactory())
    answer = client.get("/personal/")
    assert answer.status_code != 302 or answer["Location"] != reverse("mfa_index")


def test_gate_leaves_other_pages_alone(office: Client, settings) -> None:
    settings.KC_MFA_FOR_STAFF = "required"
    assert office.get("/konto/2fa/", follow=True).status_code == 200


def test_gate_lets_pass_who_sets_up_a_second_factor_from_the_next_page_on(
    office: Client, settings
) -> None:
    settings.KC_MFA_FOR_STAFF = "required"
    assert office.get("/admin/").status_code == 302
    user = User.objects.get(pk=office.session["_auth_user_id"])
    factor = Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={})
    assert office.get("/admin/").status_code == 200
    factor.delete()
    assert office.get("/admin/").status_code == 302


HUGE = 10**25


def test_number_that_no_row_can_have_is_not_found(office: Client) -> None:
    assert office.get(f"/lernpfade/voraussetzungen/{HUGE}/").status_code == 404
    office.force_login(PersonFactory().user)
    assert office.get(f"/bewertungen/{HUGE}/").status_code == 404


def test_other_overflows_stay_errors(rf) -> None:
    guard = NumbersWithoutRow(lambda request: HttpResponse())
    for error in (OverflowError("date value out of range"), ValueError(guard.REFUSAL)):
        assert guard.process_exception(rf.get("/"), error) is None
    assert guard(rf.get("/")).status_code == 200
