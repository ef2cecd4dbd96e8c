"""Pages and files in Wagtail's admin: what authors may choose, and what must stay."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from courses.catalogue.selectors import is_course_page
from courses.modules import services
from courses.modules.errors import InUse, Taught
from courses.modules.models import Lesson, Media, Module
from courses.modules.references import in_frozen_version
from members.roles.rules import is_editor


def only_own_pages(pages: QuerySet, request: Any) -> QuerySet:
    """Hook: offer authors only pages that they may explore, also as a target of links."""
    return only_explorable(None, pages, request)


def only_explorable(parent: Any, pages: QuerySet, request: Any) -> QuerySet:
    """Hook: show authors only their provider's pages and what stands above them."""
    if is_editor(request.user):
        return pages
    own = page_permission_policy.explorable_instances(request.user).values_list("pk", flat=True)
    return pages.filter(pk__in=list(own))


def give_module(request: Any, page: Page) -> None:
    """Hook: a new course page gets its module at once, so that its author can write."""
    if is_course_page(page):
        services.ensure_module_of(course=page.specific)


def keep_taught_page(request: Any, page: Page) -> HttpResponse | None:
    """Hook: refuse to delete a course page with what was taught; an empty module goes along."""
    return keep_taught_pages(request, "delete", [page], None)


def keep_taught_pages(
    request: Any, action_type: str, rows: list[Any], action: Any
) -> HttpResponse | None:
    """Hook: do the same where several pages are deleted, and all below them."""
    chosen = [row for row in rows if isinstance(row, Page)]
    if action_type != "delete" or request.method != "POST" or not chosen:
        return None
    below = [Page.objects.descendant_of(page, inclusive=True) for page in chosen]
    try:
        services.drop_empty_modules(pages=[page for pages in below for page in pages])
    except Taught as error:
        messages.error(request, str(error))
        return redirect("wagtailadmin_explore", chosen[0].get_parent().pk)
    return None


def keep_frozen_media(request: Any, rows: list[Any]) -> HttpResponse | None:
    """Hook: refuse to delete media that a published version shows."""
    return keep_frozen_files(request, "delete", rows, None)


def freeze_without(request: Any, rows: list[Any]) -> None:
    """Hook: what was deleted is taken from those who start afterwards."""
    for module_id in {row.chapter.module_id for row in rows if isinstance(row, Lesson)}:
        transaction.on_commit(partial(services.freeze_if_possible, module_id=module_id))


def freeze_terms(request: Any, row: Any) -> None:
    """Hook: terms changed by an editor are in force at once, as published lessons are."""
    if isinstance(row, Module) and is_editor(request.user):
        transaction.on_commit(partial(services.freeze_if_possible, module_id=row.pk))


def keep_frozen_files(
    request: Any, action_type: str, rows: list[Any], action: Any
) -> HttpResponse | None:
    """Hook: refuse to delete files that a published version shows."""
    if action_type != "delete":
        return None
    for row in rows:
        kept = (get_image_model(), get_document_model(), Media)
        if isinstance(row, kept) and in_frozen_version(row):
            messages.error(request, str(InUse(title=row.title)))
            return redirect("wagtailadmin_home")
    return None
