"""The page from which a learner goes to a content on another site."""

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from campus.kit import dates
from courses.enrolment.states import State as Seat
from courses.lti.models import Launch, Result
from courses.lti.standing import in_words
from courses.tools import services as tools
from tests.factories.accounts import UserFactory
from tests.factories.enrolment import EnrolmentFactory
from tests.factories.lti import SITE, make_content, make_tool, seat_with_tool
from tests.support.lti_tool import ToolServer

pytestmark = pytest.mark.django_db


def place(seat, item, name="show"):
    """Return the address of a page of a step."""
    return reverse(f"lti:{name}", args=[seat.registration, item.key])


@pytest.fixture
def seat(client):
    """Return a seat, its item and its content; its person is signed in."""
    enrolment, item, content = seat_with_tool()
    client.force_login(enrolment.person.user)
    return enrolment, item, content


@pytest.mark.parametrize(
    "sentence",
    [
        "Das öffnet sich auf einer anderen Seite",
        "<strong>moodle.hochschule.example</strong>",
        "Moodle der Hochschule",
        "eine Zufallsnummer statt Ihres Namens",
        "Ihren Namen, Ihre E-Mail-Adresse und wo Sie arbeiten",
        "Sie meldet uns, ob Sie fertig sind",
        "Erledigt, wenn die andere Seite meldet, dass Sie fertig sind.",
        "Noch nicht erledigt",
        "Noch nichts.",
        "Auf moodle.hochschule.example öffnen",
    ],
)
def test_page_says_whose_site_opens_and_what_it_is_told(client, seat, sentence):
    assert sentence in client.get(place(*seat[:2])).text


def test_page_opens_a_new_window_and_frames_nothing(client, seat):
    page = client.get(place(*seat[:2]))
    assert 'target="_blank" rel="noopener"' in page.text
    assert "<iframe" not in page.text
    assert SITE not in page["Content-Security-Policy"]
    assert not Launch.objects.exists()


def test_tool_in_a_frame_is_allowed_on_this_page_only(client):
    tool = make_tool(shown="frame")
    enrolment, item, _content = seat_with_tool(content=make_content(tool=tool))
    client.force_login(enrolment.person.user)
    page = client.get(place(enrolment, item))
    assert f"frame-src 'self' {SITE}" in page["Content-Security-Policy"]
    assert f'data-kt-storage="{SITE}"' in page.text
    assert "In einem neuen Fenster öffnen" in page.text
    step = client.get(reverse("learning:item", args=[enrolment.registration, item.key]))
    assert SITE not in step["Content-Security-Policy"]
    begun = client.get(place(enrolment, item, "go"))
    assert "lti_storage_target=_parent" in begun["Location"]


def test_content_without_results_promises_none(client):
    content = make_content(has_score=False)
    enrolment, item, _content = seat_with_tool(content=content, completion="button")
    client.force_login(enrolment.person.user)
    page = client.get(place(enrolment, item))
    assert "Sie meldet uns" not in page.text
    assert "Was gemeldet wurde" not in page.text


def test_step_leads_to_the_page_in_words(client, seat):
    page = client.get(reverse("learning:item", args=[seat[0].registration, seat[1].key]))
    assert place(*seat[:2]) in page.text
    assert "Inhalt auf einer anderen Seite" in page.text
    assert "statt Ihres Namens eine Zufallsnummer" in page.text
    assert "wenn die andere Seite meldet" in page.text


@pytest.mark.parametrize(
    ("status", "sentences"),
    [
        (400, ["antwortet", "hält Ihr Browser sie zurück", "Pop-ups"]),
        (503, ["antwortet nicht", "gestört", "Warten Sie einige Minuten"]),
    ],
)
def test_learner_in_front_of_nothing_learns_why_and_what_to_do(client, settings, status, sentences):
    with ToolServer() as server:
        settings.KC_LTI_PRIVATE_HOSTS = [server.host]
        server.pages["/enrol/lti/login.php"] = (status, {}, b"")
        enrolment, item, content = seat_with_tool(
            content=make_content(tool=make_tool(site=server.site))
        )
        client.force_login(enrolment.person.user)
        page = client.get(place(enrolment, item, "silent"))
    for sentence in (*sentences, "bleibt erhalten", content.tool.provider.name):
        assert sentence in page.text
    assert place(enrolment, item, "silent") in client.get(place(enrolment, item)).text
    assert not Launch.objects.exists()


def test_impatient_learner_is_asked_to_wait(client, seat, monkeypatch):
    monkeypatch.setattr("courses.tools.reaching.silence_of", lambda tool: "")
    answers = [client.get(place(*seat[:2], "silent")).status_code for _time in range(7)]
    assert answers == [200] * 6 + [429]


def test_step_that_ends_by_its_button_says_where_the_button_is(client):
    content = make_content(has_score=False)
    enrolment, item, _content = seat_with_tool(content=content, completion="button")
    client.force_login(enrolment.person.user)
    text = client.get(place(enrolment, item)).text
    assert "Erledigt, wenn Sie zum Schritt zurückgehen" in text
    assert "Sie unten auf" not in text


def test_comment_of_a_tool_is_shown_as_text(client, seat):
    enrolment, item, content = seat
    Result.objects.create(
        enrolment=enrolment,
        item_key=item.key,
        tool=content.tool,
        sub=uuid.uuid4(),
        comment="<script>x</script>",
        told_at=dates.now(),
    )
    assert "&lt;script&gt;" in client.get(place(enrolment, item)).text


@pytest.mark.parametrize(
    ("activity", "grading", "given", "sentences"),
    [
        ("Completed", "FullyGraded", 8, ["dass Sie fertig sind", "Ergebnis: 8 von 10 Punkten."]),
        ("Completed", "FullyGraded", None, ["dass Sie fertig sind"]),
        ("Completed", "PendingManual", None, ["fertig sind", "noch bewertet werden"]),
        ("InProgress", "NotReady", None, ["begonnen haben"]),
        ("Submitted", "FullyGraded", 7.5, ["begonnen haben", "Ergebnis: 7,5 von 10 Punkten."]),
    ],
)
def test_reports_are_told_in_words(activity, grading, given, sentences):
    result = Result(
        activity=activity,
        grading=grading,
        given=given,
        maximum=10,
        told_at=dates.now(),
    )
    told = in_words(result)
    assert len(told) == len(sentences)
    assert all(part in sentence for part, sentence in zip(sentences, told, strict=True))


@pytest.mark.parametrize("name", ["show", "go", "silent"])
def test_closed_tool_is_said_and_leads_nowhere(client, seat, name):
    tools.close(tool=seat[2].tool, by=UserFactory())
    page = client.get(place(*seat[:2], name))
    assert page.status_code == 403
    assert "zurzeit nicht erreichbar" in page.text
    assert "Zurück zum Schritt" in page.text
    assert not Launch.objects.exists()


@pytest.mark.parametrize("name", ["show", "go"])
@pytest.mark.parametrize("state", [Seat.CANCELLED, Seat.REQUESTED, Seat.WAITING])
def test_seat_that_is_not_confirmed_is_said_and_leads_nowhere(client, seat, name, state):
    seat[0].state = state
    seat[0].save()
    page = client.get(place(*seat[:2], name))
    assert page.status_code == 403
    assert "keinen bestätigten Platz" in page.text
    assert not Launch.objects.exists()


@pytest.mark.parametrize("name", ["show", "go", "silent"])
def test_foreign_seats_and_other_steps_do_not_exist(client, seat, name):
    enrolment, item, _content = seat
    foreign, its_item, _content = seat_with_tool()
    assert client.get(place(foreign, its_item, name)).status_code == 404
    lessons = EnrolmentFactory(employment=enrolment.employment)
    assert client.get(place(lessons, item, name)).status_code == 404
    unknown = reverse(f"lti:{name}", args=[enrolment.registration, uuid.uuid4()])
    assert client.get(unknown).status_code == 404


def test_page_costs_few_queries_however_often_it_is_opened(client, seat):
    client.get(place(*seat[:2]))
    with CaptureQueriesContext(
        connection,
    ) as first:
        client.get(place(*seat[:2]))
    client.get(place(*seat[:2], "go"))
    with CaptureQueriesContext(connection) as second:
        client.get(place(*seat[:2]))
    assert len(second) <= len(first) <= 20
