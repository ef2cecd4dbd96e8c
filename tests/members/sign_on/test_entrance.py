"""The way in: by the address, by the municipality, by the code; and where only one way is left."""

import datetime as dt
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from members.messages.models import Message
from members.roles.catalogue import Role
from members.sign_on import errors, services
from members.sign_on.attributes import Arrival
from members.sign_on.models import Identity
from members.sign_on.views.arrivals import PENDING
from tests.factories.accounts import UserFactory
from tests.factories.people import EmploymentFactory
from tests.factories.roles import GrantFactory
from tests.factories.sign_on import ConnectionFactory

pytestmark = pytest.mark.django_db
CONFIRM = "/konto/kommune/code/"
PASSWORD = "ein langes Kennwort 7"


@pytest.fixture
def connection():
    return ConnectionFactory(domain="rathaus.example", municipality__slug="rathaus")


@pytest.fixture
def waiting(client, connection):
    """Let a colleague with an account arrive, who now waits for the code."""
    job = EmploymentFactory(municipality=connection.municipality)
    pending = services.send_code(
        connection=connection,
        person=job.person,
        arrival=Arrival(subject="e1", email=job.person.email),
        next_url="/katalog/",
    )
    session = client.session
    session[PENDING] = pending.as_dict()
    session.save()
    return job


def sent_code():
    return re.search(r"^\d{8}$", Message.objects.get(kind="sign_on_code").body, re.M).group()


def test_entrance_offers_what_is_switched_on(client, connection):
    ConnectionFactory(is_on=False, municipality__name="Stadt Ausgeschaltet")

    page = client.get(reverse("sign_on:entrance")).content.decode()

    assert connection.municipality.name in page
    assert "Stadt Ausgeschaltet" not in page


def test_entrance_without_any_connection_says_so(client):
    page = client.get(reverse("sign_on:entrance")).content.decode()

    assert "noch keine Kommune" in page
    assert "<select" not in page


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({}, "Tragen Sie Ihre Adresse ein"),
        ({"email": "x@anderswo.example"}, "gehört zu keiner Kommune"),
        ({"email": "keine Adresse"}, "keine Adresse"),
        ({"place": "gibt-es-nicht"}, "Mit der Kommune anmelden"),
    ],
)
def test_entrance_keeps_what_leads_nowhere(client, connection, data, sentence):
    answer = client.post(reverse("sign_on:entrance"), data)

    assert answer.status_code == 400
    assert sentence in answer.content.decode()


def test_login_page_leads_to_the_municipalities_and_keeps_the_destination(client):
    page = client.get(reverse("account_login"), {"next": "/katalog/"}).content.decode()

    assert "/konto/kommune/?next=/katalog/" in page


def test_place_shows_the_way_in_of_one_municipality(
    client, connection, django_assert_max_num_queries
):
    with django_assert_max_num_queries(12):
        page = client.get("/konto/kommune/rathaus/").content.decode()

    assert connection.municipality.name in page


def test_confirm_with_the_code_connects_and_signs_in(client, waiting):
    answer = client.post(CONFIRM, {"code": f" {sent_code()[:4]} {sent_code()[4:]}"})

    assert answer["Location"] == "/katalog/"
    assert client.session["_auth_user_id"] == str(waiting.person.user_id)
    assert Identity.objects.get().user == waiting.person.user


def test_confirm_sends_the_code_to_the_address_on_file_only(waiting):
    assert Message.objects.get(kind="sign_on_code").email == waiting.person.user.email


def test_confirm_with_a_wrong_code_asks_again_five_times(client, waiting):
    statuses = [client.post(CONFIRM, {"code": "00000000"}).status_code for _try in range(6)]

    assert statuses == [400, 400, 400, 400, 400, 410]
    assert not Identity.objects.exists()
    assert client.post(CONFIRM, {"code": sent_code()})["Location"] == reverse("sign_on:entrance")


def test_confirm_after_a_quarter_of_an_hour_is_too_late(client, waiting, time_machine):
    code = sent_code()
    time_machine.move_to(timezone.now() + dt.timedelta(minutes=16))

    assert client.post(CONFIRM, {"code": code}).status_code == 410


def test_confirm_after_the_issuer_has_changed_begins_anew(client, waiting, connection):
    connection.issuer = "https://login.neu.example"
    connection.save()

    assert client.post(CONFIRM, {"code": sent_code()}).status_code == 410
    assert not Identity.objects.exists()


def test_confirm_without_an_arrival_leads_to_the_entrance(client):
    assert client.get(CONFIRM)["Location"] == reverse("sign_on:entrance")


def test_code_of_one_arrival_does_not_open_another(connection):
    job = EmploymentFactory(municipality=connection.municipality)
    given = {"connection": connection, "person": job.person, "next_url": ""}
    first = services.send_code(arrival=Arrival(subject="1"), **given)
    code = sent_code()
    second = services.send_code(arrival=Arrival(subject="2"), **given)

    services.check_code(first, code)
    with pytest.raises(errors.CodeWrong):
        services.check_code(second, code)


@pytest.fixture
def closed(connection):
    """Let the municipality allow only its own sign-in; return who keeps the spare key."""
    keeper = UserFactory(username="personal", password=PASSWORD)
    EmploymentFactory(person__user=keeper, municipality=connection.municipality)
    GrantFactory(user=keeper, role=Role.HR_MANAGER, municipality=connection.municipality)
    services.set_only_way(connection=connection, is_only_way=True, spare_key=keeper)
    return keeper


def log_in(client, user):
    return client.post(reverse("account_login"), {"login": user.username, "password": PASSWORD})


def test_password_where_only_the_own_sign_in_is_agreed_leads_there(client, connection, closed):
    user = UserFactory(password=PASSWORD)
    EmploymentFactory(person__user=user, municipality=connection.municipality)

    answer = log_in(client, user)

    assert answer["Location"] == "/konto/kommune/rathaus/"
    assert "_auth_user_id" not in client.session


def test_password_of_the_spare_key_still_works(client, closed):
    log_in(client, closed)

    assert client.session["_auth_user_id"] == str(closed.pk)


def test_password_of_somebody_with_two_employers_still_works(client, connection, closed):
    user = UserFactory(password=PASSWORD)
    job = EmploymentFactory(person__user=user, municipality=connection.municipality)
    EmploymentFactory(person=job.person)

    log_in(client, user)

    assert client.session["_auth_user_id"] == str(user.pk)


def test_password_of_other_towns_still_works(client, closed):
    user = UserFactory(password=PASSWORD)
    EmploymentFactory(person__user=user)

    log_in(client, user)

    assert client.session["_auth_user_id"] == str(user.pk)
