"""What sign-on refuses against the database and on its pages, in words and without secrets."""

import datetime as dt
from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection as database
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from campus.kit import dates
from members.roles.catalogue import Role
from members.sign_on import errors, selectors, services, trials
from members.sign_on.attributes import Arrival
from members.sign_on.forms import MOST_FILE_BYTES
from members.sign_on.models import Connection
from tests.factories.accounts import UserFactory
from tests.factories.people import DepartmentFactory, EmploymentFactory
from tests.factories.roles import GrantFactory
from tests.factories.sign_on import ConnectionFactory, IdentityFactory

pytestmark = pytest.mark.django_db
ELSEWHERE = ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "/\\evil.example"]


@pytest.fixture
def connection():
    return ConnectionFactory(
        domain="rathaus.example",
        municipality__slug="rathaus",
        municipality__name="Stadt Musterburg",
        issuer="https://127.0.0.1",
    )


@pytest.fixture
def hr(client, connection):
    user = GrantFactory(role=Role.HR_MANAGER, municipality=connection.municipality).user
    client.force_login(user)
    return user


def at(name, slug="rathaus"):
    return reverse(f"sign_on:{name}", args=[slug])


PAGES = [
    *(("get", name) for name in ("settings", "change", "trial", "only_way")),
    *(("post", name) for name in ("change", "begin_trial", "switch", "only_way", "refresh")),
]


@pytest.mark.parametrize(("method", "name"), PAGES)
def test_page_of_a_foreign_town_does_not_exist_and_changes_nothing(client, hr, method, name):
    other = ConnectionFactory(metadata_url="https://127.0.0.1/m")

    answer = getattr(client, method)(at(name, other.municipality.slug), {"on": "no"})

    assert answer.status_code == 404
    assert selectors.connection_of(other.municipality).is_on


@pytest.mark.parametrize(("method", "name"), PAGES)
@pytest.mark.parametrize("role", [Role.DEPARTMENT_HR, Role.CONTACT_PERSON, None])
def test_page_for_others_of_the_same_town_is_refused(client, connection, method, name, role):
    user = UserFactory()
    if role:
        GrantFactory(user=user, role=role, municipality=connection.municipality)
    client.force_login(user)

    assert getattr(client, method)(at(name), {"on": "no"}).status_code == 403
    assert Connection.objects.get().is_on


@pytest.mark.parametrize(("method", "name"), PAGES)
def test_page_for_a_visitor_leads_to_the_sign_in(client, connection, method, name):
    answer = getattr(client, method)(at(name))

    assert answer["Location"].startswith(reverse("account_login"))


def test_change_refused_keeps_what_was_typed_but_the_secret(client, connection, hr):
    typed = {
        "protocol": "openid_connect",
        "issuer": "https://127.0.0.1",
        "client_id": "campus-test",
        "secret": "streng-vertraulich-7",
        "domains": "amt.example, kein punkt",
        "attribute_email": "userPrincipalName",
    }

    answer = client.post(at("change"), typed)
    page = answer.content.decode()

    assert answer.status_code == 400
    assert "„kein“ ist keine E-Mail-Domain" in page
    for name in ("issuer", "client_id", "domains", "attribute_email"):
        assert typed[name] in page
    assert typed["secret"] not in page
    assert selectors.domain_names(connection) == ["rathaus.example"]


def test_change_with_a_file_too_large_is_refused_in_words(client, connection, hr):
    upload = SimpleUploadedFile("m.xml", b"x" * (MOST_FILE_BYTES + 1))

    answer = client.post(
        at("change"), {"protocol": "saml", "domains": "a.example", "metadata_file": upload}
    )

    assert answer.status_code == 400
    assert "Diese Datei ist zu groß für Metadaten." in answer.content.decode()


def test_trial_page_shows_what_came_and_notes_that_it_passed(client, connection, hr):
    Connection.objects.update(tried_at=None)
    connection.refresh_from_db()
    DepartmentFactory(municipality=connection.municipality, name="Bauhof")
    said = {"given_name": "Erika", "sn": "<b>M</b>", "mail": "e@rathaus.example"}
    session = client.session
    trials.keep(
        SimpleNamespace(session=session),
        connection,
        subject="s-77",
        received={**said, "department": "bauhof"},
    )
    session.save()

    page = client.get(at("trial")).content.decode()

    for text in ("s-77", "Erika", "&lt;b&gt;M&lt;/b&gt;", "Das Amt gibt es bei Ihnen."):
        assert text in page
    assert "<b>M</b>" not in page
    assert Connection.objects.get().tried_at is not None


@pytest.mark.parametrize("trying", [True, False])
def test_callback_with_an_error_is_explained_in_a_trial_only(client, connection, trying):
    if trying:
        user = GrantFactory(role=Role.HR_MANAGER, municipality=connection.municipality).user
        client.force_login(user)
        session = client.session
        session[trials.UNDER_WAY] = connection.pk
        session.save()

    address = reverse("openid_connect_callback", args=["rathaus"])
    answer = client.get(address, {"error": "invalid_client"}, follow=True)
    page = answer.content.decode()

    assert answer.status_code == (200 if trying else 400)
    assert ("Die Client-ID oder das Client-Geheimnis ist falsch." in page) is trying
    assert ("konnte nicht angenommen werden" in page) is not trying


def test_note_of_a_trial_of_a_former_setting_does_not_count(connection):
    former = Connection.objects.get()
    Connection.objects.update(tried_at=None, changed_at=dates.now() + dt.timedelta(hours=1))

    services.note_trial(connection=former)

    assert Connection.objects.get().tried_at is None


@pytest.mark.parametrize(
    ("keeper", "refusal", "sentence"),
    [
        ("nobody", errors.NoSpareKey, "mit eigenem Kennwort"),
        ("colleague", errors.NoSpareKey, "aus der Personalabteilung"),
        ("off", errors.NotTried, "Bitte testen Sie die Anmeldung zuerst."),
    ],
)
def test_only_way_without_a_keeper_or_a_running_sign_in_is_refused(
    connection, keeper, refusal, sentence
):
    user = EmploymentFactory(municipality=connection.municipality).person.user
    connection.is_on = keeper != "off"

    with pytest.raises(refusal, match=sentence):
        services.set_only_way(
            connection=connection, is_only_way=True, spare_key=None if keeper == "nobody" else user
        )

    assert not Connection.objects.get().is_only_way


def test_code_is_taken_until_the_last_moment_and_not_after(connection):
    person = EmploymentFactory(municipality=connection.municipality).person
    given = {"connection": connection, "person": person, "next_url": ""}
    pending = services.send_code(arrival=Arrival(subject="1"), **given)
    until = dt.datetime.fromisoformat(pending.until)

    with dates.moved_clock(until), pytest.raises(errors.CodeWrong, match="neuesten E-Mail"):
        services.check_code(pending, "keine Ziffern")
    later = until + dt.timedelta(seconds=1)
    with dates.moved_clock(later), pytest.raises(errors.CodeOver, match="gilt nicht mehr"):
        services.check_code(pending, "keine Ziffern")
    assert pending.tries == 2


@pytest.mark.parametrize("next_url", ELSEWHERE)
@pytest.mark.parametrize("path", ["/konto/kommune/", "/konto/kommune/rathaus/"])
def test_way_in_never_keeps_a_destination_elsewhere(client, connection, path, next_url):
    assert client.get(path, {"next": next_url}).context["next_url"] == ""
    assert client.get(path, {"next": "/katalog/"}).context["next_url"] == "/katalog/"


@pytest.mark.parametrize("state", [{"is_on": False}, {"municipality__active": False}])
def test_place_that_does_not_offer_it_does_not_exist(client, state):
    ConnectionFactory(municipality__slug="rathaus", domain="rathaus.example", **state)

    assert client.get("/konto/kommune/rathaus/").status_code == 404
    assert selectors.offered_for("e@rathaus.example") is None


def test_entrance_and_settings_need_as_many_queries_for_many_as_for_one(client, connection, hr):
    def count(path):
        with CaptureQueriesContext(database) as queries:
            assert client.get(path).status_code == 200
        return len(queries)

    paths = [reverse("sign_on:entrance"), at("settings")]
    for path in paths:
        client.get(path)
    before = [count(path) for path in paths]
    ConnectionFactory.create_batch(3)
    IdentityFactory.create_batch(3, connection=connection)

    assert [count(path) for path in paths] == before
