"""Who comes, and who is kept outside: second factor, limits, mail of accounts, allauth's doors."""

import re

import pytest
from allauth.account.adapter import get_adapter as account_adapter
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialApp
from django.core.cache import cache
from django.urls import NoReverseMatch, Resolver404, resolve, reverse

from members.accounts.limits import MOST_ATTEMPTS, TooManyAttempts, check_attempts, count_attempt
from members.messages.models import Message
from members.people.services import open_account
from members.sign_on import selectors
from members.sign_on.attributes import Arrival
from members.sign_on.errors import NotReachable
from members.sign_on.marks import CERTIFICATE
from members.sign_on.models import Connection
from members.sign_on.selectors import only_door_of
from members.sign_on.services import arrive, send_code
from members.sign_on.views.arrivals import PENDING
from tests.factories.accounts import UserFactory
from tests.factories.organisations import MunicipalityFactory
from tests.factories.people import EmploymentFactory, PersonFactory
from tests.factories.sign_on import ConnectionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def connection():
    return ConnectionFactory(domain="rathaus.example", municipality__slug="rathaus")


@pytest.fixture
def request_of(client, rf):
    """Return a request with a session, as a view gets it."""

    def make(user=None):
        asked = rf.get("/konto/oidc/rathaus/")
        asked.session = client.session
        asked.user = user
        asked._messages = []
        return asked

    return make


def app_of(request, connection):
    slug = connection.municipality.slug
    if connection.is_saml:
        return get_adapter().get_app(request, provider="saml", client_id=slug)
    return get_adapter().get_app(request, provider=slug)


def confirmed(client, connection, user):
    """Enter the code that an existing account was sent; return the answer."""
    pending = send_code(
        connection=connection,
        person=user.person,
        arrival=Arrival(subject="e1"),
        next_url="/katalog/",
    )
    session = client.session
    session[PENDING] = pending.as_dict()
    session.save()
    code = re.search(r"^\d{8}$", Message.objects.get(kind="sign_on_code").body, re.M).group()
    return client.post(reverse("sign_on:confirm"), {"code": code})


def test_second_factor_is_asked_for_whichever_way_somebody_came(client, connection):
    user = EmploymentFactory(municipality=connection.municipality).person.user
    TOTP.activate(user, generate_totp_secret())

    answer = confirmed(client, connection, user)

    assert answer["Location"].startswith(reverse("mfa_authenticate"))
    assert "_auth_user_id" not in client.session


def test_session_begins_at_once_without_a_second_factor(client, connection):
    user = EmploymentFactory(municipality=connection.municipality).person.user

    assert confirmed(client, connection, user)["Location"] == "/katalog/"
    assert client.session["_auth_user_id"] == str(user.pk)


def test_application_of_openid_asks_with_challenge_and_is_stored_nowhere(request_of, connection):
    app = app_of(request_of(), connection)

    assert app.settings["oauth_pkce_enabled"]
    assert app.settings["hidden"]
    assert (app.secret, app.client_id) == ("geheim", "kommunalcampus")
    assert app.settings["server_url"].startswith("https://login.rathaus.example/.well-known/")
    assert not SocialApp.objects.exists()


@pytest.fixture
def saml(connection):
    connection.protocol = Connection.Protocol.SAML
    connection.certificates = ["first", "second"]
    connection.single_sign_on_url = "https://idp.rathaus.example/"
    connection.save()
    return connection


def test_application_of_saml_is_strict(request_of, saml):
    advanced = app_of(request_of(), saml).settings["advanced"]

    for name in ("strict", "want_assertion_signed", "reject_idp_initiated_sso"):
        assert advanced[name] is True
    assert advanced["reject_deprecated_algorithm"] is True


@pytest.mark.parametrize(("named", "used"), [("second", "second"), ("strange", "first")])
def test_application_of_saml_uses_known_certificates_only(request_of, saml, named, used):
    request = request_of()
    setattr(request, CERTIFICATE, named)

    assert app_of(request, saml).settings["idp"]["x509cert"] == used


def test_applications_are_never_listed(request_of, connection):
    assert get_adapter().list_apps(request_of()) == []
    with pytest.raises(SocialApp.DoesNotExist):
        get_adapter().get_app(request_of(), provider="gibt-es-nicht")


@pytest.mark.parametrize(
    "name", ["socialaccount_signup", "socialaccount_connections", "openid_connect_login"]
)
def test_doors_of_allauth_are_not_mounted(name):
    with pytest.raises(NoReverseMatch):
        reverse(name)


@pytest.mark.parametrize("path", ["/konto/3rdparty/", "/konto/saml/rathaus/login/"])
def test_addresses_of_allauths_own_doors_lead_to_none_of_them(path):
    try:
        module = resolve(path).func.__module__
    except Resolver404:
        return
    assert not module.startswith("allauth")


def test_nobody_signs_up(request_of):
    assert not account_adapter().is_open_for_signup(request_of())
    assert not get_adapter().is_open_for_signup(request_of(), None)


def test_mail_of_accounts_waits_for_the_worker(request_of):
    user = UserFactory(email="erika@rathaus.example")
    context = {"user": user, "request": request_of(user), "current_site": None, "email": user.email}

    account_adapter().send_mail("account/email/password_changed", user.email, context)

    assert Message.objects.get(kind="people_account").email == user.email


def test_attempts_are_counted_by_place_and_end(client, rf):
    request = rf.get("/")
    for _attempt in range(MOST_ATTEMPTS):
        count_attempt(request, "x")

    with pytest.raises(TooManyAttempts):
        check_attempts(request, "x")
    check_attempts(request, "y")
    cache.clear()
    check_attempts(request, "x")


def test_entrance_has_a_limit(client, connection):
    connection.issuer = "https://127.0.0.1"
    connection.save()
    data = {"email": "x@rathaus.example"}
    statuses = {client.post(reverse("sign_on:entrance"), data).status_code for _try in range(21)}

    assert statuses == {400, 429}


def test_provider_inside_the_network_is_never_asked(client, connection):
    connection.issuer = "https://127.0.0.1"
    connection.save()

    answer = client.post(reverse("sign_on:place", args=["rathaus"]))

    assert "Diese Adresse wird nicht abgerufen" in answer.content.decode()


def test_provider_that_cannot_be_reached_is_named():
    assert "login.example" in str(NotReachable(host="login.example"))


@pytest.mark.parametrize("address", ["x@rathaus.example", "X@RATHAUS.EXAMPLE"])
def test_offered_for_the_domain_of_an_address(connection, address):
    assert selectors.offered_for(address) == connection


@pytest.mark.parametrize("address", ["x@sub.rathaus.example", "rathaus.example", "", "x@"])
def test_offered_for_no_other_domain(connection, address):
    assert selectors.offered_for(address) is None


def test_offered_only_by_open_towns(connection):
    connection.municipality.active = False
    connection.municipality.save()

    assert not selectors.offered().exists()


def test_domains_used_elsewhere_only_are_foreign(connection):
    here = connection.municipality
    EmploymentFactory(person=PersonFactory(email="a@nachbar.example"))
    assert selectors.is_used_elsewhere("nachbar.example", here)

    EmploymentFactory(person=PersonFactory(email="b@nachbar.example"), municipality=here)
    assert not selectors.is_used_elsewhere("nachbar.example", here)
    assert not selectors.is_used_elsewhere("neu.example", MunicipalityFactory())


def test_only_door_is_open_for_administrators_and_people_without_a_job(connection):
    Connection.objects.update(is_only_way=True, spare_key=UserFactory())
    staff = EmploymentFactory(municipality=connection.municipality).person.user
    assert only_door_of(staff) == connection

    staff.is_superuser = True
    assert only_door_of(staff) is None
    assert only_door_of(UserFactory()) is None


def test_open_account_chooses_a_free_name_and_receives_no_role():
    UserFactory(username="erika.musterfrau")
    person = PersonFactory(
        user=None, first_name="Erika", last_name="Musterfrau", email="e@rathaus.example"
    )

    user = open_account(person=person, email_is_proven=False)

    assert user.username == "erika.musterfrau2"
    assert not user.has_usable_password()
    assert not user.emailaddress_set.get().verified


def test_arrival_of_many_asks_the_database_little(connection, django_assert_max_num_queries):
    arrival = Arrival("e1", "Erika", "Musterfrau", "erika@rathaus.example")
    arrive(connection=connection, arrival=arrival)

    with django_assert_max_num_queries(8):
        arrive(connection=connection, arrival=arrival)


@pytest.mark.parametrize("name", ["overview", "settings", "change", "trial", "only_way"])
def test_pages_of_the_set_up_are_not_for_learners(client, connection, name):
    client.force_login(EmploymentFactory(municipality=connection.municipality).person.user)
    arguments = [] if name == "overview" else ["rathaus"]

    assert client.get(reverse(f"sign_on:{name}", args=arguments)).status_code == 403


def test_answer_nobody_asked_for_is_refused_in_words(client, connection):
    answer = client.get("/konto/oidc/rathaus/", {"code": "x", "state": "y"})

    assert answer.status_code == 400
    assert "konnte nicht angenommen werden" in answer.content.decode()
