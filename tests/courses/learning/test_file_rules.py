"""Films and documents of lessons: open to whom the page is open, and to nobody who knows a name."""

import uuid
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.files.base import ContentFile
from django.urls import reverse
from wagtail.models import PageViewRestriction

from courses.catalogue.services import publish_course
from courses.enrolment.states import State
from courses.learning import file_rules
from courses.modules import selectors
from courses.modules import services as modules
from members.roles.catalogue import Role
from tests.courses.learning.rules_of_lessons import block, document
from tests.factories.accounts import UserFactory
from tests.factories.catalogue import CoursePageFactory
from tests.factories.enrolment import EnrolmentFactory, OfferFactory
from tests.factories.modules import ChapterFactory, LessonFactory, MediaFactory, paragraph
from tests.factories.people import EmploymentFactory
from tests.factories.roles import GrantFactory

pytestmark = [pytest.mark.django_db, pytest.mark.wagtail_tasks]


@pytest.fixture(autouse=True)
def stored(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def taught(*, film, file, first=False, **course):
    """Publish a course whose first or second lesson shows a film and offers a document."""
    page = CoursePageFactory(provider=film.provider, **course)
    module = modules.ensure_module(course=page, provider=film.provider)
    chapter = ChapterFactory(module=module)
    facts = {"document": file.pk, "note": "Zum Mitnehmen."}
    body = [block("video", film.pk), block("download", facts)]
    for position in (1, 2):
        is_here = first is (position == 1)
        LessonFactory(chapter=chapter, position=position, body=body if is_here else [paragraph()])
    modules.freeze(module=module)
    return OfferFactory(module=module)


@pytest.fixture
def film():
    return MediaFactory()


@pytest.fixture
def file():
    return document()


def staff():
    return EmploymentFactory().person.user


def seat(offer, state=State.CONFIRMED):
    return EnrolmentFactory(offer=offer, state=state).person.user


def owner_of(film):
    return GrantFactory(role=Role.AUTHOR, provider=film.provider).user


@pytest.mark.parametrize(
    ("state", "opens"),
    [
        (State.CONFIRMED, True),
        (State.FINISHED, True),
        (State.REQUESTED, False),
        (State.WAITING, False),
        (State.REJECTED, False),
        (State.CANCELLED, False),
    ],
)
def test_seat_opens_the_files_of_its_course_and_nothing_else_does(film, file, state, opens):
    user = seat(taught(film=film, file=file), state)
    assert file_rules.may_open(user, film) is opens
    assert file_rules.may_open(user, file) is opens


def test_files_of_another_course_stay_closed(film, file):
    taught(film=film, file=file)
    user = seat(taught(film=MediaFactory(), file=document()))
    assert not file_rules.may_open(user, film)
    assert not file_rules.may_open(user, file)


@pytest.mark.parametrize(
    ("look_inside", "anonymous", "signed_in"),
    [("everybody", True, True), ("staff", False, True), ("nobody", False, False)],
)
def test_first_lesson_is_open_to_whom_its_page_is(film, file, look_inside, anonymous, signed_in):
    taught(film=film, file=file, first=True, look_inside=look_inside)
    assert file_rules.may_open(AnonymousUser(), film) is anonymous
    assert file_rules.may_open(staff(), film) is signed_in
    assert file_rules.may_open(AnonymousUser(), file) is anonymous


def test_second_lesson_and_unpublished_courses_are_no_first_look(film, file):
    taught(film=film, file=file, look_inside="everybody")
    assert not file_rules.may_open(staff(), film)
    other, paper = MediaFactory(), document()
    course = taught(film=other, file=paper, first=True, look_inside="everybody").course
    course.unpublish()
    assert not file_rules.may_open(AnonymousUser(), other)
    publish_course(course=course)
    assert file_rules.may_open(AnonymousUser(), other)
    PageViewRestriction.objects.create(page=course, restriction_type="login")
    assert not file_rules.may_open(AnonymousUser(), other)


def test_authors_open_their_own_files_also_before_they_are_shown(film, file):
    assert file_rules.may_open(owner_of(film), film)
    assert not file_rules.may_open(owner_of(MediaFactory()), film)
    taught(film=film, file=file)
    assert file_rules.may_open(owner_of(film), file)
    assert not file_rules.may_open(owner_of(MediaFactory()), file)
    for user in (
        GrantFactory(role=Role.EDITOR, provider=None).user,
        UserFactory(is_superuser=True),
    ):
        assert file_rules.may_open(user, film)
    for role in (Role.HR_MANAGER, Role.APPROVER, Role.BOARD):
        assert not file_rules.may_open(GrantFactory(role=role).user, film)


def test_document_that_a_public_page_offers_is_open_to_anybody(file):
    assert not file_rules.may_open_document(AnonymousUser(), file)
    link = f'<p><a linktype="document" id="{file.pk}">Satzung</a></p>'
    page = CoursePageFactory(description=link)
    assert file_rules.may_open_document(AnonymousUser(), file)
    page.unpublish()
    assert not file_rules.may_open_document(AnonymousUser(), file)


def test_places_name_course_and_item(film, file):
    offer = taught(film=film, file=file)
    (place,) = selectors.shown_at(film)
    assert place.course_id == offer.course_id
    assert isinstance(place.item_key, uuid.UUID)
    assert selectors.shown_at(MediaFactory()) == set()


@pytest.mark.parametrize("part", ["file", "captions", "poster"])
def test_media_are_served_to_the_learner_and_to_nobody_else(client, film, file, part):
    film.poster.save("bild.png", ContentFile(b"png"))
    offer = taught(film=film, file=file)
    address = getattr(film, part).url

    asked = client.get(address)
    assert (asked.status_code, asked.url.startswith(reverse("account_login"))) == (302, True)
    client.force_login(staff())
    assert client.get(address).status_code == 404
    client.force_login(seat(offer))
    answer = client.get(address)
    assert answer.status_code == 200
    assert "private" in answer["Cache-Control"]
    assert b"".join(answer.streaming_content) == Path(getattr(film, part).path).read_bytes()


def test_film_is_served_in_parts_so_that_players_can_jump(client, film, file):
    client.force_login(seat(taught(film=film, file=file)))
    answer = client.get(film.file.url, headers={"range": "bytes=1-2"})
    assert (answer.status_code, answer["Content-Range"]) == (206, "bytes 1-2/4")


@pytest.mark.parametrize("path", ["media/fremd.mp4", "media/../../geheim.txt", "media", "x" * 300])
def test_file_that_is_none_of_ours_is_not_found(client, path):
    client.force_login(UserFactory(is_superuser=True))
    assert client.get(f"/media/lessons/{path}").status_code == 404


def test_file_that_is_missing_on_the_disk_is_not_found(client, film):
    Path(film.file.path).unlink()
    client.force_login(UserFactory(is_superuser=True))
    assert client.get(film.file.url).status_code == 404


def test_download_is_guarded_at_its_own_address(client, film, file):
    offer = taught(film=film, file=file)
    assert client.get(file.url).status_code == 302
    client.force_login(staff())
    assert client.get(file.url).status_code == 404
    assert client.get(reverse("learning:document", args=[file.pk])).status_code == 404
    client.force_login(seat(offer))
    assert client.get(file.url).status_code == 200
    assert client.get(reverse("learning:document", args=[file.pk])).status_code == 200


def test_rule_costs_the_same_for_three_and_for_twelve_courses(
    film, file, django_assert_max_num_queries
):
    offers = [taught(film=film, file=file) for _ in range(3)]
    user = seat(offers[-1])
    with django_assert_max_num_queries(6):
        assert file_rules.may_open(user, film)
    offers += [taught(film=film, file=file) for _ in range(9)]
    user = seat(offers[-1])
    with django_assert_max_num_queries(6):
        assert file_rules.may_open(user, film)
