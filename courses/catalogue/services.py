"""Deeds around what can be found: provider pages, course pages, the search's entries."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.text import slugify
from wagtail.models import Site

from courses.catalogue import external, indexing
from courses.catalogue.models import (
    Audience,
    Competence,
    CourseEntry,
    CoursePage,
    CourseTeacher,
    ProviderIndexPage,
    ProviderPage,
    Topic,
)
from courses.catalogue.selectors import provider_of
from members.organisations.services import german_slug

if TYPE_CHECKING:
    from members.organisations.models import Provider

INDEX_SLUG = "anbieter"
put_external = external.put
keep_only_external = external.keep_only
forget_external_digests = external.forget_digests
# What a page gets from Wagtail once it stands in the tree.
SET_BY_TREE = {"path", "depth", "draft_title", "locale", "content_type", "url_path"}


@transaction.atomic
def ensure_provider_index() -> ProviderIndexPage:
    """Return the page `/anbieter/`; make it below the home page if it is missing."""
    index: ProviderIndexPage | None = ProviderIndexPage.objects.first()
    if index is None:
        home = Site.objects.select_related("root_page").get(is_default_site=True).root_page
        index = ProviderIndexPage(title="Anbieter", slug=INDEX_SLUG, show_in_menus=True)
        home.specific.add_child(instance=index)
    return index


@transaction.atomic
def ensure_provider_pages(provider: "Provider", *, live: bool = True) -> ProviderPage:
    """Return the provider's page; make it if it is missing, not public unless `live`."""
    page: ProviderPage | None = ProviderPage.objects.filter(provider=provider).first()
    if page is None:
        page = ProviderPage(title=provider.name, slug=provider.slug, provider=provider, live=live)
        ensure_provider_index().add_child(instance=page)
    return page


@transaction.atomic
def add_course(
    *,
    provider: "Provider",
    title: str,
    topics: Iterable[Topic] = (),
    audiences: Iterable[Audience] = (),
    competences: Iterable[Competence] = (),
    live: bool = True,
    **facts: Any,
) -> CoursePage:
    """Add a course page below the provider's page; `facts` are further fields of the page."""
    facts.setdefault("slug", german_slug(title) or slugify(title))
    course = CoursePage(title=title, live=False, **facts)
    # Wagtail checks a page that is not live only in part, and databases differ in what they cut.
    course.clean_fields(exclude=SET_BY_TREE)
    course.topics = list(topics)
    course.audiences = list(audiences)
    course.competences = list(competences)
    ensure_provider_pages(provider).add_child(instance=course)
    return publish_course(course=course) if live else course


def teachers(rows: Iterable[Mapping[str, Any]]) -> list[CourseTeacher]:
    """Return unsaved teachers (`name`, `position`, `agreed_on`) in the order given, checked."""
    found = [
        CourseTeacher(
            name=row["name"],
            position=row.get("position") or "",
            agreed_on=row.get("agreed_on"),
            sort_order=place,
        )
        for place, row in enumerate(rows)
    ]
    for one in found:
        one.full_clean(exclude=["course"])
    return found


@transaction.atomic
def publish_course(*, course: CoursePage, user: Any = None) -> CoursePage:
    """Publish the page as it stands; the search then knows it."""
    course.save_revision(user=user).publish(user=user, skip_permission_checks=user is None)
    course.refresh_from_db()
    return course


def set_minutes(*, course_id: int, minutes: int) -> None:
    """Note how long a course takes, as its newest version says."""
    CoursePage.objects.filter(pk=course_id).update(minutes=minutes)
    touch_course(course_id=course_id)


def set_retired(*, course: CoursePage, on: dt.date | None) -> None:
    """Take a course out of the catalogue while its page stays, or put it back."""
    CoursePage.objects.filter(pk=course.pk).update(retired_on=on)
    course.retired_on = on
    index_course(course=course)


@transaction.atomic
def index_course(*, course: CoursePage) -> CourseEntry | None:
    """Bring the search's entry of a course up to date; without provider there is none."""
    provider = provider_of(course)
    if not course.live or course.retired_on or course.only_for_id or provider is None:
        forget_course(course_id=course.pk)
        return None
    return indexing.write(course, provider, mark=indexing.new_mark())


@transaction.atomic
def forget_course(*, course_id: int) -> None:
    """Take a course out of the search."""
    indexing.new_mark()
    indexing.forget(course_id)


@transaction.atomic
def touch_course(*, course_id: int) -> None:
    """Note that what lists show of a course has changed elsewhere: its offer, dates or length."""
    CourseEntry.objects.filter(course_id=course_id).update(mark=indexing.new_mark())


@transaction.atomic
def reindex() -> int:
    """Write all entries anew, for instance after a topic was renamed; return how many there are."""
    shown = CoursePage.objects.live().filter(retired_on=None, only_for=None)
    for course in shown:
        index_course(course=course)
    for entry in CourseEntry.objects.filter(external=None).exclude(course__in=shown):
        forget_course(course_id=entry.course_id or 0)
    external.index_all()
    return CourseEntry.objects.count()


def index_moved(*, page_id: int) -> None:
    """Bring the entry up to date if the moved page is a course."""
    course = CoursePage.objects.filter(pk=page_id).first()
    if course is not None:
        index_course(course=course)


@transaction.atomic
def put_course(*, provider: "Provider", slug: str, title: str, **facts: Any) -> CoursePage:
    """Add the provider's course of this address part, or bring it up to date; published."""
    page = ensure_provider_pages(provider)
    course = CoursePage.objects.child_of(page).filter(slug=slug).first()
    if course is None:
        return add_course(provider=provider, title=title, slug=slug, **facts)
    for name, value in {**facts, "title": title}.items():
        setattr(course, name, value)
    return publish_course(course=course)


def put_topics(rows: Iterable[Mapping[str, str]]) -> None:
    """Create or rename topics (`slug`, `name_de`, `name_en`) in the order given."""
    _put_named(Topic, rows)


def put_audiences(rows: Iterable[Mapping[str, str]]) -> None:
    """Create or rename audiences (`slug`, `name_de`, `name_en`) in the order given."""
    _put_named(Audience, rows)


@transaction.atomic
def _put_named(model: type[Topic] | type[Audience], rows: Iterable[Mapping[str, str]]) -> None:
    indexing.new_mark()
    for position, row in enumerate(rows):
        names = {"name_de": row["name_de"], "name_en": row["name_en"], "position": position}
        model.objects.update_or_create(slug=row["slug"], defaults=names)


def put_competences(rows: Iterable[Mapping[str, str]], *, framework: str = "DigComp 2.2") -> None:
    """Create or rename the competences (`code`, `name_de`, `name_en`) of a framework."""
    for row in rows:
        names = {"name_de": row["name_de"], "name_en": row["name_en"]}
        Competence.objects.update_or_create(
            framework=framework, code=str(row["code"]), defaults=names
        )
