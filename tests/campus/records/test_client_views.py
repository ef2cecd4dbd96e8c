"""Programs: credentials are shown once and kept nowhere; every deed is logged."""

import base64
import datetime as dt
import html
import json
import re
import urllib.parse

import pytest
from django.urls import reverse
from wagtail.models import ModelLogEntry

from campus.kit import dates
from campus.records import services
from courses.xapi.models import Client
from tests.factories.organisations import MunicipalityFactory, ProviderFactory
from tests.factories.xapi import SECRET, ClientFactory, agent, statement

pytestmark = pytest.mark.django_db
LIST = reverse("records:clients")
ADD = reverse("records:add_client")
VERB = "http://adlnet.gov/expapi/verbs/completed"
WISH = {
    "name": "Moodle am Meer",
    "owner": "platform:",
    "scopes": ["statements/write", "statements/read/mine"],
    "accounts_only": "on",
}


def deed(name, client):
    return reverse(f"records:{name}", args=[client.pk])


def shown(response, field):
    """Return the key or secret that the page shows."""
    found = re.search(rf'value="([^"]+)" id="{field}"', response.content.decode())
    return html.unescape(found[1])


def status_of_call(client, key, secret):
    """Call the store as the program does."""
    token = base64.b64encode(f"{key}:{secret}".encode()).decode()
    response = client.post(
        "/xapi/statements",
        json.dumps([statement(actor=agent("3f0c7a52"))]),
        content_type="application/json",
        headers={"authorization": f"Basic {token}", "x-experience-api-version": "2.0.0"},
    )
    return response.status_code


def logged():
    return list(
        ModelLogEntry.objects.filter(action__startswith="records.").values_list("action", flat=True)
    )


def test_list_tells_owner_rights_limits_and_state_in_words(client, operator):
    provider = ProviderFactory(name="Hochschule am Meer")
    ClientFactory(
        name="Moodle",
        owner_kind="provider",
        owner_key=str(provider.pk),
        scopes=["statements/write"],
        rate_per_minute=6000,
        allowed_verbs=[VERB],
        allowed_actors=["a", "b"],
        active=False,
    )
    page = client.get(LIST).content.decode()
    for words in (
        "Hochschule am Meer",
        "Aussagen schreiben",
        "höchstens 6.000 Anfragen je Minute",
        "nur 1 Verb",
        "nur 2 Konten",
        "ausgeschaltet",
    ):
        assert words in page


def test_empty_list_says_so(client, operator):
    assert "Noch kein Programm hat Zugangsdaten." in client.get(LIST).content.decode()


def test_list_costs_as_many_queries_for_many_rows_as_for_few(
    client, operator, django_assert_num_queries, django_assert_max_num_queries
):
    def fill(count):
        for _ in range(count):
            ClientFactory(owner_kind="provider", owner_key=str(ProviderFactory().pk))
            ClientFactory(owner_kind="municipality", owner_key=str(MunicipalityFactory().pk))

    fill(3)
    client.get(LIST)
    with django_assert_max_num_queries(25) as few:
        client.get(LIST)
    fill(12)
    with django_assert_num_queries(len(few)):
        client.get(LIST)


def test_new_program_works_with_what_the_page_shows(client, operator):
    response = client.post(ADD, WISH)
    key, secret = shown(response, "key"), shown(response, "secret")
    assert response.status_code == 200
    assert status_of_call(client, key, secret) == 200
    assert logged() == [services.CREATED]


def test_secret_is_shown_once_and_may_not_be_cached(client, operator):
    response = client.post(ADD, WISH)
    secret = shown(response, "secret")
    assert "no-store" in response["Cache-Control"]
    row = Client.objects.get()
    for address in (LIST, deed("client", row), deed("renew_secret", row)):
        assert secret not in client.get(address).content.decode()
    kept = json.dumps(list(Client.objects.values()), default=str)
    kept += json.dumps(list(ModelLogEntry.objects.values()), default=str)
    assert secret not in kept


def test_file_holds_name_address_key_and_secret(client, operator):
    response = client.post(ADD, {**WISH, "name": "Prüfung & Co"})
    found = re.search(r'href="data:text/plain;charset=utf-8,([^"]+)"', response.content.decode())
    text = urllib.parse.unquote(found[1])
    assert "Programm: Prüfung & Co" in text and "/xapi/" in text
    assert f"Schlüssel: {shown(response, 'key')}" in text
    assert f"Geheimnis: {shown(response, 'secret')}" in text


def test_new_program_keeps_what_was_chosen(client, operator):
    town = MunicipalityFactory()
    client.post(
        ADD,
        {
            **WISH,
            "owner": f"municipality:{town.pk}",
            "rate": "120",
            "verbs": f"{VERB}\r\n\r\n {VERB} \r\nhttps://x.example/v",
            "actors": "3f0c7a52",
        },
    )
    row = Client.objects.get()
    assert (row.owner_kind, row.owner_key) == ("municipality", str(town.pk))
    assert (row.rate_per_minute, row.accounts_only) == (120, True)
    assert row.allowed_verbs == [VERB, "https://x.example/v"]
    assert len(row.allowed_actors) == 1 and row.allowed_actors[0].endswith("|3f0c7a52")


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"name": ""}, "Bitte füllen Sie dieses Feld aus."),
        ({"name": "x" * 201}, "200"),
        ({"owner": "provider:99999"}, "gültige Auswahl"),
        ({"scopes": []}, "Bitte füllen Sie dieses Feld aus."),
        ({"scopes": ["root"]}, "gültige Auswahl"),
        ({"rate": "0"}, "größer oder gleich 1"),
        ({"rate": "viele"}, "ganze Zahl"),
        ({"verbs": "completed"}, "„completed“ ist keine vollständige Adresse."),
        ({"actors": "\n".join(map(str, range(501)))}, "höchstens 500 Zeilen"),
    ],
)
def test_bad_wish_is_named_and_stays_typed(client, operator, change, sentence):
    response = client.post(ADD, {**WISH, **change})
    page = response.content.decode()
    assert response.status_code == 400
    assert sentence in page and "Es wurde nichts angelegt." in page
    if "name" not in change:
        assert "Moodle am Meer" in page
    assert not Client.objects.exists() and logged() == []


def test_renewed_secret_works_at_once_and_the_old_one_for_the_chosen_time(client, operator):
    row = ClientFactory()
    response = client.post(deed("renew_secret", row), {"hours": "24"})
    secret = shown(response, "secret")
    assert status_of_call(client, row.key, secret) == 200
    assert status_of_call(client, row.key, SECRET) == 200
    assert "bisheriges Geheimnis gilt bis" in client.get(deed("client", row)).content.decode()
    with dates.moved_clock(dates.now() + dt.timedelta(hours=25)):
        assert status_of_call(client, row.key, SECRET) == 401
        assert status_of_call(client, row.key, secret) == 200
    assert logged() == [services.ROTATED]


def test_renewed_secret_can_end_the_old_one_at_once(client, operator):
    row = ClientFactory()
    client.post(deed("renew_secret", row), {"hours": "0"})
    assert status_of_call(client, row.key, SECRET) == 401


@pytest.mark.parametrize("hours", ["", "5", "-1", "immer"])
def test_renewal_for_a_time_that_is_not_offered_is_refused(client, operator, hours):
    row = ClientFactory()
    assert client.post(deed("renew_secret", row), {"hours": hours}).status_code == 400
    row.refresh_from_db()
    assert row.previous_until is None and status_of_call(client, row.key, SECRET) == 200


def test_program_is_switched_off_and_on_after_a_question(client, operator):
    row = ClientFactory(name="Moodle")
    assert "Moodle ausschalten?" in client.get(deed("switch_off", row)).content.decode()
    assert status_of_call(client, row.key, SECRET) == 200
    assert client.post(deed("switch_off", row)).status_code == 302
    assert status_of_call(client, row.key, SECRET) == 401
    assert "ausgeschaltet" in client.get(deed("client", row)).content.decode()
    client.post(deed("switch_on", row))
    assert status_of_call(client, row.key, SECRET) == 200
    assert logged() == [services.SWITCHED_ON, services.SWITCHED_OFF]


def test_expired_program_is_called_expired(client, operator):
    row = ClientFactory(expires_at=dates.now() - dt.timedelta(minutes=1))
    assert "abgelaufen" in client.get(deed("client", row)).content.decode()


@pytest.mark.parametrize("name", ["client", "renew_secret", "switch_off", "switch_on"])
def test_credentials_of_a_launch_and_unknown_ones_are_not_found(client, operator, name):
    launch = ClientFactory(bound_registration="3f0c7a52-0000-4000-8000-000000000000")
    assert client.get(deed(name, launch)).status_code == 404
    assert client.get(reverse(f"records:{name}", args=[999_999])).status_code == 404
