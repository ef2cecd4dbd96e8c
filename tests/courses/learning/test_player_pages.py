"""The player's pages and what its script sends: status, words, number of queries."""

import uuid

import pytest
from django.urls import reverse

from courses.learning import services
from courses.learning.models import Progress
from courses.modules.models import Lesson
from courses.modules.services import freeze
from courses.xapi.models import Statement
from tests.courses.learning.rules_of_lessons import (
    block,
    document,
    film,
    paper,
    seat_in,
)
from tests.factories.enrolment import EnrolmentFactory, OfferFactory
from tests.factories.learning import complete, items_of
from tests.factories.modules import make_module, paragraph

pytestmark = pytest.mark.django_db
SCRIPT = {"HTTP_ACCEPT": "application/json"}


def address(name, seat, item=None):
    keys = [seat.registration, *([item.key] if item else [])]
    return reverse(f"learning:{name}", args=keys)


def text_of(response):
    return response.content.decode()


@pytest.fixture
def signed_in(client):
    """Return how to sign the person of a seat in."""

    def sign_in(seat):
        client.force_login(seat.person.user)
        return seat

    return sign_in


def test_item_page_shows_contents_before_the_step(client, signed_in):
    seat = signed_in(EnrolmentFactory())
    page = text_of(client.get(address("item", seat, items_of(seat)[0])))

    assert page.index('id="outline"') < page.index("<h1>")
    assert "Inhalt überspringen" in page
    assert "Warum 0 %?" in page


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({}, "Erledigt, wenn Sie unten auf „Erledigt und weiter“ gehen."),
        ({"kind": "seen"}, "Erledigt, wenn Sie 90 Prozent des Films gesehen haben."),
        (
            {"kind": "confirmed"},
            "Erledigt, wenn Sie das Dokument in der Fassung vom 01.10.2026 bestätigt haben.",
        ),
    ],
)
def test_item_page_says_when_the_step_is_done(client, signed_in, facts, sentence):
    made = {"seen": film, "confirmed": paper}.get(facts.get("kind", ""), dict)()
    seat = signed_in(seat_in(made, {}))

    assert sentence in text_of(client.get(address("item", seat, items_of(seat)[0])))


def test_item_page_shows_every_kind_of_file(client, signed_in):
    file = document()
    body = [
        block("download", {"document": file.pk, "note": "Zum Ausfüllen."}),
        block("embed", {"document": file.pk, "title": "Plan", "description": "Ein Plan."}),
        block("code", {"caption": "Formel", "code": "=SUMME(A1:A9) <b>"}),
    ]
    seat = signed_in(seat_in({"body": body}))
    page = text_of(client.get(address("item", seat, items_of(seat)[0])))

    assert "Zum Ausfüllen." in page
    assert f'src="{reverse("learning:document", args=[file.pk])}"' in page
    assert "=SUMME(A1:A9) &lt;b&gt;" in page


def test_item_page_returns_to_the_block_that_was_read_last(client, signed_in):
    body = [paragraph(), paragraph()]
    seat = signed_in(seat_in({"body": body}))
    item = items_of(seat)[0]
    form = {"block": body[1]["id"], "event": str(uuid.uuid4()), "ago": "5"}
    assert client.post(address("position", seat, item), form, **SCRIPT).status_code == 204

    page = text_of(client.get(address("item", seat, item)))
    assert f'data-kp-place="{body[1]["id"]}"' in page
    assert f'data-kp-blocks="{body[0]["id"]} {body[1]["id"]}"' in page


def test_position_that_completes_a_film_answers_with_the_news(client, signed_in):
    seat = signed_in(seat_in({"title": "Der Film", **film(seconds=10)}, {}))
    form = {"seconds": "10", "played": "0[.]10"}
    answer = client.post(address("position", seat, items_of(seat)[0]), form, **SCRIPT).json()

    assert (
        answer["text"]
        == "„Der Film“ ist erledigt. Bescheinigung erreicht, noch 1 Schritt bis zum Ende."
    )
    assert answer["word"] == "erledigt"


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"seconds": "viel"},
        {"seconds": "NaN"},
        {"block": "<script>"},
        {"played": "kaputt"},
        {"seconds": "-4", "played": "0[.]3"},
    ],
)
def test_position_that_cannot_be_read_is_refused_in_words(client, signed_in, form):
    seat = signed_in(seat_in({}))
    response = client.post(address("position", seat, items_of(seat)[0]), form, **SCRIPT)

    assert response.status_code == 400
    assert "Sekunden" in response.json()["error"]
    assert not Statement.objects.exists()


@pytest.mark.parametrize("ago", ["", "x", "-9", "9" * 30, "١٢"])
def test_odd_times_of_late_events_do_no_harm(client, signed_in, ago):
    seat = signed_in(seat_in({}))
    form = {"seconds": "4", "ago": ago, "event": str(uuid.uuid4())}

    assert client.post(address("position", seat, items_of(seat)[0]), form).status_code == 204


def test_finish_by_script_says_where_to_go_and_keeps_the_news(client, signed_in):
    seat = signed_in(seat_in({"title": "Eins"}, {"title": "Zwei"}))
    answer = client.post(address("finish", seat, items_of(seat)[0]), **SCRIPT).json()

    assert answer == {"next": address("item", seat, items_of(seat)[1])}
    page = text_of(client.get(answer["next"]))
    assert "„Eins“ ist erledigt. Bescheinigung erreicht, noch 1 Schritt bis zum Ende" in page


def test_finish_of_the_last_step_leads_to_the_certificate(client, signed_in):
    seat = signed_in(seat_in({"title": "Eins"}))
    page = text_of(client.post(address("finish", seat, items_of(seat)[0]), follow=True))

    assert "Sie haben diesen Kurs abgeschlossen" in page
    assert reverse("certificates:own") in page


def test_confirm_without_tick_is_refused_and_with_it_goes_on(client, signed_in):
    seat = signed_in(seat_in(paper(), {}))
    item = items_of(seat)[0]
    refused = client.post(address("confirm", seat, item), {"rule": item.rule})
    done = client.post(address("confirm", seat, item), {"rule": item.rule, "read": "1"})

    assert refused.status_code == 409
    assert "kreuzen Sie den Satz darunter an" in text_of(refused)
    assert done.url == address("item", seat, items_of(seat)[1])


def test_alive_keeps_the_session_and_hands_out_a_token(client, signed_in):
    signed_in(EnrolmentFactory())
    answer = client.post(reverse("learning:alive"))

    assert answer.json()["csrf"]
    assert "sessionid" in answer.cookies
    assert client.get(reverse("learning:alive")).status_code == 405


def test_why_page_shows_the_sum_and_what_is_missing(client, signed_in):
    seat = signed_in(EnrolmentFactory())
    services.finish_lesson(enrolment=seat, key=items_of(seat)[0].key)
    page = text_of(client.get(address("why", seat)))

    assert "Warum 33 %?" in page
    assert "1 von 3 Schritten, die zählen, sind erledigt: Das sind 33 Prozent" in page
    assert "dadurch zählt der Schritt" in page
    assert "Nächster Schritt:" in page


def test_why_page_offers_to_calculate_anew_only_where_something_is_wrong(client, signed_in):
    seat = signed_in(EnrolmentFactory())
    services.finish_lesson(enrolment=seat, key=items_of(seat)[0].key)
    assert "Neu berechnen" not in text_of(client.get(address("why", seat)))
    Progress.objects.update(percent=90)
    assert "Neu berechnen" in text_of(client.get(address("why", seat)))

    client.post(address("why", seat))
    assert Progress.objects.get().percent == 33


def test_edition_page_compares_and_changes_over(client, signed_in):
    seat = signed_in(seat_in({"title": "Eins"}, {"title": "Zwei"}))
    services.finish_lesson(enrolment=seat, key=items_of(seat)[0].key)
    Lesson.objects.filter(title="Zwei").update(title="Zwei neu")
    version = freeze(module=seat.version.module)

    assert "neue Fassung dieses Kurses" in text_of(client.get(address("course", seat)))
    page = text_of(client.get(address("edition", seat)))
    assert "Bleibt erledigt" in page
    assert "Zwei neu" in page
    client.post(address("edition", seat), {"version": version.pk})
    seat.refresh_from_db()
    assert seat.version == version
    assert "Sie haben die neueste Fassung" in text_of(client.get(address("edition", seat)))


@pytest.mark.parametrize("key", ["", "x", "-1", "9" * 40, "٣"])
def test_edition_that_does_not_exist_is_refused_in_words(client, signed_in, key):
    seat = signed_in(seat_in({}))
    response = client.post(address("edition", seat), {"version": key})

    assert response.status_code == 409
    assert "noch einmal" in text_of(response)


@pytest.mark.parametrize("name", ["why", "edition"])
def test_pages_of_a_foreign_seat_are_not_found(client, signed_in, name):
    signed_in(EnrolmentFactory())
    foreign = EnrolmentFactory()

    assert client.get(address(name, foreign)).status_code == 404
    assert client.post(address(name, foreign)).status_code == 404


@pytest.mark.wagtail_tasks
def test_document_page_is_shut_off_from_the_platform(client, signed_in):
    file = document(b"<h1>Hallo</h1>", name="seite.html")
    facts = {"document": file.pk, "title": "Seite", "description": "Ein Gruß."}
    signed_in(seat_in({"body": [block("embed", facts)]}))
    answer = client.get(reverse("learning:document", args=[file.pk]))

    assert answer["Content-Type"].startswith("text/html")
    assert answer["Content-Security-Policy"].startswith("sandbox allow-scripts;")
    assert "inline" in answer["Content-Disposition"]


def test_document_that_no_lesson_of_theirs_shows_is_not_found(client, signed_in):
    file = document()
    signed_in(EnrolmentFactory())

    assert client.get(reverse("learning:document", args=[file.pk])).status_code == 404
    assert client.get("/lernen/kurs/dokument/99999999999999/").status_code == 404


@pytest.mark.parametrize("name", ["item", "course", "why"])
def test_pages_cost_the_same_queries_for_three_and_twelve_lessons(
    client, signed_in, django_assert_max_num_queries, name
):
    counts = []
    for lessons in (3, 12):
        seat = EnrolmentFactory(offer=OfferFactory(module=make_module(lessons=lessons)))
        signed_in(seat)
        complete(seat)
        item = items_of(seat)[1] if name == "item" else None
        client.get(address(name, seat, item))
        with django_assert_max_num_queries(30) as queries:
            assert client.get(address(name, seat, item)).status_code == 200
        counts.append(len(queries))

    assert counts[0] == counts[1]
