"""The blocks of questions; what an author cannot have meant is refused with a sentence.

Each type nests no deeper than a question and the list of its parts. A block's id and those of its
parts stay through all versions: answers and statements name them.
"""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy
from wagtail import blocks

from courses.modules import questions
from courses.modules.feedback import checked
from courses.modules.question_fields import (
    GapBlock,
    OptionBlock,
    PairBlock,
    exact_block,
    explanation_block,
    gap_faults,
    level_block,
    mistakes_block,
    points_block,
    prompt_block,
    tags_block,
)
from courses.modules.questions.base import lines
from courses.modules.questions.cloze import marks_in
from courses.modules.questions.sheets import Order, sheet_of

QUESTION_TYPES = [("single", _("One answer is right")), ("multiple", _("Several may be right"))]


class GradedBlock(blocks.StructBlock):
    """What all questions have in common; subclasses say what cannot be graded."""

    def faults(self, value: Mapping[str, Any]) -> list[Any]:
        """Say what is wrong with the question; an empty list means: nothing."""
        return []

    def clean(self, value: Any) -> Any:
        """Refuse a question that cannot be graded; a draft may still be incomplete."""
        value = super().clean(value)
        if not self.is_deferred_validation:
            faults = self.faults(value)
            if faults:
                raise blocks.StructBlockValidationError(non_block_errors=faults)
        return value

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        """Add the question as a form, and its solution; a draft may still lack what they need."""
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        question = self._question(value, getattr(context.get("block"), "id", None) or "draft")
        if question is not None:
            unanswered = questions.grade_one(question, ())
            context["sheet"] = sheet_of(question, 1, (), Order(question.id))
            context["solution"] = checked(unanswered, 1)
        return context

    def _question(self, value: Any, key: str) -> questions.Question | None:
        stored = {"type": self.name, "id": key, "value": self.get_prep_value(value)}
        try:
            return questions.read(stored)
        except (ArithmeticError, KeyError, TypeError, ValueError):
            return None

    class Meta:
        icon = "help"
        label_format = "{prompt}"
        template = "blocks/question.html"


def option_faults(question_type: str, options: list[Mapping[str, Any]]) -> list[Any]:
    """Say what is wrong with the answers of a question; an empty list means: nothing."""
    right = sum(bool(option["correct"]) for option in options)
    faults: list[Any] = []
    if question_type == "single" and right != 1:
        faults.append(_("Mark exactly one answer as right, or allow several."))
    if question_type == "multiple" and right == 0:
        faults.append(_("Mark at least one answer as right."))
    if _has_twins(option["text"] for option in options):
        faults.append(_("Two answers have the same text."))
    return faults


def _has_twins(texts: Any) -> bool:
    """Tell whether two of the texts are the same."""
    listed = [str(text).strip() for text in texts]
    return len(set(listed)) < len(listed)


class QuestionBlock(GradedBlock):
    """A question with answers to choose from."""

    type = blocks.ChoiceBlock(label=_("Type"), choices=QUESTION_TYPES, default="single")
    prompt = prompt_block()
    options = blocks.ListBlock(OptionBlock(), label=_("Answers"), min_num=2, max_num=10)
    points = points_block()
    explanation = explanation_block()
    tags = tags_block()
    level = level_block()

    def faults(self, value: Mapping[str, Any]) -> list[Any]:
        """Refuse answers none of which, or too many of which, are right."""
        return option_faults(value["type"], list(value["options"]))

    class Meta:
        label = _("Choose")


class MatchingBlock(GradedBlock):
    """Find what belongs together: a list to choose from for each left side."""

    prompt = prompt_block()
    pairs = blocks.ListBlock(
        PairBlock(),
        label=_("Pairs"),
        min_num=2,
        max_num=10,
        help_text=_("The right sides are mixed and offered beside each left side."),
    )
    distractors = blocks.TextBlock(
        label=_("More right sides that belong to nothing"),
        rows=2,
        required=False,
        help_text=_("One in each line. They make guessing harder."),
    )
    points = points_block()
    explanation = explanation_block()
    tags = tags_block()
    level = level_block()

    def faults(self, value: Mapping[str, Any]) -> list[Any]:
        """Refuse pairs that cannot be told apart."""
        rights = {str(pair["right"]).strip() for pair in value["pairs"]}
        faults: list[Any] = []
        if _has_twins(pair["left"] for pair in value["pairs"]):
            faults.append(_("Two pairs have the same left side."))
        if len(rights) < 2:
            faults.append(_("All pairs have the same right side, so that there is no choice."))
        if rights & set(lines(value["distractors"])):
            faults.append(_("A right side that belongs to nothing is also part of a pair."))
        return faults

    class Meta:
        label = _("Match")


class OrderingBlock(GradedBlock):
    """Bring steps into order."""

    prompt = prompt_block()
    steps = blocks.ListBlock(
        blocks.CharBlock(label=_("Step"), max_length=240),
        label=_("Steps in the right order"),
        min_num=3,
        max_num=10,
        help_text=_("Learners see them mixed."),
    )
    feedback = blocks.TextBlock(
        label=_("Feedback on the steps"),
        rows=3,
        required=False,
        help_text=_("One line for each step, in the same order: why it comes at this place."),
    )
    points = points_block()
    explanation = explanation_block()
    tags = tags_block()
    level = level_block()

    def faults(self, value: Mapping[str, Any]) -> list[Any]:
        """Refuse steps that cannot be told apart, and words on steps that are not there."""
        faults: list[Any] = []
        if _has_twins(value["steps"]):
            faults.append(_("Two steps have the same text."))
        if len(str(value["feedback"] or "").strip().splitlines()) > len(value["steps"]):
            faults.append(_("There are more lines of feedback than steps."))
        return faults

    class Meta:
        label = _("Put in order")


class NumericBlock(GradedBlock):
    """Work out a number."""

    prompt = prompt_block()
    value = blocks.DecimalBlock(
        label=_("Right number"), min_value=-(10**12), max_value=10**12, decimal_places=6
    )
    tolerance = blocks.DecimalBlock(
        label=_("Tolerance"),
        default=0,
        min_value=0,
        max_value=10**12,
        decimal_places=6,
        required=False,
        help_text=_("So much more or less is still right; 0 means: exactly this number."),
    )
    unit = blocks.CharBlock(
        label=_("Unit"),
        max_length=20,
        required=False,
        help_text=_("Stands behind the field, such as € or days."),
    )
    mistakes = mistakes_block()
    points = points_block()
    explanation = explanation_block()
    tags = tags_block()
    level = level_block()

    class Meta:
        label = _("Number")


class ShortTextBlock(GradedBlock):
    """Answer in a few words."""

    prompt = prompt_block()
    accepted = blocks.TextBlock(
        label=_("Accepted answers"),
        rows=3,
        help_text=_("One in each line. The first one is shown as the solution."),
    )
    exact = exact_block()
    mistakes = mistakes_block()
    points = points_block()
    explanation = explanation_block()
    tags = tags_block()
    level = level_block()

    def faults(self, value: Mapping[str, Any]) -> list[Any]:
        """Refuse a question without an answer."""
        return [] if lines(value["accepted"]) else [_("Write down at least one accepted answer.")]

    class Meta:
        label = _("Short answer")


class ClozeBlock(GradedBlock):
    """A text with gaps."""

    prompt = prompt_block()
    text = blocks.TextBlock(
        label=_("Text with gaps"),
        rows=4,
        help_text=_(
            "Write [1] where the first gap is, [2] for the second, and so on. "
            "Example: The answer has to be given within [1] days."
        ),
    )
    gaps = blocks.ListBlock(GapBlock(), label=_("Gaps in order"), min_num=1, max_num=12)
    exact = exact_block()
    points = points_block()
    explanation = explanation_block()
    tags = tags_block()
    level = level_block()

    def faults(self, value: Mapping[str, Any]) -> list[Any]:
        """Refuse gaps that do not fit the text, or that cannot be filled right."""
        faults: list[Any] = []
        if sorted(marks_in(str(value["text"]))) != list(range(1, len(value["gaps"]) + 1)):
            faults.append(
                _("The text needs each of [1] to [%(count)s] exactly once: one mark for each gap.")
                % {"count": len(value["gaps"])}
            )
        for number, gap in enumerate(value["gaps"], 1):
            faults += gap_faults(number, lines(gap["accepted"]), lines(gap["others"]))
        return faults

    class Meta:
        label = _("Fill the gaps")


class PoolBlock(blocks.StructBlock):
    """Begins a pool: of the questions below it, up to the next pool, some are drawn."""

    title = blocks.CharBlock(
        label=_("Name for authors"),
        max_length=80,
        required=False,
        help_text=_("Learners do not see it."),
    )
    draw = blocks.IntegerBlock(
        label=_("How many are drawn"),
        default=0,
        min_value=0,
        max_value=100,
        help_text=_(
            "So many of the questions below, up to the next pool, are asked; every attempt draws "
            "anew. 0 means: all."
        ),
    )

    class Meta:
        icon = "list-ul"
        label = _("Pool of questions")
        label_format = "{title} – {draw}"
        template = "blocks/pool.html"


def pool_faults(stream: Any) -> list[Any]:
    """Say which pools of a test cannot be drawn from fairly."""
    faults: list[Any] = []
    for group in questions.parse_groups(stream.get_prep_value()):
        if group.draw > len(group.questions):
            text = ngettext_lazy(
                "A pool draws %(draw)s questions but has only %(count)s question.",
                "A pool draws %(draw)s questions but has only %(count)s questions.",
                len(group.questions),
            )
            faults.append(text % {"draw": group.draw, "count": len(group.questions)})
        if group.draw and len({question.points for question in group.questions}) > 1:
            faults.append(
                _("All questions of a pool have to be worth the same points, to be fair.")
            )
    return faults


class TestBlock(blocks.StreamBlock):
    """A stream that may hold the questions of a test."""

    # Keeps test runners from taking the class for a test.
    __test__ = False

    def clean(self, value: Any) -> Any:
        """Refuse pools that cannot be drawn from; a draft may still be incomplete."""
        value = super().clean(value)
        if not self.is_deferred_validation:
            faults = pool_faults(value)
            if faults:
                raise blocks.StreamBlockValidationError(non_block_errors=faults)
        return value
