"""Pages of the public site, and what visitors tell about them."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page
from wagtail.search import index

from campus.kit import dates
from campus.pages.blocks import BodyBlock
from campus.pages.home import members

LEGAL_FEATURES = ["bold", "italic", "ul", "ol", "link", "document-link"]
ENGLISH_HELP = _("Shown to readers of English when every German text has its English one.")


class SitePage(Page):
    """What every page of ours has in common; abstract (decision: the base page is not swapped)."""

    class Meta:
        abstract = True

    @property
    def meta_description(self) -> str:
        """The sentence that search engines show; templates put it into the page's head."""
        return str(self.search_description)


class BilingualPage(SitePage):
    """A page in German that may have an English text beside it; abstract.

    English is shown as a whole or not at all: only when every German text has its counterpart.
    """

    TEXTS: ClassVar[tuple[str, ...]] = ()

    title_en = models.CharField(_("English title"), max_length=255, blank=True)

    class Meta:
        abstract = True

    @property
    def text_language(self) -> str:
        """Tell in which language the page is shown now: `de` or `en`."""
        is_english = (get_language() or "").startswith("en")
        return "en" if is_english and self.has_english else "de"

    @property
    def has_english(self) -> bool:
        """Tell whether every German text of the page has an English one."""
        return all(getattr(self, f"{name}_en") for name in self.TEXTS if getattr(self, name))

    @property
    def words(self) -> dict[str, Any]:
        """The page's texts by name, in the language in which it is shown."""
        ending = "_en" if self.text_language == "en" else ""
        return {name: getattr(self, f"{name}{ending}") for name in self.TEXTS}

    @property
    def meta_description(self) -> str:
        """The sentence for search engines exists in German; in English the lead serves."""
        if self.text_language == "de":
            return super().meta_description
        return str(self.words.get("lead", ""))


class HomePage(SitePage):
    """The public home page; empty fields show the text that comes with the platform."""

    promise = models.CharField(_("promise"), max_length=120, blank=True)
    lead = models.TextField(_("introduction"), max_length=400, blank=True)

    parent_page_types = ["wagtailcore.Page"]
    max_count = 1
    content_panels = [*Page.content_panels, FieldPanel("promise"), FieldPanel("lead")]

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the members for the strip, as far as a higher room has registered them."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return {**context, "members": members()}


class StandardPage(BilingualPage):
    """A page of running text: legal notice, privacy, how it works."""

    TEXTS = ("title", "lead", "body")

    class Style(models.TextChoices):
        PLAIN = "plain", _("Standard")
        EASY = "easy", _("Easy language: larger type, one sentence per line")

    lead = models.TextField(_("introduction"), max_length=400, blank=True)
    style = models.CharField(_("style"), max_length=10, choices=Style, default=Style.PLAIN)
    body = StreamField(BodyBlock(), verbose_name=_("text"), blank=True)
    lead_en = models.TextField(_("English introduction"), max_length=400, blank=True)
    body_en = StreamField(BodyBlock(), verbose_name=_("English text"), blank=True)
    reviewed_on = models.DateField(_("last reviewed on"), null=True, blank=True)

    parent_page_types = ["pages.HomePage", "pages.StandardPage"]
    subpage_types = ["pages.StandardPage"]
    content_panels = [
        *Page.content_panels,
        FieldPanel("lead"),
        FieldPanel("style"),
        FieldPanel("body"),
        MultiFieldPanel(
            [FieldPanel("title_en"), FieldPanel("lead_en"), FieldPanel("body_en")],
            heading=_("English"),
            help_text=ENGLISH_HELP,
        ),
        FieldPanel("reviewed_on"),
    ]
    search_fields = [
        *Page.search_fields,
        *(index.SearchField(name) for name in ("lead", "body", "title_en", "lead_en", "body_en")),
    ]

    class Meta:
        verbose_name = _("standard page")
        verbose_name_plural = _("standard pages")


class AccessibilityStatement(BilingualPage):
    """The statement that § 12b BGG and § 7 BITV 2.0 ask for, one field per required part."""

    TEXTS = ("title", "scope", "gaps", "contact", "enforcement")

    class Conformance(models.TextChoices):
        FULL = "full", _("fully accessible")
        PARTIAL = "partial", _("partly accessible")
        NONE = "none", _("not accessible")

    class Method(models.TextChoices):
        SELF = "self", _("self-assessment")
        THIRD_PARTY = "third", _("assessment by a third party")

    scope = RichTextField(_("what the statement covers"), features=LEGAL_FEATURES)
    conformance = models.CharField(
        _("conformance"), max_length=10, choices=Conformance, default=Conformance.PARTIAL
    )
    gaps = RichTextField(
        _("what is not accessible, why, and what to use instead"),
        features=LEGAL_FEATURES,
        blank=True,
    )
    method = models.CharField(_("method"), max_length=10, choices=Method, default=Method.SELF)
    created_on = models.DateField(_("made on"), default=dates.today)
    reviewed_on = models.DateField(_("last reviewed on"), default=dates.today)
    contact = RichTextField(_("feedback and contact"), features=LEGAL_FEATURES)
    enforcement = RichTextField(_("enforcement procedure"), features=LEGAL_FEATURES)
    scope_en = RichTextField(_("English: scope"), features=LEGAL_FEATURES, blank=True)
    gaps_en = RichTextField(_("English: gaps"), features=LEGAL_FEATURES, blank=True)
    contact_en = RichTextField(_("English: contact"), features=LEGAL_FEATURES, blank=True)
    enforcement_en = RichTextField(_("English: enforcement"), features=LEGAL_FEATURES, blank=True)

    parent_page_types = ["pages.HomePage"]
    subpage_types: list[str] = []
    max_count = 1
    content_panels = [
        *Page.content_panels,
        FieldPanel("scope"),
        FieldPanel("conformance"),
        FieldPanel("gaps"),
        MultiFieldPanel(
            [FieldPanel("method"), FieldPanel("created_on"), FieldPanel("reviewed_on")],
            heading=_("Making of the statement"),
        ),
        FieldPanel("contact"),
        FieldPanel("enforcement"),
        MultiFieldPanel(
            [
                FieldPanel("title_en"),
                FieldPanel("scope_en"),
                FieldPanel("gaps_en"),
                FieldPanel("contact_en"),
                FieldPanel("enforcement_en"),
            ],
            heading=_("English"),
            help_text=ENGLISH_HELP,
        ),
    ]

    class Meta:
        verbose_name = _("accessibility statement")
        verbose_name_plural = _("accessibility statements")


class Feedback(models.Model):
    """What somebody told about the platform; a barrier must be answered within a month."""

    class Kind(models.TextChoices):
        BARRIER = "barrier", _("A barrier: something I cannot read, hear or operate")
        FAULT = "fault", _("A fault: something does not work")
        QUESTION = "question", _("A question")
        IDEA = "idea", _("Praise or an idea")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    message = models.TextField(_("message"), max_length=4000)
    contact = models.CharField(_("contact"), max_length=254, blank=True)
    page_address = models.CharField(_("page"), max_length=500, blank=True)
    created_at = models.DateTimeField(_("received on"), default=dates.now)
    answered_at = models.DateTimeField(_("answered on"), null=True, blank=True)

    class Meta:
        verbose_name = _("feedback")
        verbose_name_plural = _("feedback")
        ordering = ["-created_at", "-id"]
        indexes = [models.Index(fields=["answered_at", "created_at"], name="pages_feedback_open")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.message[:60]}"
