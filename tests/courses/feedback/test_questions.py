"""Questions go to those who write for the provider, without a name; answers come back."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from courses.feedback import rules, services
from courses.feedback.errors import AlreadyAnswered, TooManyOpenQuestions
from courses.feedback.filters import Filter, read_filter
from courses.feedback.models import Question
from members.messages.models import Message
from members.roles.catalogue import Role
from members.roles.services import grant
from tests.factories.accounts import UserFactory
from tests.factories.enrolment import EnrolmentFactory
from tests.factories.feedback import place_on, question_on
from tests.factories.learning import items_of

pytestmark = pytest.mark.django_db
LIST = "/lehre/fragen/"


@pytest.fixture
def seat():
    return EnrolmentFactory()


@pytest.fixture
def author(seat):
    return teacher_of(seat)


@pytest.fixture
def desk(author):
    client = Client()
    client.force_login(author)
    return client


def teacher_of(seat, role=Role.AUTHOR):
    user = UserFactory()
    grant(user=user, role=role, provider=seat.version.module.provider)
    return user


def address(seat):
    return reverse("questions:ask", args=[seat.registration, items_of(seat)[0].key])


def test_question_travels_to_the_provider_and_its_answer_back(client, seat, author, desk):
    client.force_login(seat.person.user)
    sent = {"kind": "question", "text": "Gilt das auch für Fotos?"}
    answer = client.post(address(seat), sent, follow=True)
    assert "Ihr Text ist abgeschickt." in answer.content.decode()

    text = desk.get(LIST).content.decode()
    assert "Gilt das auch für Fotos?" in text
    assert seat.offer.course.title in text
    assert items_of(seat)[0].title in text
    assert seat.person.last_name not in text
    asked = Message.objects.get(kind="feedback_asked")
    assert asked.recipient == author
    assert seat.person.last_name not in asked.subject + asked.body

    question = Question.objects.get()
    page = reverse("questions:answer", args=[question.pk])
    assert asked.link == page
    assert desk.post(page, {"text": "Ja, auch für Fotos."}).status_code == 302
    told = Message.objects.get(kind="feedback_answered")
    assert told.recipient == seat.person.user
    assert "Ja, auch für Fotos." in told.body
    text = client.get(reverse("questions:own")).content.decode()
    assert "Ja, auch für Fotos." in text
    assert "beantwortet" in text


def test_same_words_sent_twice_are_one_question(seat, author):
    assert question_on(seat) == question_on(seat)
    assert Message.objects.filter(kind="feedback_asked").count() == 1


def test_author_who_also_leads_the_provider_is_told_once(seat, author):
    grant(user=author, role=Role.PROVIDER_OWNER, provider=seat.version.module.provider)
    question_on(seat)
    assert Message.objects.filter(recipient=author).count() == 1


def test_eleventh_open_question_is_refused_and_kept(client, seat):
    for number in range(services.MOST_OPEN_QUESTIONS):
        question_on(seat, f"Frage {number}")
    with pytest.raises(TooManyOpenQuestions):
        services.ask(place=place_on(seat), kind="fault", text="Noch eine")
    client.force_login(seat.person.user)
    answer = client.post(address(seat), {"kind": "fault", "text": "Noch eine"})
    assert answer.status_code == 429
    assert "10 Ihrer Fragen" in answer.content.decode()
    assert "Noch eine" in answer.content.decode()


@pytest.mark.parametrize(
    "sent", [{}, {"kind": "question", "text": " "}, {"kind": "x", "text": "y"}]
)
def test_question_without_words_or_kind_is_refused(client, seat, sent):
    client.force_login(seat.person.user)
    answer = client.post(address(seat), sent)
    assert answer.status_code == 400
    assert 'class="kc-summary"' in answer.content.decode()
    assert not Question.objects.exists()


def test_question_of_an_expired_session_waits_for_the_sign_in(client, seat):
    client.post(address(seat), {"kind": "fault", "text": "Der Link ist tot"})
    client.force_login(seat.person.user)
    text = client.get(address(seat)).content.decode()
    assert "Der Link ist tot" in text
    assert 'value="fault" required' in text
    assert not Question.objects.exists()


def test_second_answer_is_refused_and_kept(seat, author, desk):
    question = question_on(seat)
    services.answer(question=question, text="Ja", by=author)
    with pytest.raises(AlreadyAnswered):
        services.answer(question=question, text="Nein", by=author)
    answer = desk.post(reverse("questions:answer", args=[question.pk]), {"text": "Doch nicht"})
    assert answer.status_code == 409
    assert "inzwischen beantwortet" in answer.content.decode()
    assert "Doch nicht" in answer.content.decode()
    question.refresh_from_db()
    assert question.answer == "Ja"


def test_answer_needs_words(seat, desk):
    question = question_on(seat)
    assert desk.post(reverse("questions:answer", args=[question.pk]), {}).status_code == 400
    question.answered_at = question.asked_at
    with pytest.raises(ValidationError, match="Antwort"):
        question.validate_constraints()


@pytest.mark.parametrize(
    ("role", "sees"),
    [
        (Role.TUTOR, True),
        (Role.AUTHOR, True),
        (Role.PROVIDER_OWNER, True),
        (Role.HR_MANAGER, False),
        (Role.OFFICE, False),
        (Role.BOARD, False),
        (Role.EDITOR, False),
        (Role.ADMINISTRATOR, False),
    ],
)
def test_questions_are_read_by_the_provider_only(seat, role, sees):
    question = question_on(seat)
    place = {"provider": seat.version.module.provider}
    if role is Role.HR_MANAGER:
        place = {"municipality": seat.employment.municipality}
    elif role not in rules.ANSWERS:
        place = {}
    user = UserFactory()
    grant(user=user, role=role, **place)
    assert rules.may_answer(user) == sees
    assert list(rules.questions_to(user)) == ([question] if sees else [])


def test_other_providers_and_the_asker_do_not_find_the_question(client, seat):
    question = question_on(seat)
    page = reverse("questions:answer", args=[question.pk])
    client.force_login(teacher_of(EnrolmentFactory()))
    assert client.get(page).status_code == 404
    grant(user=seat.person.user, role=Role.AUTHOR, provider=seat.version.module.provider)
    assert not rules.questions_to(seat.person.user).exists()


@pytest.mark.parametrize(
    ("address", "wanted"),
    [
        ({}, Filter()),
        ({"stand": "alle", "art": "fehler", "q": " Foto "}, Filter("alle", "fehler", "Foto")),
        ({"stand": "x", "art": "y", "q": "\x00"}, Filter()),
    ],
)
def test_filter_reads_what_it_knows(address, wanted):
    assert read_filter(address) == wanted


def test_list_is_filtered_by_state_kind_and_words(seat, author, desk):
    question_on(seat, "Foto im Intranet")
    question_on(seat, "Tippfehler im Gesetz", Question.Kind.FAULT)
    services.answer(question=question_on(seat, "Schon klar"), text="Gut", by=author)

    def shown(query):
        text = desk.get(LIST + query).content.decode()
        return [word for word in ("Foto im", "Tippfehler", "Schon klar") if word in text]

    assert shown("") == ["Foto im", "Tippfehler"]
    assert shown("?stand=beantwortet") == ["Schon klar"]
    assert shown("?stand=alle&art=fehler") == ["Tippfehler"]
    assert shown("?stand=alle&q=foto") == ["Foto im"]
    assert shown("?q=gibtsnicht") == []


def test_lists_cost_the_same_however_many(client, seat, desk):
    client.force_login(seat.person.user)
    counts = []
    for number in (3, 9):
        for extra in range(number - Question.objects.count()):
            question_on(seat, f"{number} {extra}")
        with CaptureQueriesContext(connection) as queries:
            desk.get(LIST)
            client.get(reverse("questions:own"))
        counts.append(len(queries))
    assert counts[0] == counts[1]
