"""Authors and analysts read how their modules are learnt; nobody reads of single learners."""

import csv
import io
import re

import pytest
from django.urls import reverse

from campus.kit import dates
from courses.feedback import services as feedback
from courses.insight import services
from courses.modules import services as modules
from courses.modules.models import Chapter
from members.roles.catalogue import Role
from members.roles.services import grant
from tests.factories.accounts import UserFactory
from tests.factories.insight import JULY, crowd, read_first, take_test
from tests.factories.learning import complete
from tests.factories.modules import LessonFactory, make_module

pytestmark = pytest.mark.django_db
OVERVIEW = "/lehre/auswertung/"


@pytest.fixture
def module():
    return make_module(lessons=1, title="Akten führen")


@pytest.fixture
def desk(module, client):
    user = UserFactory()
    grant(user=user, role=Role.AUTHOR, provider=module.provider)
    client.force_login(user)
    return client


def close():
    with dates.moved_clock(JULY):
        services.close_months()


def page(client, module, **query):
    answer = client.get(reverse("insight:module", args=[module.pk], query=query))
    assert answer.status_code == 200
    return answer


def text_of(answer):
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def learnt_by(module, size, *, right):
    seats = crowd(module, size)
    for number, seat in enumerate(seats):
        read_first(seat)
        take_test(seat, ["right" if number < right else "wrong", ""])
    close()
    return seats


def test_four_learners_are_shown_nowhere(desk, module):
    learnt_by(module, 4, right=1)
    text = text_of(page(desk, module))
    assert "weniger als fünf" in text
    assert "Weniger als fünf Lernende haben diese Frage bekommen" in text
    assert not re.search(r"\b(ca\.|etwa) [1-9]", text)


def test_steps_and_questions_of_many_are_shown_in_plain_words(desk, module):
    learnt_by(module, 22, right=5)
    text = text_of(page(desk, module))
    assert "etwa 20" in text
    assert "Sehr schwer: nur 25 % richtig. Prüfen Sie" in text
    assert "100 % lassen sie aus." in text
    assert "2 bis 5 Minuten" in text


def test_question_page_shows_its_answers_and_what_to_do(desk, module):
    learnt_by(module, 22, right=5)
    answer = page(desk, module)
    address = re.search(
        rf'href="({OVERVIEW}{module.pk}/[0-9a-f-]+/[0-9a-f-]+/)', answer.content.decode()
    )
    text = text_of(desk.get(address[1]))
    assert "Die falsche Antwort „Antwort 2“ wird häufiger gewählt als eine richtige." in text
    assert "Antwort 3" in text
    assert "weniger als fünf" in text


def test_unknown_question_or_version_is_not_found(desk, module):
    learnt_by(module, 1, right=1)
    item = Chapter.objects.get(module=module).lessons.first().key
    assert desk.get(reverse("insight:question", args=[module.pk, item, "x"])).status_code == 404
    for wanted in ("9", "x", "99999999999"):
        address = reverse("insight:module", args=[module.pk], query={"version": wanted})
        assert desk.get(address).status_code == 404


def test_two_versions_stand_side_by_side(desk, module):
    learnt_by(module, 6, right=6)
    LessonFactory(chapter=Chapter.objects.get(module=module), title="Neue Lektion")
    modules.freeze(module=module)
    text = text_of(page(desk, module, version="2", neben="1"))
    assert "Erreicht, Version 2" in text
    assert "Erreicht, Version 1" in text
    assert "nicht enthalten" in text


def test_file_says_what_the_page_says(desk, module):
    learnt_by(module, 22, right=5)
    shown = text_of(page(desk, module))
    for name in ("items_file", "questions_file"):
        answer = desk.get(reverse(f"insight:{name}", args=[module.pk]))
        assert answer["Content-Type"] == "text/csv; charset=utf-8"
        lines = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
        assert len(lines) == 3
        for cell in (cell for line in lines for cell in line):
            assert " ".join(cell.removeprefix("'").split()) in shown


def test_formula_in_a_title_stays_text_in_the_file(desk, module):
    lesson = Chapter.objects.get(module=module).lessons.first()
    lesson.title = "=1+1"
    lesson.save()
    modules.freeze(module=module)
    answer = desk.get(reverse("insight:items_file", args=[module.pk]))
    assert "'=1+1" in answer.content.decode()


def test_comments_are_shown_without_names_from_five_ratings_on(desk, module):
    seats = crowd(module, 5)
    for number, seat in enumerate(seats):
        complete(seat)
        said = f"Anmerkung {number}"
        feedback.rate(person=seat.person, course_id=module.course_id, stars=4, comment=said)
        assert ("Anmerkung 0" in text_of(page(desk, module))) is (number == 4)
    shown = text_of(page(desk, module))
    assert not any(seat.person.last_name in shown for seat in seats)


def test_overview_lists_own_modules_with_shares(desk, module):
    other = make_module(title="Fremdes Modul")
    learnt_by(module, 10, right=10)
    learnt_by(other, 10, right=10)
    text = text_of(desk.get(OVERVIEW))
    assert "Akten führen" in text
    assert "Fremdes Modul" not in text
    assert "Gezählt bis Ende Juni 2026" in text


def test_module_of_another_provider_is_not_found(desk):
    other = make_module()
    assert desk.get(reverse("insight:module", args=[other.pk])).status_code == 404


def test_analyst_reads_own_modules_only(client, module):
    user = UserFactory()
    grant(user=user, role=Role.ANALYST, provider=module.provider)
    client.force_login(user)
    assert "Akten führen" in text_of(client.get(OVERVIEW))
    assert client.get(reverse("insight:module", args=[make_module().pk])).status_code == 404


@pytest.mark.parametrize("role", [Role.OFFICE, Role.BOARD, Role.EDITOR])
def test_offices_of_the_platform_do_not_read_it(client, role):
    user = UserFactory()
    grant(user=user, role=role)
    client.force_login(user)
    assert client.get(OVERVIEW).status_code == 403


def test_pages_cost_the_same_queries_however_much_is_learnt(
    desk, module, django_assert_max_num_queries
):
    learnt_by(module, 7, right=3)
    addresses = [OVERVIEW, reverse("insight:module", args=[module.pk])]
    for address in addresses:
        desk.get(address)
    for address in addresses:
        with django_assert_max_num_queries(14):
            desk.get(address)
