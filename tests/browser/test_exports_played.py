"""A module exported as SCORM 1.2 and as cmi5 comes back as a package, and learners play it here.

The browser speaks with the platform inside the test: every request is handed to Django's client,
so that hosts of packages, launch, record store and progress are the real ones.
"""

import contextvars
import io
import re
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import expect

from courses.exchange import services
from courses.exchange.formats.bundles import Format
from courses.learning.projection import project
from courses.modules.selectors import newest_version
from courses.packages import services as packages
from courses.packages.models import Package, State
from courses.packages.tasks import unpack_package
from courses.xapi import selectors as store
from tests.browser.test_exports import PLAY
from tests.factories.exchange import make_full_module
from tests.factories.playing import packaged_seat

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

WORDS = {"completed", "passed", "failed", "terminated"}
HOP = {"content-length", "content-encoding", "transfer-encoding", "connection"}
# Everything but the test: a learner who leaves before the end.
HALF = PLAY.replace('[data-done], [data-check]").click()', '[data-done]")?.click()')


class Platform:
    """Answers a browser's requests by the platform of this test."""

    def __init__(self, page, user):
        self.clients, self.page, self.user, self.faults = {}, page, user, []
        # Playwright calls back in a context of its own, which has another database connection.
        here = contextvars.copy_context()
        page.route(re.compile(".*"), lambda route: here.copy().run(self.answer, route))

    def client(self, host):
        """Return the client of a host; only the platform's own knows who it is."""
        if host not in self.clients:
            self.clients[host] = Client(headers={"host": host})
            if host == "testserver":
                self.clients[host].force_login(self.user)
        return self.clients[host]

    def answer(self, route):
        asked, split = route.request, urlsplit(route.request.url)
        sent = {k: v for k, v in asked.headers.items() if k not in ("content-length", "cookie")}
        answer = self.client(split.netloc).generic(
            asked.method,
            f"{split.path}?{split.query}" if split.query else split.path,
            asked.post_data_buffer or b"",
            sent.get("content-type", "application/octet-stream"),
            headers={**sent, "host": split.netloc},
        )
        # A browser does not ask its router again for where an answer leads.
        while answer.status_code == 302:
            answer = self.client(split.netloc).get(answer.url)
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        if answer.status_code >= 500:
            self.faults.append((split.path, answer.status_code))
        headers = {k: v for k, v in answer.items() if k.lower() not in HOP}
        route.fulfill(status=answer.status_code, headers=headers, body=content)


def taken_back(module, format_):
    """Return an export as the package that its own provider uploads again."""
    target = io.BytesIO()
    for _progress in services.write(newest_version(module), format_, target):
        pass
    target.seek(0)
    package = packages.take_package(
        provider=module.provider, stream=target, unpacking=unpack_package, title="Zurück"
    )
    unpack_package.func(str(package.pk))
    assert Package.objects.get(pk=package.pk).state == State.READY
    package.refresh_from_db()
    return package


def said(seat):
    """Return what decides of what was said about a seat, each verb once, with its score."""
    found = {}
    for row in store.statements_of(seat.registration):
        verb = row.verb.rpartition("/")[2]
        if verb in WORDS:
            found[verb] = ((row.result or {}).get("score") or {}).get("scaled")
    return found


class Player:
    """A learner who opens the package of a seat."""

    def __init__(self, page, module, format_):
        self.format, self.page = format_, page
        self.seat, self.item, _package = packaged_seat(package=taken_back(module, format_))
        self.platform = Platform(page, self.seat.person.user)

    def open(self):
        """Open the step; return the page of the module inside its frames."""
        kind = "cmi5:launch" if self.format == Format.CMI5 else "playing:frame"
        self.page.goto(
            "http://testserver" + reverse(kind, args=[self.seat.registration, self.item.key])
        )
        onward = self.page.get_by_role("button", name="Mit dieser Einheit weitermachen")
        if onward.count():
            onward.click()
        outer = self.page.frame_locator("iframe").first
        inner = outer if self.format == Format.CMI5 else outer.frame_locator("iframe")
        expect(inner.locator("html")).to_have_class("js")
        return inner

    def finish(self, inner):
        """End by the page's own button; wait until the platform has heard the farewell."""
        inner.get_by_role("link", name="Prüfung").click()
        button = inner.get_by_role("button", name="Beenden und schließen")
        if self.format == Format.CMI5:
            with self.page.expect_response("**/zurueck/"):
                button.click()
        else:
            button.click()
            expect(inner.locator("#ended")).to_be_visible()
            expect(self.page.locator("[data-kl-results]")).to_contain_text("bestanden")

    @property
    def percent(self):
        made = project(self.seat.registration)
        return made.percent if made else 0


@pytest.fixture
def module(db):
    return make_full_module()


@pytest.mark.parametrize("format_", [Format.SCORM, Format.CMI5])
def test_export_played_to_its_end_counts_as_the_module_would(module, page, format_):
    player = Player(page, module, format_)
    inner = player.open()
    inner.locator("html").evaluate(PLAY)
    expect(inner.locator("[data-state='3']")).to_contain_text("Erledigt")
    player.finish(inner)
    told = said(player.seat)
    assert told.keys() == {"completed", "passed", "terminated"}
    assert told["passed"] == 1
    page.goto("http://testserver/lernen/")
    assert player.percent == 100
    assert player.platform.faults == []


@pytest.mark.parametrize("format_", [Format.SCORM, Format.CMI5])
def test_export_left_half_way_goes_on_there_and_has_decided_nothing(module, page, format_):
    player = Player(page, module, format_)
    inner = player.open()
    inner.locator("html").evaluate(HALF)
    expect(inner.locator("[data-state='1']")).to_contain_text("Erledigt")
    inner.get_by_role("link", name="Prüfung").click()
    expect(inner.get_by_role("heading", name="Prüfung")).to_be_visible()
    page.goto("http://testserver/lernen/")
    assert said(player.seat).keys() <= {"terminated"}
    assert player.percent < 100
    inner = player.open()
    expect(inner.locator("[data-state='1']")).to_contain_text("Erledigt")
    expect(inner.get_by_role("heading", name="Prüfung")).to_be_visible()
    assert player.platform.faults == []
