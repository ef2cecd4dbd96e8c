"""The pages of the learner and of HR: choice, preview, decision; nothing leaks."""

import re

import pytest
from django.urls import reverse

from courses.transfer.models import Presentation
from members.people.models import AccessLogEntry
from tests.factories.assignments import ObligationFactory, PeriodFactory
from tests.factories.people import EmploymentFactory
from tests.factories.transfer import asked_for, leave, newcomer, shown

pytestmark = pytest.mark.django_db
OWN, WAITING = "/lernen/mitnehmen/", "/personal/mitgebracht/"


def text_of(answer):
    return answer.content.decode()


def sign_in(client, user):
    client.force_login(user)
    return client


def test_learner_chooses_looks_and_shows(client, town):
    job, certificate = newcomer(town)
    asked_for(job, certificate.enrolment.offer.course)
    sign_in(client, job.person.user)
    text = text_of(client.get(OWN))
    assert certificate.course_title in text and "wird dort verlangt" in text
    chosen = {"an": town.slug, "nachweis": [f"c{certificate.pk}"]}

    text = text_of(client.post(OWN, chosen))
    assert "Das wird Ihr Arbeitgeber sehen" in text
    assert not Presentation.objects.exists()

    text = text_of(client.post(OWN, {**chosen, "step": "change"}))
    assert f'value="c{certificate.pk}" checked' in text
    text = text_of(client.post(OWN, {**chosen, "step": "confirm"}, follow=True))
    assert "wartet auf eine Entscheidung" in text
    one = Presentation.objects.get()

    withdraw = reverse("course_transfer:withdraw", args=[one.pk])
    assert "sieht diesen Nachweis nicht mehr" in text_of(client.post(withdraw, follow=True))
    assert client.post(withdraw).status_code == 404


def test_preview_and_list_show_neither_points_nor_where_somebody_was(client, town, hr):
    job, certificate = newcomer(town, score_scaled="0.8765", provider_name="Hochschule Geheim")
    old = job.person.employments.exclude(pk=job.pk).get().municipality
    chosen = {"an": town.slug, "nachweis": [f"c{certificate.pk}"]}
    sign_in(client, job.person.user)
    seen = [text_of(client.post(OWN, chosen))]
    client.post(OWN, {**chosen, "step": "confirm"})
    sign_in(client, hr)
    seen.append(text_of(client.get(WAITING)))
    refuse = reverse("course_transfer:refuse", args=[Presentation.objects.get().pk])
    seen.append(text_of(client.get(refuse)))
    for text in seen:
        # As a share, as a rounded or exact per cent; bare digits stand in numbers of anything.
        assert not re.search(r"8765|87[.,]65|8[78]\s*(%|&nbsp;|Prozent|Punkt)", text)
        for secret in (certificate.number, "Hochschule Geheim", old.name):
            assert secret not in text, secret
        assert "Leistungsnachweis" not in text.split("<main")[1].split("</main")[0]


@pytest.mark.parametrize(
    ("chosen", "status", "words"),
    [
        ([], 400, "Wählen Sie mindestens einen Nachweis"),
        (["c999999"], 409, "hat sich inzwischen geändert"),
        (["Unsinn"], 409, "hat sich inzwischen geändert"),
    ],
)
def test_bad_choices_are_said_in_a_sentence(client, town, chosen, status, words):
    job, _certificate = newcomer(town)
    sign_in(client, job.person.user)
    for step in ("", "confirm"):
        answer = client.post(OWN, {"an": town.slug, "nachweis": chosen, "step": step})
        assert (answer.status_code, words in text_of(answer)) == (status, True)


def test_between_two_employers_the_page_says_how_it_goes_on(client, town):
    job, _certificate = newcomer(town)
    leave(job)
    sign_in(client, job.person.user)
    text = text_of(client.get(OWN))
    assert "Zurzeit kein Arbeitgeber" in text
    assert client.post(OWN, {"an": town.slug, "nachweis": ["c1"]}).status_code == 200


def test_with_two_employers_the_learner_says_to_whom(client, town):
    job, certificate = newcomer(town)
    other = EmploymentFactory(person=job.person).municipality
    sign_in(client, job.person.user)
    text = text_of(client.get(OWN))
    assert f"?an={other.slug}" in text and certificate.course_title not in text
    assert certificate.course_title in text_of(client.get(f"{OWN}?an={other.slug}"))
    assert text_of(client.get(f"{OWN}?an=anderswo")).count('href="?an=') == 2


def test_hr_recognises_with_one_click_and_the_look_is_noted(client, town, hr):
    one = shown(town)
    sign_in(client, hr)
    text = text_of(client.get(WAITING))
    assert "gültig" in text and "Anerkennen" in text
    look = AccessLogEntry.objects.get(person=one.person)
    assert (look.what, look.municipality) == ("brought", town)
    address = reverse("course_transfer:recognise", args=[one.pk])
    assert client.get(address).status_code == 405
    text = text_of(client.post(address, follow=True))
    assert "ist anerkannt" in text and "Zuletzt entschieden" in text
    assert "inzwischen entschieden" in text_of(client.post(address, follow=True))


def test_hr_refuses_with_a_reason(client, town, hr):
    one = shown(town)
    sign_in(client, hr)
    address = reverse("course_transfer:refuse", args=[one.pk])
    assert client.post(address, {"reason": ""}).status_code == 400
    too_long = client.post(address, {"reason": "x" * 241})
    assert too_long.status_code == 400 and "x" * 241 in text_of(too_long)
    text = text_of(client.post(address, {"reason": "Andere Fassung"}, follow=True))
    assert "Andere Fassung" in text
    assert client.post(address, {"reason": "noch einmal"}).status_code == 409
    sign_in(client, one.person.user)
    assert "Andere Fassung" in text_of(client.get(OWN))


def test_list_says_what_cannot_be_recognised_and_offers_no_button(client, town, hr):
    one = shown(town)
    type(one.certificate).objects.update(revoked_at=one.shown_at, revoked_reason="x")
    job, certificate = newcomer(town)
    turn = asked_for(job, certificate.enrolment.offer.course)
    client_of = sign_in(client, job.person.user)
    chosen = {"an": town.slug, "nachweis": [f"c{certificate.pk}"], "step": "confirm"}
    client_of.post(OWN, chosen)
    type(turn).objects.filter(pk=turn.pk).update(fulfilled_on=turn.assigned_on)
    sign_in(client, hr)
    text = text_of(client.get(WAITING))
    assert "widerrufen" in text and "schon erfüllt" in text
    assert "/anerkennen/" not in text


def test_only_hr_managers_enter_and_strangers_find_nothing(client, town):
    one = shown(town)
    sign_in(client, one.person.user)
    assert client.get(WAITING).status_code == 403
    for name in ("recognise", "refuse"):
        address = reverse(f"course_transfer:{name}", args=[one.pk])
        assert client.post(address, {"reason": "x"}).status_code == 403
    other = EmploymentFactory()
    sign_in(client, other.person.user)
    assert client.post(reverse("course_transfer:withdraw", args=[one.pk])).status_code == 404
    assert Presentation.objects.get().state == Presentation.State.SHOWN


def test_list_of_many_asks_the_database_no_more_often(
    client, town, hr, django_assert_max_num_queries
):
    first_aid = ObligationFactory(course=None, title="Erste Hilfe")
    asked = ObligationFactory(municipality=town, course=None, title="Erste Hilfe")
    for _number in range(6):
        proof = PeriodFactory(obligation=first_aid, fulfilled_on=first_aid.due_on)
        job = EmploymentFactory(person=proof.employment.person, municipality=town)
        PeriodFactory(obligation=asked, employment=job)
        Presentation.objects.create(
            person=job.person,
            municipality=town,
            turn=proof,
            title="Erste Hilfe",
            completed_on=proof.fulfilled_on,
        )
    sign_in(client, hr)
    client.get(WAITING)
    with django_assert_max_num_queries(20):
        assert text_of(client.get(WAITING)).count("Erste Hilfe") >= 12


def test_hr_is_told_on_its_first_page(client, town, hr):
    shown(town)
    sign_in(client, hr)
    assert "Mitarbeitende mitgebracht haben" in text_of(client.get("/personal/"))


def test_own_page_of_sights_lists_what_was_shown(client, town):
    one = shown(town)
    sign_in(client, one.person.user)
    text = text_of(client.get("/lernen/privat/"))
    assert one.title in text and f"der Personalstelle von {town} vorgelegt" in text
