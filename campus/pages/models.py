"""Pages of the public site."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page


class SitePage(Page):
    """What every page of ours has in common; abstract (decision: the base page is not swapped)."""

    class Meta:
        abstract = True


class HomePage(SitePage):
    """The public home page."""

    parent_page_types = ["wagtailcore.Page"]
    max_count = 1

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")
