"""OpenID Connect with a real provider in a process of its own."""

from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from django.test import Client
from django.urls import reverse

from members.people.models import Employment
from members.roles.catalogue import Role
from members.sign_on.models import Connection, Identity
from members.sign_on.services import Details, save_connection
from tests.factories.accounts import UserFactory
from tests.factories.organisations import MunicipalityFactory
from tests.factories.people import EmploymentFactory
from tests.factories.roles import GrantFactory
from tests.support.oidc_provider import CLIENT_ID, SECRET, start

pytestmark = pytest.mark.django_db
HERE = "http://testserver/konto/oidc/rathaus/"


@pytest.fixture(scope="module")
def provider():
    running = start(HERE)
    yield running
    running.stop()


@pytest.fixture
def town(settings):
    settings.KC_SIGN_ON_INSIDE = True
    return MunicipalityFactory(slug="rathaus")


@pytest.fixture
def connection(town, provider):
    details = Details(
        protocol=Connection.Protocol.OIDC,
        issuer=provider.issuer,
        client_id=CLIENT_ID,
        secret=SECRET,
        domains=("rathaus.example",),
    )
    made = save_connection(municipality=town, details=details, changed_by=UserFactory())
    made.is_on = True
    made.save()
    return made


def led_away(client, **data):
    answer = client.post(reverse("sign_on:entrance"), {"email": "x@rathaus.example", **data})
    assert answer.status_code == 200
    return answer.context["address"]


def come_back(client, address):
    parts = urlsplit(address)
    return client.get(parts.path, parse_qs(parts.query))


def asked(address):
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}


def with_other(address, **changed):
    return f"{HERE}?{urlencode({**asked(address), **changed})}"


def test_sign_in_somebody_new_by_the_domain_of_the_address(client, connection, provider):
    address = led_away(client, next="/katalog/")

    answer = come_back(client, provider.answer(address))

    assert answer["Location"] == "/katalog/"
    job = Employment.objects.get()
    assert (job.municipality, job.personnel_number) == (connection.municipality, "4711")
    assert client.session["_auth_user_id"] == str(job.person.user_id)
    assert Identity.objects.get().issuer == provider.issuer


def test_the_question_carries_state_nonce_and_challenge(client, connection, provider):
    first, second = asked(led_away(client)), asked(led_away(client))

    assert first["code_challenge_method"] == "S256"
    assert first["redirect_uri"] == HERE
    for name in ("state", "nonce", "code_challenge"):
        assert first[name] != second[name]


def test_sign_in_with_an_answer_of_another_state_is_refused(client, connection, provider):
    back = provider.answer(led_away(client))

    assert come_back(client, with_other(back, state="another")).status_code == 400
    assert "_auth_user_id" not in client.session


def test_sign_in_with_an_answer_that_was_used_is_refused(client, connection, provider):
    back = provider.answer(led_away(client))
    come_back(client, back)
    client.logout()

    assert come_back(client, back).status_code == 400


def test_sign_in_with_somebody_elses_answer_is_refused(client, connection, provider):
    back = provider.answer(led_away(client))

    assert come_back(Client(), back).status_code == 400


def test_sign_in_with_the_code_of_another_question_is_refused(client, connection, provider):
    stolen = asked(provider.answer(led_away(Client())))["code"]
    back = provider.answer(led_away(client))

    assert come_back(client, with_other(back, code=stolen)).status_code == 400
    assert not Employment.objects.exists()


def test_sign_in_with_an_answer_to_another_nonce_is_refused(client, connection, provider):
    address = led_away(client)
    other = address.replace(asked(address)["nonce"], "0" * 32)

    assert come_back(client, provider.answer(other)).status_code == 400
    assert not Employment.objects.exists()


def test_sign_in_with_an_address_outside_the_domains_is_refused(client, connection, provider):
    answer = come_back(client, provider.answer(led_away(client), who="fremd"))

    assert answer.status_code == 403
    assert "frieda@anderswo.example" in answer.content.decode()
    assert not Employment.objects.exists()


def test_sign_in_cancelled_at_the_provider_is_said(client, connection):
    state = asked(led_away(client))["state"]

    answer = client.get(HERE, {"error": "access_denied", "state": state})

    assert answer.status_code == 400
    assert "_auth_user_id" not in client.session


def test_trial_shows_what_came_and_changes_nothing(client, connection, provider):
    hr = GrantFactory(role=Role.HR_MANAGER, municipality=connection.municipality).user
    Connection.objects.update(is_on=False, tried_at=None)
    client.force_login(hr)
    begun = client.post(reverse("sign_on:begin_trial", args=["rathaus"]))

    answer = come_back(client, provider.answer(begun.context["address"]))
    page = client.get(answer["Location"]).content.decode()

    assert "erika@rathaus.example" in page
    assert "employee_number" in page
    assert not Employment.objects.exists()
    assert not Identity.objects.exists()
    assert client.session["_auth_user_id"] == str(hr.pk)
    assert Connection.objects.get().tried_at is not None


def test_trial_with_a_wrong_secret_says_so(client, connection, provider):
    hr = GrantFactory(role=Role.HR_MANAGER, municipality=connection.municipality).user
    Connection.objects.update(sealed_secret="", tried_at=None)
    client.force_login(hr)
    begun = client.post(reverse("sign_on:begin_trial", args=["rathaus"]))

    answer = come_back(client, provider.answer(begun.context["address"]))
    page = client.get(answer["Location"]).content.decode()

    assert "Client-Geheimnis" in page
    assert Connection.objects.get().tried_at is None


def test_trial_at_a_provider_that_is_down_leads_back_to_the_set_up(client, connection):
    hr = GrantFactory(role=Role.HR_MANAGER, municipality=connection.municipality).user
    Connection.objects.update(issuer="http://127.0.0.1:9", tried_at=None)
    client.force_login(hr)

    answer = client.post(reverse("sign_on:begin_trial", args=["rathaus"]))

    page = answer.content.decode()
    assert answer.status_code == 400
    assert f'href="{reverse("sign_on:settings", args=["rathaus"])}"' in page
    assert "Mit Anmeldenamen und Kennwort anmelden" not in page


def test_sign_in_that_is_switched_off_is_not_offered(client, connection):
    Connection.objects.update(is_on=False)

    answer = client.post(reverse("sign_on:entrance"), {"email": "x@rathaus.example"})

    assert answer.status_code == 400
    assert client.get(reverse("sign_on:place", args=["rathaus"])).status_code == 404


def test_sign_in_at_a_provider_that_is_down_is_said(client, connection):
    Connection.objects.update(issuer="http://127.0.0.1:9")

    answer = client.post(reverse("sign_on:place", args=["rathaus"]))

    assert answer.status_code == 400


def test_an_existing_account_of_the_staff_list_asks_for_a_code(
    client, connection, provider, mailoutbox
):
    job = EmploymentFactory(municipality=connection.municipality, personnel_number="4711")

    answer = come_back(client, provider.answer(led_away(client)))

    assert answer["Location"] == reverse("sign_on:confirm")
    assert "_auth_user_id" not in client.session
    assert not Identity.objects.filter(user=job.person.user).exists()
