"""The fields and parts of which the blocks of questions are made."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from courses.modules.questions.collecting import (
    EASY,
    HARD,
    LONGEST_TAG,
    MEDIUM,
    MOST_TAGS,
    tags_of,
)

MOST_POINTS = 20
LEVELS = [(EASY, _("easy")), (MEDIUM, _("middling")), (HARD, _("hard"))]


class OptionBlock(blocks.StructBlock):
    """An answer that can be chosen, and what is said to those who chose it."""

    text = blocks.CharBlock(label=_("Answer"), max_length=300)
    correct = blocks.BooleanBlock(label=_("This answer is right"), required=False)
    feedback = blocks.CharBlock(
        label=_("Feedback"),
        max_length=400,
        help_text=_("Say why this answer is right or wrong."),
    )

    class Meta:
        icon = "tick-inverse"
        label = _("Answer")
        label_format = "{text}"


def points_block() -> blocks.IntegerBlock:
    """Return the field for the points of a question."""
    return blocks.IntegerBlock(
        label=_("Points"),
        default=1,
        min_value=1,
        max_value=MOST_POINTS,
        required=False,
        help_text=_("What the whole right answer is worth; part of it earns part of the points."),
    )


def explanation_block() -> blocks.TextBlock:
    """Return the field for what is said to everybody afterwards."""
    return blocks.TextBlock(
        label=_("Explanation"),
        rows=3,
        required=False,
        help_text=_("Shown to everybody after answering."),
    )


def prompt_block() -> blocks.TextBlock:
    """Return the field for the question itself."""
    return blocks.TextBlock(label=_("Question"), rows=2)


def feedback_block() -> blocks.CharBlock:
    """Return the field for what is said of one part, whether it was right or not."""
    return blocks.CharBlock(
        label=_("Feedback"),
        max_length=400,
        required=False,
        help_text=_("Say why; learners read it after answering."),
    )


class MistakeBlock(blocks.StructBlock):
    """A wrong answer that is to be expected, and what is said to whoever gives it."""

    answer = blocks.CharBlock(label=_("Wrong answer"), max_length=200)
    feedback = blocks.CharBlock(
        label=_("Feedback"), max_length=400, help_text=_("Say what may have led to it.")
    )

    class Meta:
        icon = "warning"
        label = _("Expected mistake")
        label_format = "{answer}"


def mistakes_block() -> blocks.ListBlock:
    """Return the list of wrong answers to which something is said."""
    return blocks.ListBlock(
        MistakeBlock(),
        label=_("Expected mistakes"),
        min_num=0,
        max_num=10,
        default=[],
        help_text=_("Whoever answers like this reads why it is wrong."),
    )


class PairBlock(blocks.StructBlock):
    """Two things that belong together."""

    left = blocks.CharBlock(label=_("Left"), max_length=200)
    right = blocks.CharBlock(label=_("Belongs to it"), max_length=200)
    feedback = feedback_block()

    class Meta:
        icon = "link"
        label = _("Pair")
        label_format = "{left} – {right}"


class GapBlock(blocks.StructBlock):
    """A gap of a text."""

    accepted = blocks.TextBlock(
        label=_("Right answers"), rows=2, help_text=_("One in each line; the first is shown.")
    )
    others = blocks.TextBlock(
        label=_("Wrong answers to choose from"),
        rows=2,
        required=False,
        help_text=_("One in each line. They make the gap a list to choose from."),
    )
    feedback = feedback_block()

    class Meta:
        icon = "edit"
        label = _("Gap")
        label_format = "{accepted}"


def gap_faults(number: int, accepted: list[str], others: list[str]) -> list[Any]:
    """Say what is wrong with one gap."""
    if not accepted:
        return [_("Gap %(number)s has no right answer.") % {"number": number}]
    if others and len(accepted) > 1:
        fault = _("Gap %(number)s is a list to choose from and may have only one right answer.")
        return [fault % {"number": number}]
    if set(accepted) & set(others):
        return [_("In gap %(number)s an answer is both right and wrong.") % {"number": number}]
    return []


def exact_block() -> blocks.BooleanBlock:
    """Return the field that says whether case and spelling count."""
    return blocks.BooleanBlock(
        label=_("Every letter counts"),
        required=False,
        help_text=_("Otherwise upper and lower case are the same, and so are ä and ae, ß and ss."),
    )


class TagsBlock(blocks.CharBlock):
    """A few free words under which authors find a question again."""

    def clean(self, value: Any) -> str:
        """Return the tags, each once; refuse too many and too long ones."""
        names = tags_of(super().clean(value))
        if len(names) > MOST_TAGS:
            raise ValidationError(
                _("At most %(count)s tags, so that they keep telling something.")
                % {"count": MOST_TAGS}
            )
        if any(len(name) > LONGEST_TAG for name in names):
            raise ValidationError(
                _("A tag has at most %(count)s characters. Put commas between tags.")
                % {"count": LONGEST_TAG}
            )
        return ", ".join(names)


def tags_block() -> TagsBlock:
    """Return the field for the tags of a question."""
    return TagsBlock(
        label=_("Tags"),
        required=False,
        default="",
        max_length=400,
        help_text=_(
            "A few words with commas between them, for example: data protection, deadlines. "
            "Only authors see them."
        ),
    )


def level_block() -> blocks.ChoiceBlock:
    """Return the field for how hard the author thinks a question is."""
    return blocks.ChoiceBlock(
        label=_("Difficulty in your judgement"),
        choices=LEVELS,
        required=False,
        default="",
        help_text=_("Only authors see it. How hard it really is, the analytics say."),
    )
