"""Deeds on a municipality's page and on its choice of courses."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.crypto import get_random_string

from campus.kit import dates
from courses.portal.landing.ordering import arranged
from courses.portal.models import ChosenCourse, KeptPicture, LandingPage
from members.organisations import services as organisations

if TYPE_CHECKING:
    from courses.catalogue.models import CoursePage
    from members.organisations.models import Municipality

# What was uploaded into a form that nobody has saved is thrown away after this time.
KEPT = dt.timedelta(days=1)


def ensure_landing_page(*, municipality_id: int) -> LandingPage:
    """Return the municipality's page, made empty at the first call; may run twice."""
    page, _ = LandingPage.objects.get_or_create(municipality_id=municipality_id)
    return page


def keep_picture(
    *, municipality: "Municipality", kind: str, content: bytes, ending: str
) -> KeptPicture:
    """Keep a checked picture until its form is saved; older ones that were not saved are lost."""
    old = KeptPicture.objects.filter(municipality=municipality, kept_at__lt=dates.now() - KEPT)
    for row in old:
        row.file.delete(save=False)
        row.delete()
    name = f"{municipality.slug[:30]}-{get_random_string(12)}.{ending}"
    return KeptPicture.objects.create(
        municipality=municipality, kind=kind, file=ContentFile(content, name=name)
    )


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a form says of a page; a picture that is neither new nor dropped stays."""

    greeting: str
    order: Sequence[int] = ()
    logo: KeptPicture | None = None
    drop_logo: bool = False
    picture: KeptPicture | None = None
    drop_picture: bool = False
    picture_alt: str = ""


@transaction.atomic
def save_page(*, municipality: "Municipality", wishes: Wishes) -> LandingPage:
    """Set greeting, logo, picture and the order of the courses shown."""
    page = ensure_landing_page(municipality_id=municipality.pk)
    page.greeting = wishes.greeting
    page.updated_at = dates.now()
    if wishes.picture or wishes.drop_picture:
        _drop_file(page.picture)
        page.picture = _taken(wishes.picture)
    page.picture_alt = wishes.picture_alt if page.picture else ""
    page.save()
    if wishes.logo or wishes.drop_logo:
        organisations.set_logo(municipality=municipality, logo=_taken(wishes.logo))
    _arrange(page, wishes.order)
    return page


def _taken(kept: KeptPicture | None) -> str:
    """Return the name of a kept picture's file, which from now on belongs to the page."""
    if kept is None:
        return ""
    kept.delete()
    return str(kept.file.name)


def _drop_file(file: Any) -> None:
    """Delete a file as soon as nothing shows it any more."""
    if file:
        transaction.on_commit(partial(file.storage.delete, file.name))


def _arrange(page: LandingPage, wished: Sequence[int]) -> None:
    rows = {row.course_id: row for row in page.choices.order_by("position", "pk")}
    for position, course_id in enumerate(arranged(list(rows), wished)):
        rows[course_id].position = position
    ChosenCourse.objects.bulk_update(rows.values(), ["position"])


@transaction.atomic
def place_course(
    *, municipality: "Municipality", course: "CoursePage", place: str, words: str = ""
) -> ChosenCourse | None:
    """Give a course its place for the own staff, and own words; who learns it goes on."""
    page = ensure_landing_page(municipality_id=municipality.pk)
    if place == ChosenCourse.Place.LISTED and not words:
        page.choices.filter(course=course).delete()
        return None
    last = page.choices.order_by("-position").values_list("position", flat=True).first()
    row, is_new = ChosenCourse.objects.get_or_create(
        page=page, course=course, defaults={"position": (last or 0) + 1, "place": place}
    )
    if not is_new and row.place != place:
        row.position = (last or 0) + 1
    row.place, row.words = place, words
    row.save()
    return row


@transaction.atomic
def edit_landing_page(
    *, municipality: "Municipality", greeting: str, courses: Sequence["CoursePage"]
) -> LandingPage:
    """Set the greeting and the recommended courses, in the order given."""
    alt = ensure_landing_page(municipality_id=municipality.pk).picture_alt
    page = save_page(municipality=municipality, wishes=Wishes(greeting, picture_alt=alt))
    page.choices.filter(place=ChosenCourse.Place.CHOSEN).delete()
    for course in courses:
        place_course(municipality=municipality, course=course, place=ChosenCourse.Place.CHOSEN)
    return page
