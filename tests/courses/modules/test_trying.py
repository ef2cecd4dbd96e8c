"""Authors try questions in the preview: marks as learners get them, and nothing is stored."""

import pytest
from django.apps import apps

from courses.modules.models import Lesson
from courses.modules.questions import grade, parse, read
from courses.modules.trying import trial_of
from members.roles.catalogue import Role
from tests.courses.modules.forms import LESSONS, body_data, form_data
from tests.factories.modules import LessonFactory, QuizFactory, paragraph, question
from tests.factories.questions import cloze, matching, numeric, one_of_each, ordering, short_text

pytestmark = pytest.mark.django_db
STREAM = Lesson._meta.get_field("body")


def tried(body, answers=(), **more):
    return trial_of(STREAM.to_python(list(body)), dict(answers), **more)


def solved(body):
    return {question.id: question.solution() for question in parse(body)}


@pytest.mark.parametrize("block", [question(), *one_of_each()], ids=lambda block: block["type"])
def test_every_type_is_scored_by_the_rule_of_the_test(block):
    right = tried([block], solved([block]))
    assert (right.points, right.max_points, right.percent, right.answered) == ("1", 1, 100, 1)
    assert right.blocks[0].checked.is_right
    assert right.points == str(grade([read(block)], solved([block])).points)


@pytest.mark.parametrize(
    ("mark", "reached", "passed"), [(None, 1, None), (50, 1, True), (51, 1, False), (1, 0, False)]
)
def test_pass_mark_is_that_of_the_test(mark, reached, passed):
    body = [question(), question()]
    answers = dict(list(solved(body).items())[:reached])
    assert tried(body, answers, pass_percent=mark).passed is passed


def test_unanswered_question_has_no_marks_yet():
    trial = tried([paragraph(), question(), numeric()])
    assert [bool(part.sheet) for part in trial.blocks] == [False, True, True]
    assert [part.checked for part in trial.blocks] == [None, None, None]
    assert (trial.is_tried, trial.count, trial.points) == (False, 2, "0")


def test_solution_kept_back_leaves_points_only():
    block = short_text("Straße")
    trial = tried([block], {block["id"]: ["Weg"]}, solution_shown=False)
    assert (trial.blocks[0].checked.lines, trial.blocks[0].checked.points) == ((), "0")


def test_incomplete_question_stays_a_block_of_the_draft():
    block = numeric()
    block["value"]["value"] = None
    trial = tried([block, question()])
    assert [bool(part.sheet) for part in trial.blocks] == [False, True]
    assert trial.blocks[1].sheet.number == 1


@pytest.fixture
def quiz(draft, enter):
    """A graded test of an author who is signed in, with one question of each type."""
    enter(Role.AUTHOR, provider=draft.chapter.module.provider)
    body = [
        question(),
        matching(pairs=(("Ei", "Huhn"), ("Kalb", "Kuh"))),
        ordering(feedback="Zuerst.\nDanach."),
        numeric("30", mistakes=[]),
        short_text("Bürgermeisterin", mistakes=[]),
        cloze(),
    ]
    lesson = QuizFactory(chapter=draft.chapter, graded=True, live=False, body=body)
    lesson.save_revision()
    return lesson


def typed(lesson, body, **extra):
    """Return what the editor of a graded test sends."""
    plain = {name: value for name, value in form_data(lesson).items() if "body" not in name}
    kind = {"kind": "quiz", "graded": "on", "solution_shown": "on"}
    return {**plain, **kind, **body_data(body), **extra}


def rows():
    """Return how many rows each table of the platform holds."""
    return {model._meta.label: model._default_manager.count() for model in apps.get_models()}


def test_answers_in_the_preview_are_scored_and_nothing_is_written(client, quiz):
    address = f"{LESSONS}preview/{quiz.pk}/"
    assert client.post(address, typed(quiz, quiz.body.raw_data)).json()["is_valid"]
    before = rows()
    shown = client.get(address).content.decode()
    assert "Noch nichts beantwortet." in shown
    data = {"answers": "1"}
    for one in parse(quiz.body):
        for entry in one.solution():
            part, mark, value = entry.partition(":")
            name, value = (f"q-{one.id}.{part}", value) if mark else (f"q-{one.id}", entry)
            data[name] = value
    page = client.post(address, data).content.decode()
    assert "6 von 6 Punkten, das sind 100 Prozent." in page
    assert "Damit wäre der Test bestanden." in page
    assert page.count("richtig beantwortet") == 6
    assert "Danach." in page
    assert rows() == before


def test_wrong_answers_say_what_they_would_cost(client, quiz):
    first = parse(quiz.body)[0]
    client.post(f"{LESSONS}preview/{quiz.pk}/", typed(quiz, quiz.body.raw_data))
    wrong = next(option.id for option in first.options if not option.correct)
    page = client.post(
        f"{LESSONS}preview/{quiz.pk}/", {"answers": "1", f"q-{first.id}": wrong}
    ).content.decode()
    assert "0 von 6 Punkten, das sind 0 Prozent." in page
    assert "Damit wäre der Test nicht bestanden." in page
    assert "Rückmeldung 2" in page


def test_preview_follows_what_is_typed_in_the_editor(client, quiz):
    mistake = {"type": "item", "id": "m", "value": {"answer": "Kirche", "feedback": "Gegenüber."}}
    block = short_text("Rathaus", points=3, mistakes=[mistake])
    data = typed(quiz, [block], solution_shown="on")
    address = f"{LESSONS}preview/{quiz.pk}/"
    assert client.post(address, data).json()["is_valid"]
    page = client.post(address, {"answers": "1", f"q-{block['id']}": "kirche"}).content.decode()
    assert "Gegenüber." in page
    assert "0 von 3 Punkten" in page


def test_answers_before_the_first_save_are_scored(client, quiz):
    client.post(f"{LESSONS}preview/", form_data(quiz, title="Ganz neu"))
    page = client.post(f"{LESSONS}preview/", {"answers": "1"})
    assert "Ganz neu" in page.content.decode()


def test_answers_to_a_foreign_draft_find_nothing(client, quiz):
    foreign = LessonFactory(title="Geheim")
    assert client.post(f"{LESSONS}preview/{foreign.pk}/", {"answers": "1"}).status_code == 404


def test_three_widths_stand_beside_the_preview(client, quiz):
    page = client.get(f"{LESSONS}edit/{quiz.pk}/").content.decode()
    for width in (360, 768, 1440):
        assert f'data-device-width="{width}"' in page
