"""What can be found: topics, competences, providers' pages and course pages."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail.search import index

from campus.kit import dates
from campus.pages.models import SitePage
from courses.catalogue.models.teachers import CourseTeacher, named

RICH_TEXT = ["bold", "italic", "ul", "ol", "link"]


class Named(models.Model):
    """Something with a German and an English name; abstract."""

    name_de = models.CharField(_("German name"), max_length=160)
    name_en = models.CharField(_("English name"), max_length=160)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """Return the name in the language of the current user."""
        return self.name_en if get_language() == "en" else self.name_de


class Topic(Named):
    """A subject area by which the catalogue is filtered."""

    slug = models.SlugField(max_length=60, unique=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["position", "name_de"]


class Audience(Named):
    """A group of staff by their work, such as “Bürgerservice”, by which courses are filtered."""

    slug = models.SlugField(max_length=60, unique=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("audience")
        verbose_name_plural = _("audiences")
        ordering = ["position", "name_de"]


class Competence(Named):
    """A competence of a versioned framework, such as DigComp 2.2 “4.1”."""

    framework = models.CharField(max_length=40, default="DigComp 2.2")
    code = models.CharField(max_length=20)

    class Meta:
        verbose_name = _("competence")
        verbose_name_plural = _("competences")
        ordering = ["framework", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["framework", "code"], name="catalogue_competence_unique"
            ),
        ]


class ProviderIndexPage(SitePage):
    """The page `/anbieter/` under which every provider has its page."""

    parent_page_types: ClassVar[list[str]] = ["pages.HomePage"]
    subpage_types: ClassVar[list[str]] = ["catalogue.ProviderPage"]
    max_count = 1
    template = "catalogue/provider_index_page.html"

    class Meta:
        verbose_name = _("list of providers")
        verbose_name_plural = _("lists of providers")


class ProviderPage(SitePage):
    """A provider's public page; its course pages stand below it, and so do its authors' rights."""

    provider = models.OneToOneField(
        "organisations.Provider", on_delete=models.PROTECT, related_name="page"
    )
    introduction = RichTextField(_("introduction"), blank=True, features=RICH_TEXT)

    parent_page_types: ClassVar[list[str]] = ["catalogue.ProviderIndexPage"]
    subpage_types: ClassVar[list[str]] = ["catalogue.CoursePage"]
    template = "catalogue/provider_page.html"
    content_panels = [*Page.content_panels, FieldPanel("introduction")]

    class Meta:
        verbose_name = _("provider page")
        verbose_name_plural = _("provider pages")


class CoursePage(SitePage):
    """A course as the catalogue shows it: promise, goals, facts. What is taught is a Module."""

    class Level(models.TextChoices):
        BASIC = "basic", _("Basics")
        INTERMEDIATE = "intermediate", _("Advanced knowledge")
        ADVANCED = "advanced", _("Expert knowledge")

    class Format(models.TextChoices):
        ON_DEMAND = "on_demand", _("At your own pace")
        HYBRID = "hybrid", _("At your own pace with live sessions")
        LIVE = "live", _("Live event")

    class LookInside(models.TextChoices):
        STAFF = "staff", _("People who have signed in")
        EVERYBODY = "everybody", _("Everybody")
        NOBODY = "nobody", _("Nobody")

    promise = models.CharField(_("promise in one sentence"), max_length=240)
    description = RichTextField(_("description"), features=RICH_TEXT, blank=True)
    goals = models.TextField(_("learning goals"), blank=True, help_text=_("One goal per line."))
    audience = models.CharField(_("for whom"), max_length=240, blank=True)
    prerequisites = models.CharField(_("prerequisites"), max_length=240, blank=True)
    level = models.CharField(_("level"), max_length=12, choices=Level.choices, default=Level.BASIC)
    format = models.CharField(
        _("format"), max_length=10, choices=Format.choices, default=Format.ON_DEMAND
    )
    course_language = models.CharField(_("language"), max_length=5, default="de")
    licence = models.CharField(_("licence"), max_length=60, default="CC-BY-SA-4.0")
    accessibility = models.CharField(_("accessibility"), max_length=400, blank=True)
    look_inside = models.CharField(
        _("who may look into the first lesson"),
        max_length=9,
        choices=LookInside.choices,
        default=LookInside.STAFF,
        help_text=_("Without enrolling; nothing is recorded."),
    )
    cover = models.ForeignKey(
        "wagtailimages.Image",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("picture"),
    )
    topics = ParentalManyToManyField(
        Topic, blank=True, related_name="courses", verbose_name=_("topics")
    )
    audiences = ParentalManyToManyField(
        Audience,
        blank=True,
        related_name="courses",
        verbose_name=_("audiences"),
        help_text=_("The catalogue is filtered by them. None means: for all staff."),
    )
    competences = ParentalManyToManyField(
        Competence, blank=True, related_name="courses", verbose_name=_("competences")
    )
    # Written by courses.modules whenever a version is frozen, so that lists need not count items.
    minutes = models.PositiveIntegerField(_("minutes"), default=0, editable=False)
    # Whose staff alone may find and take the course; None: everybody's. See decision 0037.
    only_for = models.ForeignKey(
        "organisations.Municipality",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("only for the staff of"),
    )
    # Since when the course has been closed; its page stays and says so.
    retired_on = models.DateField(_("closed since"), null=True, blank=True, editable=False)

    parent_page_types: ClassVar[list[str]] = ["catalogue.ProviderPage"]
    subpage_types: ClassVar[list[str]] = []
    template = "catalogue/course_page.html"
    content_panels = [
        *Page.content_panels,
        FieldPanel("promise"),
        FieldPanel("description"),
        FieldPanel("goals"),
        FieldPanel("cover"),
        MultiFieldPanel(
            [
                FieldPanel("audience"),
                FieldPanel("prerequisites"),
                FieldPanel("level"),
                FieldPanel("format"),
                FieldPanel("licence"),
                FieldPanel("accessibility"),
                FieldPanel("look_inside"),
            ],
            heading=_("Facts"),
        ),
        InlinePanel("teachers", heading=_("Who teaches"), label=_("Teacher")),
        FieldPanel("topics"),
        FieldPanel("audiences"),
        FieldPanel("competences"),
    ]
    search_fields = [
        *Page.search_fields,
        index.SearchField("promise"),
        index.SearchField("description"),
        index.SearchField("goals"),
        index.FilterField("level"),
        index.FilterField("format"),
    ]

    class Meta:
        verbose_name = _("course page")
        verbose_name_plural = _("course pages")

    @property
    def goal_list(self) -> list[str]:
        """Return the learning goals, one entry a line."""
        return [line.strip() for line in self.goals.splitlines() if line.strip()]

    @property
    def named_teachers(self) -> list[CourseTeacher]:
        """Return the teachers who have agreed to be named, for people to read; one query."""
        return named(self.teachers.all(), dates.today())

    def with_content_json(self, content: Any) -> "CoursePage":
        """Take the content of a draft, but never what is said of the course elsewhere."""
        page: CoursePage = super().with_content_json(content)
        stored = CoursePage.objects.filter(pk=self.pk)
        kept = stored.values_list("minutes", "retired_on", "only_for_id").first()
        page.minutes, page.retired_on, page.only_for_id = kept or (0, None, self.only_for_id)
        return page
