"""Setting a connection up: what is entered, what is refused, and who may."""

import pytest
from django.urls import reverse

from campus.kit.personal_data import Erasing, Subject
from campus.kit.sealing import unseal
from members.roles.catalogue import Role
from members.sign_on import errors, personal_data, services, trials
from members.sign_on.attributes import Arrival
from members.sign_on.metadata import discover, read_saml
from members.sign_on.models import Connection
from members.sign_on.tasks import refresh_metadata
from tests.factories.accounts import UserFactory
from tests.factories.people import EmploymentFactory, PersonFactory
from tests.factories.roles import GrantFactory
from tests.factories.sign_on import ConnectionFactory, IdentityFactory
from tests.support.saml_provider import ENTITY_ID, Provider

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def metadata(tmp_path_factory):
    return Provider(tmp_path_factory.mktemp("idp")).metadata


@pytest.fixture
def connection():
    return ConnectionFactory(domain="rathaus.example")


@pytest.fixture
def hr(client, connection):
    user = GrantFactory(role=Role.HR_MANAGER, municipality=connection.municipality).user
    client.force_login(user)
    return user


def at(name, connection):
    return reverse(f"sign_on:{name}", args=[connection.municipality.slug])


def by_saml(**changed):
    return services.Details(protocol=Connection.Protocol.SAML, **changed)


def test_settings_show_every_step_and_never_the_secret(client, connection, hr):
    page = client.get(at("settings", connection)).content.decode()
    form = client.get(at("change", connection)).content.decode()

    assert "Anmeldung testen" in page
    assert "/konto/oidc/" in form
    for text in (page, form):
        assert "geheim" not in text.replace("Client-Geheimnis", "").replace("Geheimnis", "")
        assert connection.sealed_secret not in text


def test_settings_of_another_town_do_not_exist(client, hr):
    other = ConnectionFactory()

    for name in ("settings", "change", "only_way"):
        assert client.get(at(name, other)).status_code == 404


def test_overview_leads_to_the_own_town(client, connection, hr):
    assert client.get(reverse("sign_on:overview"))["Location"] == at("settings", connection)


def test_change_by_saml_takes_the_metadata_and_has_to_be_tried_again(
    client, connection, hr, metadata, tmp_path
):
    file = tmp_path / "m.xml"
    file.write_bytes(metadata)
    with file.open("rb") as upload:
        answer = client.post(
            at("change", connection),
            {"protocol": "saml", "metadata_file": upload, "domains": "@Rathaus.example, b.example"},
        )

    connection.refresh_from_db()
    assert answer.status_code == 302
    assert connection.issuer == ENTITY_ID
    assert (connection.is_on, connection.tried_at, connection.changed_by) == (False, None, hr)
    assert {one.name for one in connection.domains.all()} == {"rathaus.example", "b.example"}


def test_change_of_the_mapping_alone_leaves_the_sign_in_on(connection, settings, metadata):
    services.save_connection(
        municipality=connection.municipality,
        details=by_saml(metadata_file=metadata),
        changed_by=UserFactory(),
    )
    Connection.objects.update(is_on=True)

    changed = services.save_connection(
        municipality=connection.municipality,
        details=by_saml(attributes={"first_name": "rufname"}),
        changed_by=UserFactory(),
    )

    assert changed.is_on
    assert changed.attributes == {"first_name": "rufname"}


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"protocol": "saml"}, "Adresse der Metadaten ein"),
        ({"protocol": "openid_connect"}, "Tragen Sie den Aussteller"),
        ({"protocol": "openid_connect", "domains": "kein punkt"}, "keine E-Mail-Domain"),
        ({"protocol": "openid_connect", "domains": ""}, "mindestens eine E-Mail-Domain"),
        (
            {"issuer": "https://127.0.0.1/", "client_id": "a", "secret": "b"},
            "Diese Adresse wird nicht abgerufen",
        ),
        (
            {"issuer": "http://login.example", "client_id": "a", "secret": "b"},
            "Diese Adresse wird nicht abgerufen",
        ),
        (
            {"issuer": "https://127.0.0.1", "client_id": "a", "secret": "b", "domains": "gmx.de"},
            "Bei gmx.de kann jeder",
        ),
    ],
)
def test_change_refuses_in_words(client, connection, hr, data, sentence):
    usual = {"protocol": "openid_connect", "domains": "rathaus.example"}

    answer = client.post(at("change", connection), {**usual, **data})

    assert answer.status_code == 400
    assert sentence in answer.content.decode()


def test_change_seals_the_secret(connection):
    assert "geheim" not in connection.sealed_secret
    assert unseal(connection.sealed_secret) == services.secret_of(connection) == "geheim"


def test_domains_of_others_are_refused(connection, metadata):
    EmploymentFactory(person=PersonFactory(email="x@nachbar.example"))
    other = ConnectionFactory().municipality

    for domain in ("rathaus.example", "nachbar.example"):
        with pytest.raises(errors.DomainTaken):
            services.save_connection(
                municipality=other,
                details=by_saml(metadata_file=metadata, domains=(domain,)),
                changed_by=UserFactory(),
            )


BOMB = b'<!DOCTYPE a [<!ENTITY b "bb">]><a>&b;</a>'


@pytest.mark.parametrize("content", [b"", b"no xml", b"<a/>", BOMB])
def test_read_saml_refuses_what_are_no_metadata(content):
    with pytest.raises(errors.MetadataUnreadable):
        read_saml(content)


def test_read_saml_refuses_several_providers_and_plain_addresses(metadata):
    several = (
        b"<m>"
        + metadata.partition(b"?>")[2]
        + metadata.partition(b"?>")[2].replace(ENTITY_ID.encode(), b"https://other.example/")
    )
    with pytest.raises(errors.MetadataUnreadable):
        read_saml(several + b"</m>")
    with pytest.raises(errors.AddressRefused):
        read_saml(metadata.replace(b"https://idp.rathaus.example/login", b"http://idp/login"))


def test_discover_inside_the_network_is_refused():
    with pytest.raises(errors.AddressRefused):
        discover("https://127.0.0.1")


def test_switch_on_needs_a_trial(client, connection, hr):
    Connection.objects.update(is_on=False, tried_at=None)

    answer = client.post(at("switch", connection), {"on": "yes"})

    assert answer.status_code == 409
    assert "Bitte testen Sie die Anmeldung zuerst" in answer.content.decode()


def test_switch_off_also_opens_the_other_door(client, connection, hr):
    Connection.objects.update(is_only_way=True, spare_key=hr)

    client.post(at("switch", connection), {"on": "no"})

    connection.refresh_from_db()
    assert (connection.is_on, connection.is_only_way) == (False, False)


def test_switch_on_after_a_trial(client, connection, hr):
    Connection.objects.update(is_on=False)

    client.post(at("switch", connection), {"on": "yes"})

    connection.refresh_from_db()
    assert connection.is_on


def test_only_way_needs_somebody_with_a_password(client, connection, hr):
    hr.set_unusable_password()
    hr.save()
    client.force_login(hr)

    answer = client.post(at("only_way", connection), {"spare_key": hr.pk})

    assert answer.status_code == 400
    assert "mit eigenem Kennwort" in answer.content.decode()


def test_only_way_is_agreed_and_taken_back(client, connection, hr):
    client.post(at("only_way", connection), {"spare_key": hr.pk})
    connection.refresh_from_db()
    assert (connection.is_only_way, connection.spare_key) == (True, hr)

    client.post(at("only_way", connection))
    connection.refresh_from_db()
    assert not connection.is_only_way


def test_only_way_takes_nobody_from_elsewhere(client, connection, hr):
    other = GrantFactory(role=Role.HR_MANAGER).user

    assert client.post(at("only_way", connection), {"spare_key": other.pk}).status_code == 400


def test_trial_without_an_outcome_leads_back(client, connection, hr):
    assert client.get(at("trial", connection))["Location"] == at("settings", connection)


@pytest.mark.parametrize(
    ("said", "kinds"),
    [
        ({"first_name": "E", "last_name": "M", "email": "e@rathaus.example"}, {"success", "info"}),
        ({"first_name": "E", "email": "e@fremd.example"}, {"success", "danger", "info"}),
        (
            {"first_name": "E", "last_name": "M", "department": "Mond", "personnel_number": "1"},
            {"success", "warning", "info"},
        ),
    ],
)
def test_checks_say_what_is_right_and_what_is_not(connection, said, kinds):
    found = trials.checks(connection, Arrival(subject="x", **said))

    assert {check.kind for check in found} == kinds
    assert trials.has_passed(found) is ("danger" not in kinds)


@pytest.mark.parametrize(
    ("technical", "sentence"),
    [
        ("invalid_client", "Client-Geheimnis"),
        ("Signature validation failed. SAML Response rejected", "passt nicht zum Zertifikat"),
        ("The Assertion of the Response is not signed", "nicht signiert"),
        ("x is not a valid audience for this Response", "andere Anwendung"),
        ("etwas ganz anderes", "nicht angenommen"),
    ],
)
def test_reason_of_a_failed_trial_in_words(technical, sentence):
    reason = trials.reason_of("unknown", ValueError(technical), {}, {})

    assert sentence in reason
    assert technical in reason


def test_refresh_of_metadata_that_cannot_be_fetched_says_so(client, connection, hr):
    Connection.objects.update(metadata_url="https://127.0.0.1/metadata")

    assert client.post(at("refresh", connection)).status_code == 400
    assert refresh_metadata.call() == 0


def test_personal_data_are_shown_and_forgotten(connection):
    known = IdentityFactory(connection=connection)
    subject = Subject(person_id=0, user_id=known.user_id)

    assert [row["subject"] for row in personal_data.identities(subject)] == [known.subject]
    assert personal_data.forget(Erasing(subject)) == 1
    assert list(personal_data.identities(subject)) == []
