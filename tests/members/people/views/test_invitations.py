"""From the link or the code to the first page, with every way it can fail."""

import datetime as dt

import pytest
from django.contrib.auth import get_user

from campus.kit import dates
from members.accounts import limits
from members.accounts.models import User
from members.people import services
from members.people.models import Invitation
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.people import EmploymentFactory

pytestmark = pytest.mark.django_db
CODE_PAGE = "/konto/zugangscode/"
CHOICE = {"username": "erika", "password": PASSWORD, "repetition": PASSWORD}


@pytest.fixture
def job():
    return EmploymentFactory(
        person__user=None, person__first_name="Jürgen", person__last_name="Groß"
    )


@pytest.fixture
def issued(job):
    return services.invite(employment=job, invited_by=None, channel="letter")


def page_of(issued):
    return f"/konto/einladung/{issued.secret}/"


def test_accept_page_greets_and_suggests_a_login_name(client, issued):
    UserFactory(username="juergen.gross")
    response = client.get(page_of(issued))
    assert response.status_code == 200
    assert "juergen.gross2" in response.content.decode()
    assert "no-store" in response.headers["Cache-Control"]


def test_accept_makes_the_account_and_signs_in(client, issued):
    response = client.post(page_of(issued), CHOICE)
    assert (response.status_code, response.url) == (302, "/lernen/")
    assert get_user(client) == User.objects.get(username="erika")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"password": "kurz", "repetition": "kurz"}, "password"),
        ({"repetition": "something else entirely"}, "repetition"),
        ({"username": "no blanks please"}, "username"),
        ({"username": ""}, "username"),
        (
            {
                "password": "juergen-gross-erika",
                "repetition": "juergen-gross-erika",
                "username": "juergen-gross-erika",
            },
            "password",
        ),
    ],
)
def test_accept_with_a_bad_choice_keeps_what_was_typed(client, issued, change, field):
    response = client.post(page_of(issued), CHOICE | change)
    assert response.status_code == 400
    assert field in response.context["form"].errors
    assert not User.objects.filter(username__startswith="erika").exists()


def test_accept_with_a_taken_name_says_so(client, issued):
    UserFactory(username="ERIKA")
    response = client.post(page_of(issued), CHOICE)
    assert response.status_code == 400
    assert "username" in response.context["form"].errors


def test_accept_unknown_is_404_with_the_next_step(client):
    response = client.get("/konto/einladung/0000000000000000/")
    assert response.status_code == 404
    assert CODE_PAGE in response.content.decode()


@pytest.mark.parametrize("why", ["used", "revoked", "expired"])
def test_accept_of_what_is_over_is_410(client, issued, why):
    now = dates.now()
    change = {
        "used": {"accepted_at": now},
        "revoked": {"revoked_at": now},
        "expired": {"expires_at": now - dt.timedelta(days=1)},
    }[why]
    Invitation.objects.update(**change)
    for response in (client.get(page_of(issued)), client.post(page_of(issued), CHOICE)):
        assert response.status_code == 410


def test_access_code_leads_to_the_choice(client, issued):
    assert client.get(CODE_PAGE).status_code == 200
    response = client.post(CODE_PAGE, {"code": issued.code.lower().replace("-", " ")})
    assert (response.status_code, response.url) == (302, page_of(issued))


def test_access_code_of_the_wrong_length_says_how_many_signs(client):
    response = client.post(CODE_PAGE, {"code": "ABC-1"})
    assert response.status_code == 400
    assert "4" in str(response.context["form"].errors["code"])


def test_access_code_unknown_keeps_the_code(client):
    response = client.post(CODE_PAGE, {"code": "0000-1111-2222-3333"})
    assert response.status_code == 404
    assert "0000-1111-2222-3333" in response.content.decode()


def test_guessing_is_stopped_also_for_a_right_code(client, issued):
    for _ in range(limits.MOST_ATTEMPTS):
        assert client.post(CODE_PAGE, {"code": "0" * 16}).status_code == 404
    assert client.post(CODE_PAGE, {"code": issued.code}).status_code == 429
    assert client.get(page_of(issued)).status_code == 429


def test_a_letter_renews_a_forgotten_password_without_signing_in(client):
    job = EmploymentFactory(person__user__email=None)
    issued = services.invite(employment=job, invited_by=None, channel="letter")
    new = "another-long-password-2"
    assert job.person.user.username in client.get(page_of(issued)).content.decode()
    assert client.post(page_of(issued), {"password": "x", "repetition": "x"}).status_code == 400
    response = client.post(page_of(issued), {"password": new, "repetition": new})
    assert (response.status_code, response.url) == (302, "/konto/login/")
    assert not get_user(client).is_authenticated
    assert client.login(username=job.person.user.username, password=new)
    assert client.get(page_of(issued)).status_code == 410


@pytest.mark.parametrize(
    ("password", "sentence"), [("kurz", "12 Zeichen"), ("123456789012", "nur aus Ziffern")]
)
def test_accept_with_a_weak_password_keeps_the_name_and_never_shows_the_password(
    client, issued, password, sentence
):
    choice = {"username": "mein.name", "password": password, "repetition": password}
    response = client.post(page_of(issued), choice)
    html = response.content.decode()
    assert response.status_code == 400
    assert sentence in str(response.context["form"].errors["password"])
    assert 'value="mein.name"' in html
    assert f'value="{password}"' not in html


@pytest.mark.parametrize(
    ("why", "sentence"),
    [
        ("accepted_at", "Diese Einladung wurde bereits verwendet."),
        ("revoked_at", "Diese Einladung gilt nicht mehr."),
        ("expires_at", "Diese Einladung ist abgelaufen."),
    ],
)
def test_what_is_over_says_why_and_offers_the_next_step(client, issued, why, sentence):
    Invitation.objects.update(**{why: dates.now()})
    html = client.get(page_of(issued)).content.decode()
    for words in (sentence, "/konto/login/", CODE_PAGE):
        assert words in html


def test_accept_twice_from_two_windows_makes_one_account(client, issued):
    assert client.post(page_of(issued), CHOICE).status_code == 302
    client.logout()
    again = client.post(page_of(issued), CHOICE | {"username": "zweite"})
    assert again.status_code == 410
    assert User.objects.count() == 1


def test_page_of_an_invitation_gives_its_secret_to_no_other_site(client, issued):
    headers = client.get(page_of(issued)).headers
    assert headers["Referrer-Policy"] in ("same-origin", "no-referrer")
    assert "no-store" in headers["Cache-Control"]


def test_guessing_from_one_address_leaves_others_alone(client, issued):
    for _ in range(limits.MOST_ATTEMPTS):
        client.post(CODE_PAGE, {"code": "0" * 16})
    response = client.post(CODE_PAGE, {"code": issued.code}, REMOTE_ADDR="192.0.2.7")
    assert response.status_code == 302


def test_guessing_by_links_counts_like_guessing_by_codes(client, issued):
    for number in range(limits.MOST_ATTEMPTS):
        client.get(f"/konto/einladung/{number:043d}/")
    response = client.post(CODE_PAGE, {"code": issued.code})
    assert response.status_code == 429
    assert "zehn Minuten" in response.content.decode()
    assert issued.code in response.content.decode()


def test_typing_errors_before_the_limit_do_not_stop_the_right_code(client, issued):
    for _ in range(limits.MOST_ATTEMPTS - 1):
        client.post(CODE_PAGE, {"code": "0" * 16})
    for _ in range(5):
        assert client.post(CODE_PAGE, {"code": issued.code}).status_code == 302


@pytest.mark.parametrize("code", ["", "ABC", "0" * 17, "Ä" * 16, "%00", "x" * 61])
def test_access_code_that_is_none_is_refused_and_kept(client, code):
    response = client.post(CODE_PAGE, {"code": code})
    assert response.status_code in (400, 404)
    assert code in response.content.decode()


def test_pages_of_invitations_are_german_and_formal(client, issued):
    accept = client.get(page_of(issued)).content.decode()
    assert "Jürgen Groß" in accept
    assert "Wählen Sie, wie Sie sich künftig anmelden." in accept
    assert "Zugangscode" in client.get(CODE_PAGE).content.decode()
