"""Notes, ratings and questions: who reads what, in every list and on every page."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404
from django.urls import reverse

from campus.kit.personal_data import Erasing, Subject
from courses.enrolment.states import LEARNING, State
from courses.feedback import navigation, personal_data, rules, selectors, services
from courses.feedback.errors import AlreadyAnswered, NotYetCompleted, TooManyOpenQuestions
from courses.feedback.models import Note, Question, Rating
from courses.feedback.summaries import LEAST_ANSWERS
from members.messages.models import Message
from members.roles.catalogue import Role
from tests.factories.accounts import UserFactory
from tests.factories.enrolment import EnrolmentFactory
from tests.factories.feedback import RatingFactory, note_on, place_on, question_on
from tests.factories.learning import complete, items_of
from tests.factories.roles import GrantFactory

pytestmark = pytest.mark.django_db
SECRET = "Das bleibt unter uns"


@pytest.fixture
def seat():
    return EnrolmentFactory()


def holder(role, seat):
    """Return who holds a role as near to the seat as can be."""
    place = {
        Role.HR_MANAGER: {"municipality": seat.employment.municipality},
        Role.CONTACT_PERSON: {"municipality": seat.employment.municipality},
        Role.DEPARTMENT_HR: {"department": seat.employment.department},
        Role.APPROVER: {"department": seat.employment.department},
        Role.AUTHOR: {"provider": seat.version.module.provider},
        Role.PROVIDER_OWNER: {"provider": seat.version.module.provider},
        Role.TUTOR: {"provider": seat.version.module.provider},
    }
    return GrantFactory(role=role, **place.get(role, {})).user


@pytest.mark.parametrize(
    ("error", "status", "sentence"),
    [
        (NotYetCompleted(), 409, "sobald Sie ihn abgeschlossen haben."),
        (TooManyOpenQuestions(count=10), 429, "10 Ihrer Fragen zu diesem Kurs sind noch offen."),
        (AlreadyAnswered(), 409, "Ihr Text steht noch unten."),
    ],
)
def test_refusal_is_a_german_sentence_with_its_status(error, status, sentence):
    assert sentence in str(error)
    assert error.status == status


@pytest.mark.parametrize("role", Role)
def test_notes_and_single_ratings_are_on_no_page_of_any_role(client, seat, role):
    complete(seat)
    note_on(seat, SECRET)
    services.rate(person=seat.person, course_id=seat.offer.course_id, stars=1, comment=SECRET)
    client.force_login(holder(role, seat))
    addresses = [
        reverse("notes:list"),
        reverse("questions:list"),
        reverse("ratings:rate", args=[seat.offer.course_id]),
        reverse("learning:course", args=[seat.registration]),
        seat.offer.course.url,
        "/personal/",
        "/berichte/",
        "/lehre/",
    ]
    for address in addresses:
        assert SECRET not in client.get(address, follow=True).content.decode(), address


@pytest.mark.parametrize("role", Role)
def test_question_of_another_provider_is_read_by_no_role(seat, role):
    question_on(seat)
    stranger = holder(role, EnrolmentFactory())
    assert not rules.questions_to(stranger).exists()
    assert selectors.open_count(stranger) == 0


def test_visitor_reads_and_answers_nothing(seat):
    question_on(seat)
    assert not rules.may_answer(AnonymousUser())
    assert not rules.questions_to(AnonymousUser()).exists()
    assert not navigation.is_person(AnonymousUser())
    assert not navigation.is_person(UserFactory())
    assert navigation.is_person(seat.person.user)


@pytest.mark.parametrize("role", rules.ANSWERS)
def test_badge_counts_what_waits_for_an_answer(seat, role):
    teacher = holder(role, seat)
    first = question_on(seat, "Eins")
    question_on(seat, "Zwei")
    assert selectors.open_count(teacher) == 2
    services.answer(question=first, text="Ja", by=teacher)
    assert selectors.open_count(teacher) == 1


def test_only_the_own_note_is_found(seat):
    other = EnrolmentFactory(offer=seat.offer)
    mine, theirs = note_on(seat, "Meins"), note_on(other, "Deins")
    assert selectors.own_note(seat.person, mine.pk) == mine
    assert selectors.own_note(seat.person, theirs.pk) is None
    key = items_of(seat)[0].key
    assert selectors.notes_at(seat.person, seat.registration, key) == [mine]
    assert selectors.notes_at(seat.person, other.registration, key) == []
    assert list(rules.own_notes(other.person)) == [theirs]


@pytest.mark.parametrize("state", State)
def test_notes_are_written_on_a_seat_that_learns(seat, state):
    seat.state = state
    seat.save()
    place = (seat.person, seat.registration, items_of(seat)[0].key)
    if state in LEARNING:
        assert selectors.step_of(*place).item_title == items_of(seat)[0].title
    else:
        with pytest.raises(Http404):
            selectors.step_of(*place)


@pytest.mark.parametrize("count", [1, LEAST_ANSWERS - 1, LEAST_ANSWERS])
def test_course_page_says_nothing_of_fewer_than_five_ratings(client, seat, count):
    course = seat.offer.course
    RatingFactory.create_batch(count, course=course, comment=SECRET, stars=1)
    text = client.get(course.url).content.decode()
    assert (SECRET in text) == (count >= LEAST_ANSWERS)
    assert ("1,0 von 5 Sternen" in text) == (count >= LEAST_ANSWERS)
    assert (selectors.summary_of(course.pk) is None) == (count < LEAST_ANSWERS)


def test_withdrawn_rating_takes_the_others_out_of_sight_again(seat):
    course = seat.offer.course
    complete(seat)
    RatingFactory.create_batch(LEAST_ANSWERS - 1, course=course)
    services.rate(person=seat.person, course_id=course.pk, stars=5)
    assert selectors.summary_of(course.pk).count == LEAST_ANSWERS
    for _time in range(2):
        services.withdraw(person=seat.person, course_id=course.pk)
        assert selectors.summary_of(course.pk) is None


def test_rating_of_somebody_erased_counts_on_without_words(seat):
    course = seat.offer.course
    complete(seat)
    services.rate(person=seat.person, course_id=course.pk, stars=5, comment=SECRET)
    note_on(seat, SECRET)
    case = Erasing(Subject(seat.person_id))
    assert personal_data.forget(case) == 2
    assert personal_data.forget(case) == 0
    rating = Rating.objects.get()
    assert (rating.person, rating.stars, rating.comment) == (None, 5, "")
    assert not Note.objects.exists()


def test_ten_open_questions_count_for_each_course_of_its_own(seat):
    for number in range(services.MOST_OPEN_QUESTIONS):
        question_on(seat, f"Frage {number}")
    other = EnrolmentFactory(employment=seat.employment)
    assert question_on(other).is_open
    teacher = holder(Role.AUTHOR, seat)
    services.answer(question=Question.objects.first(), text="Ja", by=teacher)
    with pytest.raises(TooManyOpenQuestions):
        for number in range(2):
            services.ask(place=place_on(seat), kind="fault", text=f"Noch {number}")


def test_messages_name_the_step_and_never_the_learner(seat):
    teacher = holder(Role.AUTHOR, seat)
    question = question_on(seat, "Der Link ist tot", Question.Kind.FAULT)
    asked = Message.objects.get(recipient=teacher)
    assert asked.subject == f"Fehler gemeldet in „{seat.offer.course.title}“"
    assert question.item_title in asked.body
    for name in (seat.person.first_name, seat.person.last_name, seat.person.email):
        assert name not in asked.subject + asked.body
    services.answer(question=question, text="Ist behoben.", by=teacher)
    told = Message.objects.get(recipient=seat.person.user)
    assert told.subject == f"Antwort auf Ihre Frage zu „{seat.offer.course.title}“"
    assert "Der Link ist tot" in told.body and "Ist behoben." in told.body
    assert told.link.endswith(f"#frage-{question.pk}")
