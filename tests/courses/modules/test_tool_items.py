"""Lessons that lead to a content of a tool: what may be published, what is frozen."""

from dataclasses import replace

import pytest

from courses.learning.player import Step
from courses.learning.wording import rule_in_words
from courses.modules import selectors
from courses.modules.completing import check_tool
from courses.modules.errors import NoToolContent, RuleNotForTool, ToolOfOthers
from courses.modules.models import Item, Kind, Lesson
from courses.modules.services import draft_tool_lesson, freeze
from courses.tools import selectors as tools
from courses.tools.models import State
from members.roles.catalogue import Role
from members.roles.services import grant
from tests.factories.accounts import UserFactory
from tests.factories.lti import make_content, make_tool, seat_with_tool
from tests.factories.modules import ChapterFactory

pytestmark = pytest.mark.django_db


def checked(content, *, rule="reported", kind=Kind.TOOL, provider_id=None):
    """Hold a lesson with this content against the rules of the editor."""
    own = content.tool.provider_id if content else 0
    check_tool(
        title="Übung",
        kind=kind,
        rule=rule,
        content=content,
        provider_id=own if provider_id is None else provider_id,
    )


@pytest.mark.parametrize(
    ("has_score", "rule", "good"),
    [
        (True, "reported", True),
        (True, "scored", True),
        (True, "button", True),
        (True, "opened", True),
        (True, "succeeded", False),
        (True, "seen", False),
        (True, "confirmed", False),
        (False, "button", True),
        (False, "opened", True),
        (False, "reported", False),
        (False, "scored", False),
    ],
)
def test_rule_has_to_be_one_that_the_content_can_meet(has_score, rule, good):
    content = make_content(has_score=has_score)
    if good:
        checked(content, rule=rule)
        return
    with pytest.raises(RuleNotForTool):
        checked(content, rule=rule)


@pytest.mark.parametrize("state", [State.WAITING, State.REFUSED, State.CLOSED])
def test_content_of_a_tool_that_is_not_approved_is_refused(state):
    with pytest.raises(NoToolContent):
        checked(make_content(tool=make_tool(state=state)))


def test_lesson_of_this_kind_needs_a_content_of_the_own_provider():
    with pytest.raises(NoToolContent):
        checked(None)
    with pytest.raises(ToolOfOthers):
        checked(make_content(), provider_id=0)


def test_other_kinds_need_none():
    for kind in (Kind.LESSON, Kind.QUIZ, Kind.PACKAGE):
        checked(None, kind=kind)


def test_frozen_step_leads_to_the_content_and_another_one_is_a_new_edition():
    enrolment, item, content = seat_with_tool()
    assert (item.kind, item.tool_content) == ("tool", content.pk)
    lesson = Lesson.objects.get(key=item.key)
    lesson.tool_content = make_content(tool=content.tool)
    lesson.save()
    newest = freeze(module=enrolment.version.module, is_correction=True)
    assert newest.number == enrolment.version.number + 1
    kept = Item.objects.get(unit__version=enrolment.version)
    assert kept.tool_content_id == content.pk
    assert selectors.tool_item(item.key).tool_content_id == lesson.tool_content_id


def test_draft_from_a_chosen_content_stands_at_the_end_of_its_chapter():
    content = make_content()
    chapter = ChapterFactory(module__provider=content.tool.provider)
    user = UserFactory()
    facts = {"chapter": chapter, "content_id": content.pk, "user": user}
    first = draft_tool_lesson(title="Eins", has_score=True, **facts)
    second = draft_tool_lesson(title="x" * 300, has_score=False, **facts)
    assert (first.completion, second.completion) == ("reported", "button")
    assert second.position == first.position + 1
    assert len(second.title) == 160
    assert not first.live and first.latest_revision is not None


def test_authors_are_offered_contents_and_chapters_of_their_own_providers():
    own, foreign = make_content(), make_content()
    user = UserFactory()
    grant(user=user, role=Role.AUTHOR, provider=own.tool.provider)
    chapter = ChapterFactory(module__provider=own.tool.provider)
    ChapterFactory(module__provider=foreign.tool.provider)
    assert list(tools.taught_by(user)) == [own]
    assert tools.label_of(own) == "Moodle der Hochschule: Vergabe üben"
    provider = own.tool.provider_id
    assert list(selectors.chapters_of_author(user, provider_id=provider)) == [chapter]
    other = foreign.tool.provider_id
    assert list(selectors.chapters_of_author(user, provider_id=other)) == []


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("reported", "Erledigt, wenn die andere Seite meldet, dass Sie fertig sind."),
        ("scored:70", "Erledigt, wenn die andere Seite mindestens 70 Prozent meldet."),
        ("opened", "Erledigt, sobald Sie es geöffnet haben."),
    ],
)
def test_rule_is_said_in_words_that_fit_another_site(code, sentence):
    assert rule_in_words(code, is_elsewhere=True).split()[0] == sentence.split()[0]
    if code != "opened":
        assert rule_in_words(code, is_elsewhere=True) == sentence


def test_step_names_its_kind_and_its_page():
    step = Step(
        key=None,
        title="Übung",
        kind="tool",
        minutes=5,
        required=True,
        graded=False,
        number=1,
        state="open",
        fulfilled_at=None,
        href="/",
        rule="reported",
    )
    assert str(step.kind_word) == "Inhalt auf einer anderen Seite"
    assert (step.player, step.kind_icon) == ("lti:show", "external")
    assert not step.is_finished_by_button
    assert replace(step, rule="button").is_finished_by_button
