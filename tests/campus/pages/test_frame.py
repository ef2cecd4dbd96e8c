"""The frame is drawn once for many readers; nobody sees what belongs to somebody else."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from campus.pages import frame
from campus.pages.navigation import NavLink
from tests.factories.enrolment import member_employment

pytestmark = pytest.mark.django_db
CATALOGUE = reverse("catalogue:search")
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')


def reader(first_name):
    job = member_employment()
    job.person.user.first_name, job.person.user.last_name = first_name, "Muster"
    job.person.user.save()
    client = Client()
    client.force_login(job.person.user)
    return client


def page(client, address=CATALOGUE):
    return client.get(address).content.decode()


def test_each_reader_sees_the_own_name_only():
    one, two = reader("Kim"), reader("Sascha")
    for _ in range(2):
        assert "Kim Muster" in page(one)
        assert "Sascha Muster" in page(two)
        assert "Kim Muster" not in page(two)
        assert "Sascha Muster" not in page(one)


def test_visitor_after_a_signed_in_reader_sees_no_account(client):
    page(reader("Kim"))
    shown = page(client)
    assert "Kim" not in shown
    assert reverse("account_login") in shown
    assert reverse("account_logout") not in shown


def test_tokens_of_two_readers_differ_and_are_accepted():
    one, two = Client(enforce_csrf_checks=True), Client(enforce_csrf_checks=True)
    first, second = TOKEN.findall(page(one)), TOKEN.findall(page(two))
    assert len({*first}) == len({*second}) == 1
    assert first[0] != second[0]
    form = {"language": "en", "next": CATALOGUE, "csrfmiddlewaretoken": first[0]}
    assert one.post(reverse("set_language"), form).status_code == 302
    assert two.post(reverse("set_language"), form).status_code == 403


def test_search_words_stay_in_the_field_of_who_typed_them(client):
    words = '"><script>alert(1)</script>'
    shown = client.get(CATALOGUE, {"q": words}).content.decode()
    assert 'value="&quot;&gt;&lt;script&gt;' in shown
    assert words not in shown
    assert "alert" not in page(client)


def test_language_form_leads_back_to_the_very_page(client):
    shown = client.get(CATALOGUE, {"thema": "a&b"}).content.decode()
    assert f'name="next" value="{CATALOGUE}?thema=a%26b"' in shown


def test_frame_follows_the_language_of_the_page(client):
    assert "Anmelden" in page(client)
    client.cookies["django_language"] = "en"
    shown = page(client)
    assert "Sign in" in shown
    assert "Anmelden" not in shown


def test_footer_asks_for_feedback_on_the_page_one_is_on(client):
    assert f"/rueckmeldung/?von={CATALOGUE}" in page(client)
    assert "/rueckmeldung/?von=/impressum/" in frame.footer("/impressum/")


def test_entries_mark_the_page_itself_and_the_room_it_is_in():
    links = [
        NavLink("Start", "/lernen/", "home", current=True),
        NavLink("Katalog", "/katalog/", "search", current=False, badge=2),
    ]
    here = frame.entries(links, "/lernen/")
    within = frame.entries(links, "/lernen/kurse/")
    assert [entry[3] for entry in here] == ["page", ""]
    assert [entry[3] for entry in within] == ["true", ""]
    assert [entry[4] for entry in here] == [0, 2]
