"""Pages of the check: bad input gets a sentence, a second window loses nothing, nobody peeps."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from courses.competences import services
from courses.competences.models import Assessment
from courses.enrolment.states import State
from members.roles.catalogue import Role
from tests.factories import competences as check
from tests.factories.accounts import UserFactory
from tests.factories.enrolment import EnrolmentFactory, OfferFactory
from tests.factories.pathways import learner
from tests.factories.roles import GrantFactory

pytestmark = pytest.mark.django_db
START = reverse("competences:start")
PAGES = ("result", "area", "aim", "take_all", "delete")


@pytest.fixture
def person(client):
    """Sign in as somebody who learns."""
    someone = learner()
    client.force_login(someone.user)
    return someone


def address(name, assessment):
    numbers = [assessment.pk, 1] if name == "area" else [assessment.pk]
    return reverse(f"competences:{name}", args=numbers)


def text_of(answer):
    return answer.content.decode()


def queries(client, page):
    client.get(page)
    with CaptureQueriesContext(connection) as caught:
        assert client.get(page).status_code == 200
    return len(caught)


@pytest.mark.parametrize(
    ("role", "framework"), [("papst", None), ("bauamt", "77"), ("", None), ("bauamt", "x")]
)
def test_bad_beginning_is_named_and_begins_nothing(client, person, role, framework):
    newest = check.load()
    sent = {"role": role, "framework": framework or newest.pk}
    answer = client.post(START, sent)
    assert answer.status_code == 400
    assert 'class="kc-summary"' in text_of(answer)
    assert not Assessment.objects.exists()


def test_role_model_is_no_framework_to_answer(client, person):
    assessment = check.begin(person)
    sent = {"role": "bauamt", "framework": assessment.roles_id}
    assert client.post(START, sent).status_code == 400


@pytest.mark.parametrize("level", ["9", "-1", "x", "", "²", "1.5"])
def test_tampered_level_is_refused_and_the_good_ones_are_kept(client, person, level):
    assessment = check.begin(person)
    answer = client.post(address("area", assessment), {"k_1_1": level, "k_1_2": "4", "k_9_9": "1"})
    assert answer.status_code == 400
    assessment.refresh_from_db()
    assert assessment.answers == {"1.2": 4}
    assert "1 von 21 beantwortet" in text_of(answer)


def test_second_window_is_told_that_the_check_is_finished(client, person):
    done = check.finished(person, level=4)
    answer = client.post(address("area", done), {"k_1_1": "8"}, follow=True)
    assert "Diese Einschätzung ist abgeschlossen. Beginnen Sie eine neue" in text_of(answer)
    done.refresh_from_db()
    assert done.answers["1.1"] == 4
    looked = client.get(address("area", done), follow=True)
    assert "Beginnen Sie eine neue" not in text_of(looked)


def test_courses_are_not_taken_before_the_end(client, person):
    offer = OfferFactory()
    check.teaches(offer.course, "1.1")
    assessment = check.begin(person)
    answer = client.post(address("take_all", assessment))
    assert answer.url == reverse("competences:area", args=[assessment.pk, 1])
    assert not person.enrolments.exists()


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(
    "who", [Role.HR_MANAGER, Role.DEPARTMENT_HR, Role.OFFICE, Role.BOARD, Role.ADMINISTRATOR, None]
)
def test_check_of_somebody_else_does_not_exist(client, name, who):
    someone = learner()
    done = check.finished(someone)
    job = someone.employments.get()
    place = {
        Role.HR_MANAGER: {"municipality": job.municipality},
        Role.DEPARTMENT_HR: {"department": job.department},
    }.get(who, {})
    user = learner().user
    if who:
        GrantFactory(user=user, role=who, **place)
    client.force_login(user)
    before = Assessment.objects.values().get()
    method = client.get if name in ("result", "area", "delete") else client.post
    assert method(address(name, done)).status_code == 404
    assert client.post(address("delete", done)).status_code == 404
    assert Assessment.objects.values().get() == before


def test_account_without_a_person_has_no_check_and_visitors_sign_in_first(client):
    done = check.finished(learner())
    assert client.get(START).status_code == 302
    assert client.get(address("result", done)).status_code == 302
    client.force_login(UserFactory())
    assert client.get(START).status_code == 404
    assert client.get(address("result", done)).status_code == 404


def test_deed_needs_a_button_and_not_a_link(client, person):
    done = check.finished(person)
    for name in ("aim", "take_all"):
        assert client.get(address(name, done)).status_code == 405
    assert client.get(address("delete", done)).status_code == 200
    assert Assessment.objects.exists()


def test_result_names_levels_in_words_the_largest_gap_first(client, person):
    done = check.finished(person, k_2_1=4, k_4_2=0)
    text = text_of(client.get(address("result", done)))
    assert "Bei 2 von 21 Kompetenzen liegt Ihr Ziel über Ihrer Einschätzung." in text
    assert "Das habe ich noch nicht gemacht" in text
    assert "4 – " in text and "5 – " in text
    table = text[text.index("Wo Ihr Ziel über Ihrer Einschätzung liegt") :]
    assert table.index("4.2") < table.index("2.1")
    assert "Dafür gibt es noch keinen Kurs" in text


def test_course_without_seats_goes_on_the_waiting_list_and_says_so_before(client, person):
    offer = OfferFactory(seats=1)
    check.teaches(offer.course, "4.2")
    EnrolmentFactory(offer=offer)
    done = check.finished(person, k_4_2=1)
    page = address("result", done)
    assert "Warteliste: alle Plätze sind vergeben" in text_of(client.get(page))
    assert "Diesen 1 Kurs belegen" in text_of(client.get(page))
    taken = client.post(address("take_all", done), follow=True)
    assert "1 Kurs wartet auf eine Entscheidung oder einen Platz." in text_of(taken)
    assert person.enrolments.get().state == State.WAITING
    assert "Sie stehen auf der Warteliste." in text_of(client.get(page))


def test_missing_frameworks_are_explained(client, person):
    text = text_of(client.get(START))
    assert "Der Kompetenz-Check ist noch nicht bereit" in text
    assert "Zum Katalog" in text


def test_start_shows_only_the_own_results(client, person):
    check.finished(learner(), level=1)
    assert "Ihre früheren Ergebnisse" not in text_of(client.get(START))
    check.finished(person, level=8)
    text = text_of(client.get(START))
    assert "Ihre früheren Ergebnisse" in text
    assert "0 Kompetenzen unter dem Ziel" in text


def test_start_and_questions_cost_the_same_for_three_results_and_for_twelve(client, person):
    counts = []
    for number in (3, 9):
        for _time in range(number):
            check.finished(person, level=4)
        open_one = check.begin(person)
        counts.append((queries(client, START), queries(client, address("area", open_one))))
        services.delete(assessment=open_one)
    assert counts[0] == counts[1]


def test_result_costs_the_same_for_two_limited_courses_and_for_six(client, person):
    counts, codes = [], ["1.1", "1.2", "2.1", "2.2", "4.1", "4.2"]
    for some in (codes[:2], codes[2:]):
        for code in some:
            offer = OfferFactory(seats=9)
            check.teaches(offer.course, code)
        levels = {f"k_{code.replace('.', '_')}": 0 for code in codes}
        done = check.finished(person, **levels)
        counts.append(queries(client, address("result", done)))
    assert counts[0] == counts[1]
