"""Metadata that change by themselves, and the form that asks for what the chosen way needs."""

import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from members.people.errors import AlreadyEmployed, PersonnelNumberInUse
from members.people.selectors import person_by_key, person_with_address
from members.people.services import add_job
from members.sign_on import errors
from members.sign_on.forms import ConnectionForm, initial_of
from members.sign_on.models import Connection
from members.sign_on.services import refresh_metadata, switch_off, switch_on
from members.sign_on.tasks import refresh_metadata as refresh_all
from tests.factories.organisations import MunicipalityFactory
from tests.factories.people import EmploymentFactory, PersonFactory
from tests.factories.sign_on import ConnectionFactory
from tests.support.saml_provider import ENTITY_ID, Provider

pytestmark = pytest.mark.django_db
OLD = "certificate of last year"


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    """Publish metadata on this machine; return their address."""
    content = Provider(tmp_path_factory.mktemp("published")).metadata

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *arguments):
            pass

    with HTTPServer(("127.0.0.1", 0), Answers) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{running.server_port}/metadata"
        running.shutdown()


@pytest.fixture
def connection(settings, published):
    settings.KC_SIGN_ON_INSIDE = True
    return ConnectionFactory(
        protocol=Connection.Protocol.SAML,
        issuer=ENTITY_ID,
        metadata_url=published,
        certificates=[OLD],
        single_sign_on_url="https://idp.rathaus.example/former",
        domain="rathaus.example",
    )


def test_refresh_takes_new_certificates_and_leaves_the_sign_in_on(connection):
    assert refresh_metadata(connection=connection)

    connection.refresh_from_db()
    assert OLD not in connection.certificates
    assert connection.single_sign_on_url == "https://idp.rathaus.example/login"
    assert connection.is_on
    assert not refresh_metadata(connection=connection)


def test_refresh_of_somebody_elses_metadata_changes_nothing(connection):
    Connection.objects.update(issuer="https://idp.other.example")
    connection.refresh_from_db()

    with pytest.raises(errors.IssuerDiffers):
        refresh_metadata(connection=connection)

    connection.refresh_from_db()
    assert connection.certificates == [OLD]


def test_refresh_of_all_goes_on_after_a_failure(connection):
    ConnectionFactory(
        protocol=Connection.Protocol.SAML, metadata_url="http://127.0.0.1:9/", certificates=["x"]
    )

    assert refresh_all.call() == 1


def test_switching_is_remembered(connection):
    assert not switch_off(connection=connection).is_on
    assert switch_on(connection=connection).is_on


def form_of(connection, **data):
    given = {"protocol": "openid_connect", "domains": "rathaus.example", **data}
    return ConnectionForm(given, connection=connection)


def test_form_asks_for_the_secret_once_only():
    known = ConnectionFactory()
    entered = {"issuer": known.issuer, "client_id": "a"}

    assert form_of(known, **entered).is_valid()
    assert "secret" in form_of(None, **entered).errors
    assert form_of(None, **entered, secret="b").is_valid()


def test_form_asks_for_metadata_where_the_way_is_new(connection):
    assert form_of(connection, protocol="saml").is_valid()
    assert "metadata_url" in form_of(ConnectionFactory(), protocol="saml").errors


def test_form_shows_what_is_known_but_the_secret(connection):
    shown = initial_of(connection)

    assert shown["domains"] == "rathaus.example"
    assert "secret" not in shown
    assert initial_of(None) == {}


def test_form_hands_over_what_was_chosen():
    form = form_of(
        None, protocol="saml", metadata_url="https://x.example/m", attribute_email="mail"
    )

    assert form.is_valid()
    assert form.details().attributes == {"email": "mail"}
    assert form.details().domains == ("rathaus.example",)
    assert not form.details().creates_people


def test_add_job_at_a_second_town_keeps_the_first():
    job = EmploymentFactory(personnel_number="7")
    town = MunicipalityFactory()
    given = {"municipality": town, "valid_from": job.valid_from, "added_by": None}

    second = add_job(person=job.person, personnel_number="7", **given)

    assert set(job.person.employments.all()) == {job, second}
    with pytest.raises(AlreadyEmployed):
        add_job(person=job.person, **given)
    with pytest.raises(PersonnelNumberInUse):
        add_job(person=PersonFactory(), personnel_number="7", **given)


def test_person_with_address_looks_at_person_and_account():
    person = PersonFactory(email="privat@post.example")

    assert person_with_address("PRIVAT@post.example") == person
    assert person_with_address(person.user.email) == person
    assert person_with_address("niemand@post.example") is None
    assert person_by_key(person.pk) == person
    assert person_by_key(0) is None
