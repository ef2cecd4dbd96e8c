"""Blocks of standard pages; each has a template of the same name in templates/pages/blocks/."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

TEXT_FEATURES = ["h3", "bold", "italic", "ul", "ol", "link", "document-link"]
CALLOUT_KINDS = [
    ("info", _("Information")),
    ("success", _("Good news")),
    ("warning", _("Caution")),
    ("neutral", _("Remark")),
]


class HeadingBlock(blocks.CharBlock):
    """A heading of a section (h2)."""

    class Meta:
        icon = "title"
        label = _("Heading")
        template = "pages/blocks/heading.html"


class TextBlock(blocks.RichTextBlock):
    """Running text with sub-headings, lists and links."""

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        template = "pages/blocks/text.html"


class CalloutBlock(blocks.StructBlock):
    """A box beside the running text."""

    kind = blocks.ChoiceBlock(label=_("Kind"), choices=CALLOUT_KINDS, default="info")
    title = blocks.CharBlock(label=_("Title"), max_length=120)
    text = blocks.RichTextBlock(label=_("Text"), features=TEXT_FEATURES[1:])

    class Meta:
        icon = "info-circle"
        label = _("Note box")
        template = "pages/blocks/callout.html"


class QuestionBlock(blocks.StructBlock):
    """A question that unfolds its answer."""

    title = blocks.CharBlock(label=_("Question"), max_length=160)
    text = blocks.RichTextBlock(label=_("Answer"), features=TEXT_FEATURES[1:])

    class Meta:
        icon = "help"
        label = _("Question and answer")
        template = "pages/blocks/question.html"


class StepsBlock(blocks.ListBlock):
    """Numbered steps side by side."""

    def __init__(self, **kwargs: object) -> None:
        step = blocks.StructBlock(
            [
                ("title", blocks.CharBlock(label=_("Title"), max_length=80)),
                ("text", blocks.TextBlock(label=_("Text"), max_length=400)),
            ]
        )
        super().__init__(step, **kwargs)

    class Meta:
        icon = "list-ol"
        label = _("Steps")
        template = "pages/blocks/steps.html"


class BodyBlock(blocks.StreamBlock):
    """The body of a standard page."""

    heading = HeadingBlock()
    text = TextBlock(features=TEXT_FEATURES)
    callout = CalloutBlock()
    question = QuestionBlock()
    steps = StepsBlock()
