"""The blocks of a lesson and of a test; each has a template of the same name in blocks/."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageBlock

RICH_TEXT = ["bold", "italic", "ul", "ol", "link"]


class LessonBlock(blocks.StreamBlock):
    """Everything a lesson or test may hold (the modules room completes it)."""

    heading = blocks.CharBlock(label=_("Heading"), max_length=160)
    paragraph = blocks.RichTextBlock(label=_("Text"), features=RICH_TEXT)
    image = ImageBlock(label=_("Picture"))
