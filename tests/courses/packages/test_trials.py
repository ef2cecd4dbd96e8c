"""Packages tried out on an origin of their own: no cookie, no other address, nothing foreign."""

import json

import pytest
from django.test import Client
from django.urls import reverse

from courses.packages import origin, selectors, services, tokens
from courses.packages.errors import NotPlayable
from courses.packages.models import Trial
from tests.factories.organisations import ProviderFactory
from tests.factories.packages import PAGE, TALKING, cmi5, h5p_files, scorm12_files, scorm2004

pytestmark = pytest.mark.django_db

HOST = "inhalte.testserver"
KIND = "probe"


@pytest.fixture
def ready(take):
    """Return a deed: take a package and unpack it."""
    return lambda files=None: services.unpack(package_id=take(files).pk)


@pytest.fixture
def trial(ready):
    """A trial that has just begun."""
    return services.start_trial(package=ready(), part=0)


class Content(Client):
    """A browser's requests to the host on which a trial is played."""

    def on(self, trial):
        self.headers_of = {"host": host_of(trial)}
        return self

    def generic(self, *args, **more):
        headers = {
            "host": HOST,
            **getattr(self, "headers_of", {}),
            **(more.pop("headers", None) or {}),
        }
        return super().generic(*args, headers=headers, **more)


def host_of(trial):
    return f"{origin.label_of(selectors.partition_of(trial))}.{HOST}"


@pytest.fixture
def content(request):
    """A browser, on the host of the trial where the test has one."""
    browser = Content(enforce_csrf_checks=True)
    if "trial" in request.fixturenames:
        browser.on(request.getfixturevalue("trial"))
    return browser


def address(trial, rest):
    """Return an address on the host of packages."""
    return f"/{tokens.issue(KIND, trial.pk)}/{rest}"


def begin(content, trial):
    """Ask for the data with which a package starts."""
    return content.on(trial).post(address(trial, "anfang"), "{}", content_type="text/plain")


def commit(content, trial, data):
    """Send what a package commits, as a closing page does."""
    body = data if isinstance(data, str) else json.dumps(data)
    return content.on(trial).post(
        address(trial, "stand"), body, content_type="text/plain;charset=UTF-8"
    )


def test_the_page_around_a_package_carries_runtime_and_data(content, trial):
    answer = content.get(address(trial, "start"))
    assert answer.status_code == 200
    assert "laufzeit/scorm12.min.js" in answer.text
    assert '"href": "inhalt/index.html"' in answer.text
    assert '"mastery": "80"' in answer.text
    assert begin(content, trial).json()["data"]["student_data"] == {"mastery_score": "80"}
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


def test_page_gets_a_storage_where_the_browser_keeps_nothing(content, trial):
    # Signed once: an address of the next second is another one.
    page = address(trial, "ersatz/index.html")
    answer = content.get(page)
    source = page.replace("ersatz/index.html", "laufzeit/play-storage.js")
    script = f'<script src="{source}"></script>'
    assert answer.text == TALKING.replace('<html lang="de">', f'<html lang="de">{script}')
    assert "frame-ancestors" in answer["Content-Security-Policy"]
    assert content.get(address(trial, "laufzeit/play-storage.js")).status_code == 200


@pytest.mark.parametrize(("name", "status"), [("fehlt.html", 404), ("../upload.zip", 404)])
def test_storage_opens_no_other_files(content, trial, name, status):
    assert content.get(address(trial, f"ersatz/{name}")).status_code == status


def test_other_files_stay_as_they_are_beside_a_storage(content, ready):
    files = {"bild.css": "p { color: red }", **scorm12_files()}
    trial = services.start_trial(package=ready(files), part=0)
    answer = content.on(trial).get(address(trial, "ersatz/bild.css"))
    assert b"".join(answer) == b"p { color: red }"


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
        "laufzeit/h5p/../../vendor.json",
        "laufzeit/h5p/fehlt.js",
        "laufzeit/h5p/",
        "upload.zip",
        "",
    ],
)
def test_nothing_else_is_found_on_the_host_of_packages(content, trial, rest):
    assert content.get(address(trial, rest)).status_code == 404


@pytest.mark.parametrize(
    "name",
    [
        *(
            "scorm12.min.js",
            "scorm2004.min.js",
            "play.js",
            "play-scorm.js",
            "play-h5p.js",
            "play.css",
        ),
        *("axe.min.js", "axe-de.json", "play-axe.js", "h5p/main.bundle.js", "h5p/styles/h5p.css"),
    ],
)
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
    token = spoil(tokens.issue(KIND, trial.pk))
    for rest in ("start", "inhalt/index.html", "laufzeit/play.js"):
        assert content.get(f"/{token}/{rest}").status_code == 404
    assert content.post(f"/{token}/stand", "{}", content_type="text/plain").status_code == 404


def test_the_address_of_a_deleted_trial_finds_nothing(content, trial):
    token = tokens.issue(KIND, trial.pk)
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
    start = selectors.data_of(again)
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
        ('{"cmi": {"suspend_data": "' + "x" * 2_200_000 + '"}}', 413),
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
    files = {"cmi5.xml": cmi5(), "index.html": PAGE} if part == 0 else None
    package = ready(files)
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
    assert f'src="http://{host_of(Trial.objects.get())}/' in page.text
    assert f"frame-src 'self' http://*.{HOST}" in page["Content-Security-Policy"]
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
    begin(content, Trial.objects.get())
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
        page = content.on(trial).get(address(trial, "start")).text
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


def test_the_trial_of_another_package_is_not_found_on_this_host(content, ready, trial):
    other = services.start_trial(package=ready(), part=0)
    for rest in ("start", "inhalt/index.html", "laufzeit/play.js"):
        assert content.on(trial).get(address(other, rest)).status_code == 404


def test_one_host_for_all_packages_works_too(settings, trial):
    settings.KC_CONTENT_ORIGIN = "https://inhalte.example"
    assert selectors.address_of(trial).startswith("https://inhalte.example/")
    assert not origin.is_partitioned()
    browser = Client(headers={"host": "inhalte.example"})
    assert browser.get(address(trial, "start")).status_code == 200


@pytest.mark.parametrize(
    ("wanted", "host", "is_content"),
    [
        ("http://*.inhalte.example", "abc.inhalte.example", True),
        ("http://*.inhalte.example", ".inhalte.example", False),
        ("http://*.inhalte.example", "inhalte.example", True),
        ("http://*.inhalte.example:8000", "abc.inhalte.example:8000", True),
        ("http://*.inhalte.example:8000", "abc.inhalte.example", False),
        ("https://inhalte.example", "inhalte.example", True),
        ("https://inhalte.example", "abc.inhalte.example", False),
        ("", "", False),
    ],
)
def test_the_host_of_packages_is_told_apart(settings, wanted, host, is_content):
    settings.KC_CONTENT_ORIGIN = wanted
    assert origin.is_content_host(host) is is_content


def test_partitions_have_names_that_nobody_guesses():
    names = {origin.label_of(f"platz:{number}") for number in range(50)}
    assert len(names) == 50
    assert all(len(name) == origin.LABEL_DIGITS and name.isalnum() for name in names)


def found(**changes):
    """Return a finding as the page of a trial sends it."""
    words = {"rule": "image-alt", "impact": "critical", "help": "Bilder brauchen Alternativtexte"}
    return {**words, "count": 2, "places": ["img"], **changes}


def test_what_axe_finds_joins_the_words_of_the_trial(content, trial):
    data = {"cmi": {"core": {"lesson_status": "completed"}, "suspend_data": "x"}}
    commit(content, trial, data)
    sent = json.dumps({"found": [found(), "Unsinn", found(rule="x", impact="odd")]})
    answer = content.post(address(trial, "befund"), sent, content_type="text/plain")
    assert answer.status_code == 200
    told = selectors.trial_in_words(Trial.objects.get(pk=trial.pk))
    assert "Barriere: Bilder brauchen Alternativtexte (2 Stellen)." in told


def test_pages_without_barriers_are_told_so(content, trial):
    commit(content, trial, {"cmi": {"core": {"lesson_status": "completed"}}})
    content.post(address(trial, "befund"), '{"found": []}', content_type="text/plain")
    told = selectors.trial_in_words(Trial.objects.get(pk=trial.pk))
    assert any("keine Barrieren gefunden" in sentence for sentence in told)


@pytest.mark.parametrize("body", ["{}", '{"found": 5}', "["])
def test_nonsense_of_an_examination_is_refused(content, trial, body):
    answer = content.post(address(trial, "befund"), body, content_type="text/plain")
    assert answer.status_code == 400


def test_contents_of_h5p_are_tried_out_too(content, ready):
    trial = services.start_trial(package=ready(h5p_files()), part=0)
    page = content.on(trial).get(address(trial, "start")).text
    assert "laufzeit/h5p/main.bundle.js" in page
    statement = {
        "verb": {"id": "http://adlnet.gov/expapi/verbs/answered"},
        "object": {"id": selectors.activity_of(trial)},
        "result": {"completion": True, "success": True, "score": {"scaled": 1}},
    }
    state = [{"dataType": "state", "previousState": "{}", "subContentId": "0"}]
    commit(content, trial, {"cmi": {"state": state}, "events": [statement]})
    told = selectors.trial_in_words(Trial.objects.get(pk=trial.pk))
    assert told[:3] == [
        "Es hat gemeldet, dass es abgeschlossen ist.",
        "Es hat „bestanden“ gemeldet.",
        "Es hat 100 Prozent gemeldet.",
    ]
    assert begin(content, trial).json()["data"] == {"state": state}
