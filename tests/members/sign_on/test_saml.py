"""SAML with a real identity provider: the way in, and everything that must be refused."""

from base64 import b64decode, b64encode

import pytest
from django.test import Client
from django.urls import reverse
from lxml import etree

from members.people.models import Employment
from members.sign_on.models import Connection, Identity
from members.sign_on.services import Details, save_connection
from tests.factories.accounts import UserFactory
from tests.factories.organisations import MunicipalityFactory
from tests.support.saml_provider import Provider

pytestmark = pytest.mark.django_db
ERIKA = {"givenName": "Erika", "sn": "Musterfrau", "mail": "erika@rathaus.example"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("saml")


@pytest.fixture
def client():
    return visitor()


def visitor():
    # Names without a dot are no address for SAML.
    return Client(HTTP_HOST="campus.example")


@pytest.fixture
def town(settings):
    settings.KC_SIGN_ON_INSIDE = True
    return MunicipalityFactory(slug="rathaus")


@pytest.fixture
def provider(folder, town):
    first = Provider(folder)
    connection = save_connection(
        municipality=town,
        details=Details(
            protocol=Connection.Protocol.SAML,
            metadata_file=first.metadata,
            domains=("rathaus.example",),
        ),
        changed_by=UserFactory(),
    )
    Connection.objects.filter(pk=connection.pk).update(is_on=True)
    ours = visitor().get(reverse("saml_metadata", args=[town.slug]))
    assert ours.status_code == 200
    first.config["metadata"] = {"inline": [ours.content.decode()]}
    return first


def led_away(client, town, **data):
    answer = client.post(reverse("sign_on:place", args=[town.slug]), data)
    assert answer.status_code == 200
    return answer.context["address"]


def come_back(client, town, response):
    """Post as the browser does: the first request has no session, the second one has."""
    posted = client.post(reverse("saml_acs", args=[town.slug]), {"SAMLResponse": response})
    assert posted.status_code == 302
    return client.get(posted["Location"])


def test_sign_in_somebody_new_is_put_on_the_staff_list(client, town, provider):
    address = led_away(client, town, next="/katalog/")

    answer = come_back(client, town, provider.answer(address, ERIKA))

    assert answer.status_code == 302
    assert answer["Location"] == "/katalog/"
    job = Employment.objects.get(municipality=town)
    assert (job.person.first_name, job.person.email) == ("Erika", "erika@rathaus.example")
    assert not job.person.user.has_usable_password()
    assert client.session["_auth_user_id"] == str(job.person.user_id)


def test_sign_in_again_leads_to_the_same_account(client, town, provider):
    for _visit in range(2):
        come_back(client, town, provider.answer(led_away(client, town), ERIKA))
        client.logout()

    assert Identity.objects.count() == 1
    assert Employment.objects.count() == 1


def unsigned(provider, address):
    return provider.answer(address, ERIKA, signs=False)


def for_another(provider, address):
    return provider.answer(address, ERIKA, audience="https://other.example/metadata")


def to_no_request(provider, address):
    return provider.answer(address, ERIKA, in_response_to="id-of-nobody")


def unasked(provider, address):
    return provider.answer(address, ERIKA, in_response_to="")


def changed_afterwards(provider, address):
    genuine = b64decode(provider.answer(address, ERIKA)).decode()
    return b64encode(genuine.replace("erika@", "chefin@").encode()).decode()


def wrapped(provider, address):
    """Put an assertion of one's own before the signed one, as signature wrapping does."""
    tree = etree.fromstring(b64decode(provider.answer(address, ERIKA)))
    genuine = tree.find("{urn:oasis:names:tc:SAML:2.0:assertion}Assertion")
    forged = etree.fromstring(etree.tostring(genuine).replace(b"erika@", b"chefin@"))
    forged.set("ID", "forged")
    forged.remove(forged.find("{http://www.w3.org/2000/09/xmldsig#}Signature"))
    tree.insert(tree.index(genuine), forged)
    return b64encode(etree.tostring(tree)).decode()


def wrapped_inside(provider, address):
    """Hide the signed assertion inside the signature of a forged one that bears its name."""
    tree = etree.fromstring(b64decode(provider.answer(address, ERIKA)))
    genuine = tree.find("{urn:oasis:names:tc:SAML:2.0:assertion}Assertion")
    forged = etree.fromstring(etree.tostring(genuine).replace(b"erika@", b"chefin@"))
    signature = forged.find("{http://www.w3.org/2000/09/xmldsig#}Signature")
    holder = etree.SubElement(signature, "{http://www.w3.org/2000/09/xmldsig#}Object")
    tree.replace(genuine, forged)
    holder.append(genuine)
    return b64encode(etree.tostring(tree)).decode()


def rubbish(provider, address):
    return "no base64 at all"


@pytest.mark.parametrize(
    "forge",
    [
        unsigned,
        for_another,
        to_no_request,
        unasked,
        changed_afterwards,
        wrapped,
        wrapped_inside,
        rubbish,
    ],
)
def test_sign_in_by_an_answer_that_is_not_genuine_is_refused(client, town, provider, forge):
    address = led_away(client, town)

    answer = come_back(client, town, forge(provider, address))

    assert answer.status_code == 400
    assert "_auth_user_id" not in client.session
    assert not Employment.objects.exists()


def test_sign_in_by_the_same_answer_twice_is_refused(client, town, provider):
    response = provider.answer(led_away(client, town), ERIKA)
    come_back(client, town, response)
    client.logout()

    answer = come_back(client, town, response)

    assert answer.status_code == 400
    assert "_auth_user_id" not in client.session


def test_sign_in_by_somebody_elses_answer_is_refused(client, town, provider):
    response = provider.answer(led_away(client, town), ERIKA)

    answer = come_back(visitor(), town, response)

    assert answer.status_code == 400


def test_sign_in_too_late_is_refused(client, town, provider, time_machine):
    time_machine.move_to("2026-11-20T09:00:00+00:00")
    response = provider.answer(led_away(client, town), ERIKA)
    time_machine.move_to("2026-11-20T09:08:00+00:00")

    assert come_back(client, town, response).status_code == 400


def test_sign_in_with_a_key_that_was_never_published_is_refused(client, town, provider, tmp_path):
    stranger = Provider(tmp_path)
    stranger.config["metadata"] = provider.config["metadata"]

    answer = come_back(client, town, stranger.answer(led_away(client, town), ERIKA))

    assert answer.status_code == 400


def test_sign_in_with_the_second_certificate_works_while_the_provider_changes_them(
    client, town, provider, tmp_path
):
    Connection.objects.update(
        certificates=[
            "".join(Provider(tmp_path).metadata.decode().split("X509Certificate>")[1:2])[:-5],
            *Connection.objects.get().certificates,
        ]
    )

    answer = come_back(client, town, provider.answer(led_away(client, town), ERIKA))

    assert answer.status_code == 302
    assert "_auth_user_id" in client.session


def test_open_redirect_is_not_followed(client, town, provider):
    address = led_away(client, town, next="https://evil.example/")

    answer = come_back(client, town, provider.answer(address, ERIKA))

    assert answer["Location"] == "/lernen/"


def test_answer_for_a_town_without_saml_does_not_exist(client, town):
    assert client.post(reverse("saml_acs", args=[town.slug])).status_code == 404
    assert client.get(reverse("openid_connect_callback", args=["nirgends"])).status_code == 404


def test_sign_out_of_the_provider_asks_and_signs_nobody_out(client, town, provider):
    answer = client.get(reverse("saml_sls", args=[town.slug]))

    assert answer["Location"] == reverse("account_logout")
