"""Packages tried out on an origin of their own: no cookie, no other address, nothing foreign."""

import json

import pytest
from django.test import Client
from django.urls import reverse

from courses.packages import selectors, services, tokens
from courses.packages.errors import NotPlayable
from courses.packages.models import Trial
from tests.factories.organisations import ProviderFactory
from tests.factories.packages import PAGE, TALKING, h5p_files, scorm12_files, scorm2004

pytestmark = pytest.mark.django_db

HOST = "inhalte.testserver"


@pytest.fixture
def ready(take):
    """Return a deed: take a package and unpack it."""
    return lambda files=None: services.unpack(package_id=take(files).pk)


@pytest.fixture
def trial(ready):
    """A trial that has just begun."""
    return services.start_trial(package=ready(), part=0)


@pytest.fixture
def content():
    """A browser's requests to the host of packages."""
    return Client(headers={"host": HOST}, enforce_csrf_checks=True)


def address(trial, rest):
    """Return an address on the host of packages."""
    return f"/{tokens.issue(trial.pk)}/{rest}"


def commit(content, trial, data):
    """Send what a package commits, as a closing page does."""
    body = data if isinstance(data, str) else json.dumps(data)
    return content.post(address(trial, "stand"), body, content_type="text/plain;charset=UTF-8")


def test_the_page_around_a_package_carries_runtime_and_data(content, trial):
    answer = content.get(address(trial, "start"))
    assert answer.status_code == 200
    assert "laufzeit/scorm12.min.js" in answer.text
    assert '"href": "inhalt/index.html"' in answer.text
    assert '"mastery_score": "80"' in answer.text
    assert not answer.cookies


def test_files_come_with_a_policy_of_their_own_and_no_cookie(content, trial):
    answer = content.get(address(trial, "inhalt/index.html"))
    assert b"".join(answer).decode() == TALKING
    policy = answer["Content-Security-Policy"]
    assert "frame-ancestors 'self' http://testserver" in policy
    assert "connect-src 'self'" in policy
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "no-referrer"
    assert not answer.cookies


def test_a_film_can_be_read_in_part(content, trial):
    answer = content.get(address(trial, "inhalt/index.html"), headers={"range": "bytes=0-14"})
    assert (answer.status_code, b"".join(answer)) == (206, b"<!doctype html>")


@pytest.mark.parametrize(
    "rest",
    [
        "inhalt/fehlt.html",
        "inhalt/../upload.zip",
        "inhalt/%2e%2e/upload.zip",
        "inhalt/a/../../upload.zip",
        "inhalt//etc/passwd",
        "inhalt/%00",
        "laufzeit/vendor.json",
        "laufzeit/..",
        "upload.zip",
        "",
    ],
)
def test_nothing_else_is_found_on_the_host_of_packages(content, trial, rest):
    assert content.get(address(trial, rest)).status_code == 404


@pytest.mark.parametrize("name", ["scorm12.min.js", "scorm2004.min.js", "play.js", "play.css"])
def test_the_runtime_comes_from_the_same_origin(content, trial, name):
    assert content.get(address(trial, f"laufzeit/{name}")).status_code == 200


@pytest.mark.parametrize("path", ["/", "/lernen/", "/admin/", "/konto/login/", "/xapi/about"])
def test_the_host_of_packages_knows_nothing_of_the_platform(content, path):
    assert content.get(path).status_code == 404


def test_the_platform_knows_no_address_of_packages(client, trial):
    for rest in ("start", "inhalt/index.html", "stand"):
        assert client.get(address(trial, rest)).status_code == 404


@pytest.mark.parametrize(
    "spoil", [lambda t: t[:-2] + "xx", lambda t: "x", lambda t: t.split(":")[0]]
)
def test_a_forged_address_finds_nothing(content, trial, spoil):
    token = spoil(tokens.issue(trial.pk))
    for rest in ("start", "inhalt/index.html", "laufzeit/play.js"):
        assert content.get(f"/{token}/{rest}").status_code == 404
    assert content.post(f"/{token}/stand", "{}", content_type="text/plain").status_code == 404


def test_the_address_of_a_deleted_trial_finds_nothing(content, trial):
    token = tokens.issue(trial.pk)
    Trial.objects.all().delete()
    assert content.get(f"/{token}/start").status_code == 404


def test_what_is_committed_is_handed_over_at_the_next_start(content, trial):
    data = {
        "cmi": {"core": {"lesson_status": "incomplete", "exit": "suspend"}, "suspend_data": "s"}
    }
    answer = commit(content, trial, data)
    assert answer.json() == {"result": "true", "errorCode": 0}
    again = services.open_trial(trial=services.start_trial(package=trial.package, part=0))
    assert (again.pk, again.starts, again.handed_over) == (trial.pk, 2, True)
    start = selectors.start_of(again)["data"]
    assert (start["suspend_data"], start["core"]["entry"]) == ("s", "resume")


def test_committing_twice_is_the_same(content, trial):
    for _time in range(2):
        commit(content, trial, {"cmi": {"core": {"lesson_status": "passed"}}})
    trial.refresh_from_db()
    assert (trial.commits, trial.data) == (2, {"core": {"lesson_status": "passed"}})


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ("", 400),
        ("[]", 400),
        ('{"cmi": 5}', 400),
        ("[" * 100_000, 400),
        ('{"cmi": {"suspend_data": "' + "x" * 600_000 + '"}}', 413),
    ],
)
def test_nonsense_is_not_stored(content, trial, body, status):
    assert commit(content, trial, body).status_code == status
    trial.refresh_from_db()
    assert (trial.data, trial.commits) == ({}, 0)


def test_beginning_anew_forgets(content, trial):
    commit(content, trial, {"cmi": {"suspend_data": "s"}})
    anew = services.start_trial(package=trial.package, part=0, anew=True)
    assert (anew.data, anew.commits, anew.starts, anew.handed_over) == ({}, 0, 1, False)


@pytest.mark.parametrize("part", [0, 1])
def test_what_has_no_player_is_not_tried(ready, part):
    package = ready(h5p_files() if part == 0 else None)
    with pytest.raises(NotPlayable):
        services.start_trial(package=package, part=part)


def test_without_a_host_of_its_own_nothing_is_played(ready, settings):
    settings.KC_CONTENT_ORIGIN = ""
    assert not selectors.may_be_tried(ready())


def test_an_author_starts_a_trial_and_reads_what_it_has_shown(client, content, author, ready):
    package = ready()
    place = reverse("packages:trial", args=[package.pk, 0])
    page = client.post(place, follow=True)
    assert "hat noch nicht mit der Plattform gesprochen" in page.text
    assert f'src="http://{HOST}/' in page.text
    assert f"frame-src 'self' http://{HOST}" in page["Content-Security-Policy"]
    done = {"core": {"lesson_status": "passed", "score": {"raw": "80"}}, "suspend_data": "abc"}
    commit(content, Trial.objects.get(), {"cmi": done})
    told = client.get(reverse("packages:trial_result", args=[package.pk, 0])).json()["sentences"]
    assert told == [
        "Es hat gemeldet, dass es abgeschlossen ist.",
        "Es hat „bestanden“ gemeldet.",
        "Es hat 80 Prozent gemeldet.",
        "Es hat gespeichert, wo man aufgehört hat (3 Zeichen).",
        "Starten Sie es noch einmal, um zu sehen, ob es dort weitergeht.",
    ]
    client.post(place)
    content.get(address(Trial.objects.get(), "start"))
    commit(content, Trial.objects.get(), {"cmi": done})
    assert "noch einmal gestartet" in client.get(place).text


def test_a_trial_that_nobody_began_leads_back(client, author, ready):
    package = ready()
    answer = client.get(reverse("packages:trial", args=[package.pk, 0]))
    assert answer.url == reverse("packages:package", args=[package.pk])
    answer = client.post(reverse("packages:trial", args=[package.pk, 7]), follow=True)
    assert "lässt sich hier nicht abspielen" in answer.text


def test_web_pages_and_scorm_2004_are_played_too(content, ready):
    for files, script in (
        ({"index.html": PAGE}, None),
        ({"imsmanifest.xml": scorm2004(), "index.html": TALKING}, "scorm2004.min.js"),
    ):
        trial = services.start_trial(package=ready(files), part=0)
        page = content.get(address(trial, "start")).text
        assert (script in page) if script else ("min.js" not in page)
    assert selectors.trial_in_words(None) == []


def test_trials_of_another_provider_do_not_exist(client, author, take):
    foreign = services.unpack(package_id=take(provider=ProviderFactory()).pk)
    services.start_trial(package=foreign, part=0)
    for name in ("trial", "trial_result"):
        address = reverse(f"packages:{name}", args=[foreign.pk, 0])
        assert client.get(address).status_code == 404


def test_a_place_without_an_end_is_said_in_words(ready, content):
    trial = services.start_trial(package=ready(scorm12_files()), part=0)
    commit(content, trial, {"cmi": {"core": {"lesson_status": "failed"}}})
    trial.refresh_from_db()
    sentences = selectors.trial_in_words(trial)
    assert "Es hat „nicht bestanden“ gemeldet." in sentences
    assert sentences[-1].startswith("Es hat nicht gespeichert, wo man aufgehört hat.")
    commit(content, trial, {"cmi": {"core": {"lesson_location": "7"}}})
    trial.refresh_from_db()
    assert "Es hat gespeichert, wo man aufgehört hat." in selectors.trial_in_words(trial)
