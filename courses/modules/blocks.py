"""The blocks of a lesson and of a test; each has a template of the same name in blocks/.

A test is a lesson whose body holds questions. Every block keeps its id through all versions:
answers and statements name a question and its options by these ids.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import (
    TypedTable,
    TypedTableBlock,
    TypedTableBlockValidationError,
)
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock
from wagtail.snippets.blocks import SnippetChooserBlock

from courses.modules import question_blocks as asked

RICH_TEXT = ["bold", "italic", "ul", "ol", "link"]
SHOWN = ("pdf", "html", "htm")
CALLOUT_KINDS = [
    ("tip", _("Tip")),
    ("warning", _("Caution")),
    ("example", _("Example")),
    ("law", _("Legal basis")),
]


class HeadingBlock(blocks.CharBlock):
    """A heading inside the lesson (h2)."""

    class Meta:
        icon = "title"
        label = _("Heading")
        template = "blocks/heading.html"


class ParagraphBlock(blocks.RichTextBlock):
    """Running text with lists and links."""

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        template = "blocks/paragraph.html"


class PictureBlock(blocks.StructBlock):
    """A picture: described in words, or marked as decorative."""

    image = ImageBlock(label=_("Picture"))
    caption = blocks.CharBlock(label=_("Caption"), max_length=240, required=False)

    def clean(self, value: Any) -> Any:
        """Refuse a picture without words, also where they are nothing but spaces."""
        image = value["image"]
        described = image and (image.decorative or (image.contextual_alt_text or "").strip())
        if image and not described and not self.is_deferred_validation:
            fault = ValidationError(_("Describe the picture or mark it as decorative."))
            inner = blocks.StructBlockValidationError(block_errors={"alt_text": fault})
            raise blocks.StructBlockValidationError(block_errors={"image": inner})
        return super().clean(value)

    class Meta:
        icon = "image"
        label = _("Picture")
        template = "blocks/image.html"


class CalloutBlock(blocks.StructBlock):
    """A box beside the running text: tip, caution, example, legal basis."""

    kind = blocks.ChoiceBlock(label=_("Kind"), choices=CALLOUT_KINDS, default="tip")
    title = blocks.CharBlock(label=_("Title"), max_length=120)
    text = blocks.RichTextBlock(label=_("Text"), features=RICH_TEXT)

    class Meta:
        icon = "info-circle"
        label = _("Note box")
        template = "blocks/callout.html"


class AccordionItemBlock(blocks.StructBlock):
    """One part of an accordion."""

    title = blocks.CharBlock(label=_("Title"), max_length=160)
    text = blocks.RichTextBlock(label=_("Text"), features=RICH_TEXT)

    class Meta:
        icon = "list-ul"
        label = _("Part")
        label_format = "{title}"


class AccordionBlock(blocks.StructBlock):
    """Parts that open one by one."""

    # Not "items": a template would get the mapping's method instead.
    parts = blocks.ListBlock(AccordionItemBlock(), label=_("Parts"), min_num=1)

    class Meta:
        icon = "list-ul"
        label = _("Parts to open")
        template = "blocks/accordion.html"


class TableBlock(TypedTableBlock):
    """A table; its caption and its header row are needed by people who cannot see it."""

    text = blocks.CharBlock(label=_("Text"), required=False, max_length=600)

    def clean(self, table: TypedTable) -> TypedTable:
        """Refuse a table without caption or with a nameless column."""
        table = super().clean(table)
        if self.is_deferred_validation:
            return table
        faults = []
        if not table.caption:
            faults.append(_("Give the table a caption that says what it shows."))
        if not table.columns or not all(column["heading"] for column in table.columns):
            faults.append(_("Give every column a heading."))
        if faults:
            raise TypedTableBlockValidationError(non_block_errors=faults)
        return table

    class Meta:
        icon = "table"
        label = _("Table")
        template = "blocks/table.html"


class TermBlock(blocks.StructBlock):
    """A term and what it means."""

    term = blocks.CharBlock(label=_("Term"), max_length=120)
    definition = blocks.TextBlock(label=_("Meaning"), rows=2)

    class Meta:
        icon = "openquote"
        label = _("Term")
        label_format = "{term}"


class GlossaryBlock(blocks.StructBlock):
    """Terms of the lesson."""

    terms = blocks.ListBlock(TermBlock(), label=_("Terms"), min_num=1)

    class Meta:
        icon = "openquote"
        label = _("Terms explained")
        template = "blocks/glossary.html"


class MediaBlock(SnippetChooserBlock):
    """A film or a recording from the provider's media; each kind has a block of its own."""

    kind = ""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__("modules.Media", **kwargs)

    def clean(self, value: Any) -> Any:
        """Refuse a recording in place of a film and the other way round."""
        value = super().clean(value)
        if value is not None and value.kind != self.kind:
            raise ValidationError(_("Choose a file of the right kind (film or sound)."))
        return value

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        """Name this class in migrations; its only argument is fixed."""
        return f"{__name__}.{type(self).__name__}", [], {}

    def deconstruct_with_lookup(self, lookup: Any) -> tuple[str, list[Any], dict[str, Any]]:
        """Do the same where blocks are numbered."""
        return self.deconstruct()


class VideoBlock(MediaBlock):
    """A film with captions and transcript."""

    kind = "video"

    class Meta:
        icon = "media"
        label = _("Film")
        template = "blocks/video.html"


class AudioBlock(MediaBlock):
    """A recording with transcript."""

    kind = "audio"

    class Meta:
        icon = "media"
        label = _("Recording")
        template = "blocks/audio.html"


class DownloadBlock(blocks.StructBlock):
    """A file to take along."""

    document = DocumentChooserBlock(label=_("File"))
    note = blocks.CharBlock(
        label=_("What it is for"),
        max_length=240,
        help_text=_("One sentence, for example: the checklist as a form to fill in."),
    )

    class Meta:
        icon = "download"
        label = _("Download")
        template = "blocks/download.html"


class EmbedBlock(blocks.StructBlock):
    """A document of one's own that is shown on the page, with a way to download it."""

    document = DocumentChooserBlock(label=_("PDF or HTML file"))
    title = blocks.CharBlock(label=_("Title"), max_length=160)
    description = blocks.TextBlock(
        label=_("What it shows"),
        rows=3,
        help_text=_("For everybody who cannot see the document or whose device does not show it."),
    )

    def clean(self, value: Any) -> Any:
        """Refuse what browsers cannot show; it can be offered as a download."""
        value = super().clean(value)
        if value["document"] and value["document"].file_extension.lower() not in SHOWN:
            fault = ValidationError(
                _("Only PDF and HTML files can be shown. Offer this file as a download.")
            )
            raise blocks.StructBlockValidationError(block_errors={"document": fault})
        return value

    class Meta:
        icon = "doc-full"
        label = _("Document on the page")
        template = "blocks/embed.html"


class CodeBlock(blocks.StructBlock):
    """Lines to be copied: a formula, a command, a piece of a program."""

    caption = blocks.CharBlock(label=_("What it does"), max_length=160)
    code = blocks.TextBlock(label=_("Lines"), rows=6, max_length=8000)

    class Meta:
        icon = "code"
        label = _("Lines to copy")
        template = "blocks/code.html"


class AcknowledgementBlock(blocks.StructBlock):
    """An instruction that has to be confirmed as read, in the version of a certain date."""

    document = DocumentChooserBlock(label=_("File"))
    title = blocks.CharBlock(
        label=_("Name of the document"),
        max_length=120,
        help_text=_("As it stands in the sentence to be confirmed, for example: Dienstanweisung."),
    )
    edition = blocks.DateBlock(
        label=_("Version of"),
        help_text=_("With a new date or a new file everybody is asked again."),
    )

    class Meta:
        icon = "clipboard-list"
        label = _("Confirm as read")
        template = "blocks/acknowledgement.html"


class LessonBlock(asked.TestBlock):
    """Everything a lesson or test may hold."""

    heading = HeadingBlock(max_length=160, group=_("Text"))
    paragraph = ParagraphBlock(features=RICH_TEXT, group=_("Text"))
    callout = CalloutBlock(group=_("Text"))
    accordion = AccordionBlock(group=_("Text"))
    table = TableBlock(group=_("Text"))
    glossary = GlossaryBlock(group=_("Text"))
    image = PictureBlock(group=_("Pictures and media"))
    video = VideoBlock(group=_("Pictures and media"))
    audio = AudioBlock(group=_("Pictures and media"))
    download = DownloadBlock(group=_("Files"))
    embed = EmbedBlock(group=_("Files"))
    code = CodeBlock(group=_("Files"))
    acknowledgement = AcknowledgementBlock(group=_("Files"))
    question = asked.QuestionBlock(group=_("Questions"))
    matching = asked.MatchingBlock(group=_("Questions"))
    ordering = asked.OrderingBlock(group=_("Questions"))
    numeric = asked.NumericBlock(group=_("Questions"))
    short_text = asked.ShortTextBlock(group=_("Questions"))
    cloze = asked.ClozeBlock(group=_("Questions"))
    pool = asked.PoolBlock(group=_("Questions"))
