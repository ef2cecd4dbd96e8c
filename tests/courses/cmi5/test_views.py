"""Pages of learners and of those who try a course out."""

import re
from urllib.parse import urlsplit

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import reverse

from courses.cmi5 import selectors, services
from courses.cmi5.core import vocabulary as words
from courses.cmi5.models import Run, Session
from courses.packages.storing import file_path
from members.roles.catalogue import Role
from members.roles.services import grant
from tests.factories.accounts import UserFactory
from tests.factories.cmi5 import Unit, cmi5_package, launched, run_of, seat_in, trial
from tests.factories.packages import block, unit

pytestmark = pytest.mark.django_db

DONE = 'moveOn="Completed"'
OWN = 'launchMethod="OwnWindow"'


@pytest.fixture
def learner(client):
    """Return a deed: sign in the learner of a new seat, and return seat, key and package."""

    def learner(*content):
        seat, key, package = seat_in(*content)
        client.force_login(seat.person.user)
        return seat, key, package

    return learner


def open_item(client, seat, key):
    """Open the item as the player links it."""
    return client.get(reverse("cmi5:launch", args=[seat.registration, key]), follow=True)


def text_of(answer):
    """Return what people read of a page."""
    return " ".join(re.sub(r"<[^>]+>", " ", answer.text).split())


def test_a_course_of_one_unit_starts_at_once_in_its_frame(client, learner):
    seat, key, _package = learner(unit(more=DONE))
    answer = open_item(client, seat, key)
    session = Session.objects.get()
    assert answer.redirect_chain == [(reverse("cmi5:session", args=[session.pk]), 302)]
    assert re.search(r'class="ku-frame" src="http://\w+\.inhalte\.testserver/', answer.text)
    policy = answer.headers["Content-Security-Policy"]
    assert "frame-src 'self' http://*.inhalte.testserver" in policy


def test_files_are_read_on_the_host_of_their_learner_only_and_talk_to_the_store(client, settings):
    first, second = (launched(trial(unit())).session.address for _one in range(2))
    hosts = [urlsplit(address).netloc for address in (first, second)]
    assert len(set(hosts)) == 2
    path = urlsplit(first).path
    package = Session.objects.get(address=first).run.package
    default_storage.save(file_path(package.folder, "index.html"), ContentFile(b"<p>Los</p>"))
    own, other = (client.get(path, headers={"Host": host}) for host in hosts)
    assert (own.status_code, other.status_code) == (200, 404)
    policy = own.headers["Content-Security-Policy"]
    assert f"connect-src 'self' {settings.KC_BASE_URL}/xapi/" in policy
    assert "/lernen/cmi5/abruf/" in policy
    forged = client.get(path.replace("/dateien/", "x/dateien/"), headers={"Host": hosts[0]})
    assert forged.status_code == 404


def test_the_second_time_the_list_asks_what_to_do(client, learner):
    seat, key, package = learner(unit(more=DONE))
    open_item(client, seat, key)
    answer = open_item(client, seat, key)
    assert "Eine Einheit ist noch offen" in text_of(answer)
    assert Session.objects.count() == 1
    assert client.head(reverse("cmi5:launch", args=[seat.registration, key])).status_code == 302


def test_many_units_are_listed_with_state_and_one_next_step(client, learner):
    seat, key, package = learner(
        unit(1, more=DONE), block(1, unit(2, more=DONE), unit(3)), unit(4, url="https://a.example/")
    )
    run = run_of(seat, key, package)
    page = launched(run, "0.0").begin()
    page.say(words.COMPLETED)
    page.say(words.TERMINATED)
    said = text_of(open_item(client, seat, key))
    assert "3 von 4 Einheiten sind erledigt." in said
    assert "Jetzt dran Einheit 2 – Nicht begonnen" in said
    assert "Erledigt, wenn Sie sie durchgearbeitet haben." in said
    assert "Sie liegt auf einer anderen Website." in said
    assert said.index("Block 1") < said.index("Einheit 3")


def test_starting_abandons_what_was_open_and_opens_the_unit(client, learner):
    seat, key, package = learner(unit(1, more=DONE), unit(2, more=DONE))
    run = run_of(seat, key, package)
    first = launched(run, "0.0").session
    answer = client.post(reverse("cmi5:start", args=[run.pk, "0.1"]), follow=True)
    assert "Einheit 2" in answer.text
    first.refresh_from_db()
    assert first.abandoned_at is not None
    assert client.post(reverse("cmi5:start", args=[run.pk, "0.9"])).status_code == 404
    spoilt = client.post(reverse("cmi5:start", args=[run.pk, "0.1"]), {"mode": "Heimlich"})
    assert spoilt.status_code == 404


@pytest.mark.parametrize(
    ("content", "words_of_page", "is_framed"),
    [
        (unit(more=OWN), "Diese Einheit füllt das ganze Fenster.", False),
        (unit(url="https://a.example/k"), "Diese Einheit liegt auf einer anderen Website", False),
        (unit(), "Die Einheit hängt: schließen", True),
    ],
)
def test_each_kind_of_unit_opens_in_its_window(client, learner, content, words_of_page, is_framed):
    seat, key, _package = learner(content)
    answer = open_item(client, seat, key)
    assert words_of_page in text_of(answer)
    assert ("<iframe" in answer.text) is is_framed
    assert "endpoint=" in answer.text


def test_a_page_loaded_again_offers_to_start_again(client, learner):
    seat, key, _package = learner(unit())
    open_item(client, seat, key)
    session = Session.objects.get()
    Unit(session).begin()
    answer = client.get(reverse("cmi5:session", args=[session.pk]))
    assert "Diese Einheit ist woanders geöffnet" in answer.text
    assert "endpoint=" not in answer.text


def test_the_page_around_a_unit_hears_when_it_has_ended(client, learner):
    seat, key, _package = learner(unit(more=DONE))
    open_item(client, seat, key)
    page = Unit(Session.objects.get()).begin()
    state = reverse("cmi5:state", args=[page.session.pk])
    assert client.get(state).json() == {"open": True, "text": ""}
    page.say(words.COMPLETED)
    page.say(words.TERMINATED)
    assert client.get(state).json() == {
        "open": False,
        "text": "Diese Einheit ist beendet. Ihr Stand: Erledigt.",
    }
    ended = client.get(reverse("cmi5:session", args=[page.session.pk]))
    assert "Diese Einheit ist beendet." in ended.text


def test_what_is_done_is_looked_at_again_without_counting(client, learner):
    seat, key, package = learner(unit(more=DONE))
    run = run_of(seat, key, package)
    page = launched(run).begin()
    page.say(words.COMPLETED)
    page.say(words.TERMINATED)
    listed = open_item(client, seat, key)
    assert 'value="Review"' in listed.text
    start = reverse("cmi5:start", args=[run.pk, "0.0"])
    answer = client.post(start, {"mode": "Review"}, follow=True)
    assert "Sie sehen sie sich nur an." in answer.text


def test_a_unit_that_hangs_is_closed(client, learner):
    seat, key, _package = learner(unit(more=DONE))
    open_item(client, seat, key)
    session = Session.objects.get()
    answer = client.post(reverse("cmi5:abandon", args=[session.pk]), follow=True)
    assert "Was sie bis dahin gemeldet hat, zählt." in answer.text
    session.refresh_from_db()
    assert session.abandoned_at is not None


@pytest.mark.parametrize(("where", "status"), [(None, 302), ("document", 302), ("iframe", 200)])
def test_the_way_back_leads_out_of_the_frame(client, learner, where, status):
    seat, key, _package = learner(unit())
    open_item(client, seat, key)
    address = reverse("cmi5:return", args=[Session.objects.get().pk])
    answer = client.get(address, headers={"Sec-Fetch-Dest": where} if where else {})
    assert answer.status_code == status
    if status == 200:
        assert 'target="_top"' in answer.text
        assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"


def test_without_a_host_for_packages_a_sentence_says_so(client, learner, settings):
    settings.KC_CONTENT_ORIGIN = ""
    seat, key, _package = learner(unit())
    answer = open_item(client, seat, key)
    assert answer.status_code == 200
    assert "kann hier zurzeit nicht gezeigt werden" in answer.text


def test_nobody_elses_run_session_or_item_exists(client, learner):
    foreign = seat_in(unit())
    run = run_of(*foreign)
    session = launched(run).session
    learner(unit())
    for name, arguments in (
        ("launch", [foreign[0].registration, foreign[1]]),
        ("units", [run.pk]),
        ("session", [session.pk]),
        ("state", [session.pk]),
        ("return", [session.pk]),
        ("waive", [run.pk]),
    ):
        assert client.get(reverse(f"cmi5:{name}", args=arguments)).status_code == 404
    for name, arguments in (("start", [run.pk, "0.0"]), ("abandon", [session.pk])):
        assert client.post(reverse(f"cmi5:{name}", args=arguments)).status_code == 404


def test_a_lesson_is_no_cmi5_course(client, learner):
    seat, _key, package = learner(unit())
    address = reverse("cmi5:launch", args=[seat.registration, package.pk])
    assert client.get(address).status_code == 404


def test_the_list_needs_the_same_queries_for_any_number(
    client, learner, django_assert_max_num_queries
):
    counts = []
    for number in (3, 12):
        seat, key, package = learner(*(unit(one, more=DONE) for one in range(number)))
        address = reverse("cmi5:units", args=[run_of(seat, key, package).pk])
        client.get(address)
        with django_assert_max_num_queries(40) as counted:
            assert client.get(address).status_code == 200
        counts.append(len(counted))
    assert counts[0] == counts[1]


@pytest.fixture
def author(client, django_capture_on_commit_callbacks):
    """An author, signed in."""
    package, user = cmi5_package(unit(more=DONE)), UserFactory()
    with django_capture_on_commit_callbacks(execute=True):
        grant(user=user, role=Role.AUTHOR, provider=package.provider)
    client.force_login(user)
    return package


def test_an_author_tries_a_course_out(client, author):
    shown = client.get(reverse("packages:package", args=[author.pk]))
    assert "Kurs ausprobieren" in shown.text
    answer = client.post(reverse("cmi5:try", args=[author.pk]), follow=True)
    assert "Das ist eine Probe" in answer.text
    assert all(f"{word}<" in answer.text for word in selectors.MODES.values())
    assert set(selectors.MODES) == set(words.MODES)
    run = Run.objects.get()
    waive = reverse("cmi5:waive", args=[run.pk])
    client.post(waive, {"place": "0.0", "reason": words.TESTED_OUT})
    assert "Das Wissen wurde in einem Test gezeigt" in client.get(waive).text


def test_foreign_and_other_packages_are_not_tried_out(client, author):
    foreign = cmi5_package(unit())
    html = cmi5_package(provider=author.provider, kind="html")
    for package in (foreign, html):
        assert client.post(reverse("cmi5:try", args=[package.pk])).status_code == 404
    assert client.get(reverse("cmi5:try", args=[author.pk])).status_code == 405
    assert not Run.objects.exists()


def test_a_trial_of_somebody_else_stays_closed(client, author):
    run = trial(unit())
    assert client.get(reverse("cmi5:units", args=[run.pk])).status_code == 404
    services.launch(run=run, place="0.0")
    assert client.get(reverse("cmi5:waive", args=[run.pk])).status_code == 404
