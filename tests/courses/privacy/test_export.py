"""A copy of everything: whole, private, made once, gone after a week."""

import datetime as dt
import io
import json
import uuid
import zlib

import pytest
from django.urls import reverse
from pypdf import PdfReader

from campus.kit import dates
from campus.kit.personal_data import holdings
from courses.privacy import selectors, services
from courses.privacy.models import PATIENCE, Export
from courses.privacy.tasks import collect, tidy
from members.messages.models import Message
from members.roles.catalogue import Role
from members.roles.services import grant
from tests.factories.accounts import UserFactory
from tests.factories.enrolment import EnrolmentFactory
from tests.factories.people import PersonFactory
from tests.factories.privacy import SECRET, known_everywhere

pytestmark = [pytest.mark.django_db, pytest.mark.wagtail_tasks]
PAGE = "/lernen/privat/daten/"


@pytest.fixture
def seat():
    return known_everywhere()


def made(person):
    export = services.request_export(person=person)
    services.make_export(reference=export.reference)
    export.refresh_from_db()
    return export


def address(export, kind):
    return reverse("privacy:download", args=[export.reference, kind])


def sections_of(export):
    return json.loads(zlib.decompress(bytes(export.json)))["sections"]


def test_export_holds_something_of_every_room(seat):
    sections = sections_of(made(seat.person))
    assert list(sections) == [one.name for one in holdings()]
    # The learner signs in with a password, holds no role, walks no path, has assessed nothing,
    # has opened nothing at another platform; no directory and no deputy is known, and no employer
    # has booked a seat or keeps a plan for newcomers.
    empty = [name for name, rows in sections.items() if not rows]
    unused = ["sign_on", "deputyships", "import_rows", "directory_users", "roles", "booked_seats"]
    unused += ["tool_numbers", "tool_results", "journeys", "assessments", "onboardings"]
    unused += ["saved_views"]
    assert empty == unused
    assert sections["notes"][0]["text"] == SECRET
    assert sections["person"][0]["last_name"] == seat.person.last_name
    assert {row["kind"] for row in sections["questions"]} == {"question", "fault"}
    assert any(attempt["answers"] for attempt in sections["attempts"])


def test_statements_are_all_those_of_the_own_account_and_no_other(seat):
    other = known_everywhere(offer=seat.offer)
    sections = sections_of(made(seat.person))
    names = {row["actor"]["account"]["name"] for row in sections["statements"]}
    assert names == {str(seat.person.account.name)}
    assert str(other.person.account.name) not in json.dumps(sections)
    assert len(sections["statements"]) >= 3


def test_every_section_and_key_is_documented(seat, settings):
    text = (settings.BASE_DIR / "docs" / "data-export.md").read_text()
    for name, rows in sections_of(made(seat.person)).items():
        line = next(line for line in text.splitlines() if line.startswith(f"| `{name}`"))
        if rows and name != "statements":
            assert line.rsplit("|", 2)[1].strip().split(", ") == list(rows[0])


def test_document_is_tagged_and_in_words(seat):
    export = made(seat.person)
    document = PdfReader(io.BytesIO(zlib.decompress(bytes(export.pdf))))
    text = "".join(page.extract_text() for page in document.pages)
    assert document.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert document.trailer["/Root"]["/Lang"] == "de"
    assert SECRET in text
    assert "Meine Daten bei KommunalCampus" in text
    assert "bestätigt" in text
    assert "confirmed" not in text


def test_owner_is_told_once_when_it_is_ready(seat):
    export = made(seat.person)
    services.make_export(reference=export.reference)
    told = Message.objects.get(kind="privacy_export_ready")
    assert told.recipient == seat.person.user
    assert SECRET not in told.body
    assert export.percent == 100


def test_task_that_runs_twice_makes_the_same_and_unknown_ones_nothing(seat):
    export = services.request_export(person=seat.person)
    collect.call(reference=str(export.reference))
    export.refresh_from_db()
    first = export.ready_at
    collect.call(reference=str(export.reference))
    collect.call(reference=str(uuid.uuid4()))
    export.refresh_from_db()
    assert export.ready_at == first


def test_second_request_is_the_same_copy_until_it_has_failed(seat):
    first = services.request_export(person=seat.person)
    assert services.request_export(person=seat.person) == first
    Export.objects.update(requested_at=dates.now() - PATIENCE - dt.timedelta(minutes=1))
    assert services.request_export(person=seat.person) != first
    first.refresh_from_db()
    assert first.has_failed


def test_page_shows_progress_then_the_files(client, seat):
    client.force_login(seat.person.user)
    assert "Kopie anfordern" in client.get(PAGE).content.decode()
    text = client.post(PAGE, follow=True).content.decode()
    assert "Sie können diese Seite verlassen" in text
    assert "<progress" in text
    export = Export.objects.get()
    state = client.get(reverse("privacy:progress", args=[export.reference])).json()
    assert state == {"percent": 0, "text": "0 Prozent", "ready": False}
    assert client.get(address(export, "pdf")).status_code == 404

    services.make_export(reference=export.reference)
    text = client.get(PAGE).content.decode()
    assert address(export, "json") in text
    answer = client.get(address(export, "json"))
    assert answer["Content-Disposition"].startswith("attachment")
    assert "no-store" in answer["Cache-Control"]
    assert answer.json()["format"] == "kommunalcampus-personal-data"
    assert client.get(address(export, "pdf")).content.startswith(b"%PDF-")
    assert client.get(address(export, "zip")).status_code == 404


def test_progress_counts_the_kinds_and_ends_with_the_files():
    export = Export(done=3, total=16)
    assert export.percent == 18
    export.done = 16
    assert export.percent == 99


@pytest.mark.parametrize("role", [Role.HR_MANAGER, Role.OFFICE, Role.ADMINISTRATOR])
def test_files_are_handed_to_nobody_else(client, seat, role):
    export = made(seat.person)
    user = UserFactory()
    PersonFactory(user=user)
    municipality = {"municipality": seat.employment.municipality}
    grant(user=user, role=role, **(municipality if role is Role.HR_MANAGER else {}))
    client.force_login(user)
    assert client.get(address(export, "json")).status_code == 404
    assert str(export.reference) not in client.get(PAGE).content.decode()


def test_after_a_week_there_is_nothing_any_more(client, seat):
    export = made(seat.person)
    client.force_login(seat.person.user)
    Export.objects.update(expires_at=dates.now() - dt.timedelta(seconds=1))
    assert client.get(address(export, "json")).status_code == 404
    assert not selectors.exports_of(seat.person).exists()
    assert tidy.call() == 1
    assert not Export.objects.exists()


def test_tidying_leaves_what_is_still_good():
    person = EnrolmentFactory().person
    made(person)
    services.request_export(person=person)
    assert services.forget_expired() == 0
    assert Export.objects.count() == 2
