"""The first page: rate, size, lag, forwarding, erasures, in German and at a constant price."""

import datetime as dt
import uuid

import pytest
from django.urls import reverse
from wagtail.models import ModelLogEntry

from campus.kit import dates
from campus.records import services
from courses.xapi.models import Erasure, ForwardingTarget, OutboxEntry, PendingStatement
from courses.xapi.services import platform_authority, store
from tests.factories.xapi import statement

pytestmark = pytest.mark.django_db
ADDRESS = reverse("records:overview")
NOW = dt.datetime(2026, 11, 22, 10, 42, tzinfo=dt.UTC)


def wait(minutes):
    PendingStatement.objects.create(
        statement_id=uuid.uuid4(),
        registration=uuid.uuid4(),
        queued_at=dates.now() - dt.timedelta(minutes=minutes),
    )


def test_empty_store_says_so_in_words(client, operator):
    page = client.get(ADDRESS).content.decode()
    for sentence in (
        "Aller Lernfortschritt ist auf dem neuesten Stand.",
        "Keine Aussage wird an einen externen Speicher weitergeleitet.",
        "Bisher wurde nichts gelöscht.",
    ):
        assert sentence in page


def test_figures_tell_what_was_stored(client, operator):
    store([statement() for _ in range(3)], authority=platform_authority())
    figures = {row["label"]: row for row in client.get(ADDRESS).context["figures"]}
    assert figures["In den letzten 24 Stunden gespeichert"]["value"] == "3"
    assert figures["Insgesamt gespeichert"]["value"].startswith("etwa ")


def test_hours_are_drawn_and_written_in_local_time(client, operator):
    with dates.moved_clock(NOW):
        store([statement()], authority=platform_authority())
        response = client.get(ADDRESS)
    assert response.context["hours"][-1] == ("11 Uhr", 1)
    page = response.content.decode()
    assert "<svg" in page and "Zahlen als Tabelle anzeigen" in page


@pytest.mark.parametrize(
    ("minutes", "tone", "sentence"),
    [
        (0.1, "", "Die älteste Aussage wartet seit 6 Sekunden."),
        (5, "", "Die älteste Aussage wartet seit 5\xa0Minuten."),
        (45, "bad", "Läuft die Hintergrundarbeit?"),
    ],
)
def test_lag_is_told_with_its_age_and_warned_of_when_long(
    client, operator, minutes, tone, sentence
):
    with dates.moved_clock(NOW):
        wait(minutes)
        figure = client.get(ADDRESS).context["figures"][-1]
    assert sentence in figure["note"]
    assert figure["value"] == "1" and figure["tone"] == tone


def test_forwarding_tells_state_and_last_error_in_words(client, operator):
    ForwardingTarget.objects.create(name="Landesspeicher", failures=3, last_error="Zeit ist um.")
    ForwardingTarget.objects.create(name="Hochschule", paused=True)
    target = ForwardingTarget.objects.create(name="Archiv", last_sent_at=NOW)
    OutboxEntry.objects.create(target=target, statement_id=uuid.uuid4())
    page = client.get(ADDRESS).content.decode()
    for words in ("3-mal in Folge fehlgeschlagen", "Zeit ist um.", "angehalten", "läuft"):
        assert words in page
    assert "22.11.2026 11:42" in page and "noch nie" in page


def test_forwarding_is_paused_and_goes_on_by_a_button(client, operator):
    target = ForwardingTarget.objects.create(name="Landesspeicher 1", failures=4)
    page = client.post(reverse("records:pause", args=[target.name]), follow=True).content.decode()
    assert "Landesspeicher 1 ist angehalten." in page
    target.refresh_from_db()
    assert target.paused
    page = client.post(reverse("records:resume", args=[target.name]), follow=True).content.decode()
    assert "Landesspeicher 1 läuft wieder." in page
    target.refresh_from_db()
    assert not target.paused and target.failures == 0
    entries = ModelLogEntry.objects.filter(action__startswith="records.").order_by("pk")
    assert [entry.action for entry in entries] == [services.PAUSED, services.RESUMED]


@pytest.mark.parametrize("name", ["records:pause", "records:resume"])
def test_unknown_store_cannot_be_paused_nor_any_by_a_link(client, operator, name):
    assert client.post(reverse(name, args=["nirgends"])).status_code == 404
    assert client.get(reverse(name, args=["nirgends"])).status_code == 405


def test_erasures_tell_how_much_but_not_what(client, operator):
    Erasure.objects.create(
        kind="age", policy="delete", before=NOW, statements=12345, documents=0, attachments=0
    )
    page = client.get(ADDRESS).content.decode()
    assert "12.345" in page and "gespeichert vor dem 22.11.2026" in page


def test_page_costs_as_many_queries_for_many_rows_as_for_few(
    client, operator, django_assert_num_queries, django_assert_max_num_queries
):
    def fill(count):
        store([statement() for _ in range(count)], authority=platform_authority())
        for number in range(count):
            wait(number)
            ForwardingTarget.objects.create(name=uuid.uuid4().hex)

    fill(3)
    client.get(ADDRESS)
    with django_assert_max_num_queries(30) as few:
        client.get(ADDRESS)
    fill(12)
    with django_assert_num_queries(len(few)):
        client.get(ADDRESS)


def test_menu_shows_the_store_to_administrators_only(client, operator, rf):
    page = client.get(reverse("wagtailadmin_home")).content.decode()
    assert ADDRESS in page
