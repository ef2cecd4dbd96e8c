"""All questions with their figures in one list, and beside their editor; never under five."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from campus.kit import dates
from courses.insight import services
from courses.insight.bank import BankEntry, chosen, entries_of
from courses.insight.models import Tally
from courses.insight.selectors import asked_and_right
from courses.modules import services as modules
from courses.modules.models import Lesson
from courses.modules.selectors import modules_of
from members.roles.catalogue import Role
from members.roles.services import grant
from tests.courses.insight.samples import asked
from tests.factories.accounts import UserFactory
from tests.factories.insight import JULY, crowd, take_test
from tests.factories.modules import QuizFactory, make_module

BANK = "/lehre/auswertung/fragen/"


class Course:
    """As much of a module as the search reads."""

    def __init__(self, title):
        self.course = self
        self.title = title


def entry(prompt="Was ist eine Akte?", right=30, discrimination=0.3, *, title="Akten führen"):
    question = asked(prompt=prompt, right=right, discrimination=discrimination)
    return BankEntry(Course(title), 1, question)


@pytest.mark.parametrize(
    ("words", "found"),
    [("", True), ("akte", True), ("AKTE führen", True), ("selbsttest", True), ("frist", False)],
)
def test_search_looks_into_question_test_and_course(words, found):
    assert entry().speaks_of(words) is found


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("", ["leicht", "unbekannt", "schwer"]),
        ("schwer", ["schwer", "leicht", "unbekannt"]),
        ("trennschaerfe", ["leicht", "schwer", "unbekannt"]),
        ("erfunden", ["leicht", "unbekannt", "schwer"]),
    ],
)
def test_order_puts_what_is_not_told_last(order, expected):
    listed = [entry("leicht", 40, -0.1), entry("unbekannt", None, None), entry("schwer", 10, 0.4)]
    assert [one.question.prompt for one in chosen(listed, words="", order=order)] == expected


@pytest.fixture
def module(db):
    return make_module(lessons=1, title="Akten führen")


def learnt_by(module, size):
    for number, seat in enumerate(crowd(module, size)):
        take_test(seat, ["right" if number < 5 else "wrong", ""])
    with dates.moved_clock(JULY):
        services.close_months()


def sign_in(client, module, role=Role.AUTHOR):
    user = UserFactory()
    grant(user=user, role=role, provider=module.provider)
    client.force_login(user)
    return client


def text_of(answer):
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def test_list_shows_figures_and_leads_to_the_editor(client, module):
    learnt_by(module, 8)
    answer = sign_in(client, module).get(BANK)
    text = text_of(answer)
    assert "2 Fragen" in text
    assert "etwa 10" in text
    lesson = Lesson.objects.get(kind="quiz")
    assert f"/admin/snippets/modules/lesson/edit/{lesson.pk}/#block-" in answer.content.decode()
    assert "Keine Frage gefunden" in text_of(client.get(BANK, {"q": "Brückenbau"}))
    assert "2 Fragen" in text_of(client.get(BANK, {"modul": module.pk, "ordnung": "schwer"}))
    assert "Keine Frage gefunden" in text_of(client.get(BANK, {"modul": "99999"}))
    assert "2 Fragen" in text_of(client.get(BANK, {"modul": "x"}))


def test_four_learners_are_shown_nowhere(client, module):
    learnt_by(module, 4)
    text = text_of(sign_in(client, module).get(BANK))
    assert "weniger als fünf" in text
    assert "etwa" not in text
    lesson = Lesson.objects.get(kind="quiz")
    shown = text_of(client.get(f"/admin/snippets/modules/lesson/edit/{lesson.pk}/"))
    assert "gefragt, richtig:" not in shown
    assert "Weniger als fünf Lernende haben diese Frage bekommen" in shown


def test_figures_stand_beside_the_question_in_its_editor(client, module):
    learnt_by(module, 8)
    lesson = Lesson.objects.get(kind="quiz")
    address = f"/admin/snippets/modules/lesson/edit/{lesson.pk}/"
    page = sign_in(client, module).get(address).content.decode()
    for block in lesson.body.raw_data:
        assert f'data-ki-question="{block["id"]}"' in page
    assert "Wie die Fragen beantwortet werden (Version 1)" in page
    assert "etwa 10 gefragt, richtig:" in page


def test_newer_version_without_learners_keeps_the_figures_of_the_older(module):
    learnt_by(module, 8)
    QuizFactory(chapter=module.chapters.get(), title="Noch ein Test")
    modules.freeze(module=module)
    assert {one.edition for one in entries_of([module])} == {1}
    assert len(entries_of([module])) == 2


def test_test_that_nobody_took_says_nothing_beside_its_editor(client, module):
    lesson = Lesson.objects.get(kind="quiz")
    page = sign_in(client, module).get(f"/admin/snippets/modules/lesson/edit/{lesson.pk}/")
    assert b"data-ki-beside" not in page.content


def test_analyst_reads_and_does_not_edit(client, module):
    page = sign_in(client, module, Role.ANALYST).get(BANK).content.decode()
    assert "2 Fragen" in page
    assert "/admin/snippets/modules/lesson/edit/" not in page


def test_questions_of_other_providers_are_not_listed(client, module):
    other = make_module(title="Fremdes")
    sign_in(client, module)
    page = client.get(BANK).content.decode()
    assert other.course.title not in page
    assert "Keine Frage gefunden" in client.get(BANK, {"modul": other.pk}).content.decode()


def test_list_asks_the_database_as_often_for_three_modules_as_for_one(client, module):
    sign_in(client, module).get(BANK)
    with CaptureQueriesContext(connection) as few:
        client.get(BANK)
    make_module(provider=module.provider, title="Zweiter")
    make_module(provider=module.provider, title="Dritter")
    with CaptureQueriesContext(connection) as many:
        assert "6 Fragen" in client.get(BANK).content.decode()
    assert len(many) == len(few)


COLLECTION = "/admin/fragen/"


def test_collection_says_how_many_were_right(client, module):
    learnt_by(module, 8)
    text = text_of(sign_in(client, module).get(COLLECTION))
    # Five of eight, both told to the nearest multiple of five.
    assert text.count("50 % richtig") == 1


def test_collection_says_nothing_under_five(client, module):
    learnt_by(module, 4)
    text = text_of(sign_in(client, module).get(COLLECTION))
    assert "2 Fragen" in text
    assert "% richtig" not in text


def test_collection_reads_the_newest_edition_in_which_somebody_was_asked(module):
    learnt_by(module, 8)
    quiz = Lesson.objects.get(kind="quiz")
    places = [(quiz.key, block["id"]) for block in quiz.body.raw_data]
    everything = modules_of(type(module.provider).objects.filter(pk=module.provider_id))
    asked = asked_and_right(everything, places)
    assert asked[places[0]] == (10, 5)
    rows = Tally.objects.filter(module=module, edition=1, question=places[0][1])
    for row in rows.filter(name="right"):
        Tally.objects.create(
            module=module, edition=2, item_key=quiz.key, question=row.question,
            name="right", month=row.month, count=50,
        )  # fmt: skip
    assert asked_and_right(everything, places) == asked
    asked_row = rows.filter(name="asked").first()
    Tally.objects.create(
        module=module, edition=2, item_key=quiz.key, question=asked_row.question,
        name="asked", month=asked_row.month, count=3,
    )  # fmt: skip
    assert asked_and_right(everything, places)[places[0]] == (None, 50)
    assert asked_and_right(everything.none(), places) == {}
