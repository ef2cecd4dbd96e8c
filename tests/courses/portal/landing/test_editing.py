"""HR arranges the page: uploads, order, preview; nothing typed is lost when something is wrong."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from PIL import Image

from campus.kit import dates
from courses.portal.landing import services
from courses.portal.models import ChosenCourse, KeptPicture, LandingPage
from members.roles.catalogue import Role
from tests.factories.enrolment import OfferFactory
from tests.factories.organisations import MunicipalityFactory
from tests.factories.roles import GrantFactory

pytestmark = pytest.mark.django_db
PLACES = ("pinned", "hidden", "listed")
EDIT, COURSES = reverse("portal:landing_edit"), reverse("portal:own_courses")


@pytest.fixture(autouse=True)
def _own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def town():
    return MunicipalityFactory()


@pytest.fixture
def hr(client, town):
    client.force_login(GrantFactory(role=Role.HR_MANAGER, municipality=town).user)
    return client


def upload(name="rathaus.png", content=None):
    buffer = io.BytesIO()
    Image.new("RGB", (64, 48), 100).save(buffer, "PNG")
    return SimpleUploadedFile(name, buffer.getvalue() if content is None else content)


def text_of(response, status=200):
    assert response.status_code == status
    return response.content.decode()


def placed(town, *places):
    courses = [OfferFactory().course for _ in places]
    for course, place in zip(courses, places, strict=True):
        services.place_course(municipality=town, course=course, place=place)
    return courses


def titles(response, courses):
    text = text_of(response)
    begin = text.index('name="order"')
    return sorted(courses, key=lambda course: text.index(course.title, begin))


def test_logo_and_picture_are_stored_anew_and_shown(hr, town, client):
    sent = {"greeting": "Hallo!", "logo": upload(), "picture": upload(), "picture_alt": "Rathaus"}

    text = text_of(hr.post(EDIT, sent, follow=True))

    page = LandingPage.objects.get(municipality=town)
    town.refresh_from_db()
    assert page.picture.name.endswith(".jpg")
    assert page.picture.url in text
    assert 'alt="Rathaus"' in text
    assert town.logo.url in text
    assert not KeptPicture.objects.exists()
    answer = client.get(page.picture.url)
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>", "SVG"),
        (b"GIF89a", "weder PNG noch JPEG"),
        (b"\x89PNG\r\n\x1a\n damaged", "vielleicht ist es beschädigt"),
        (b"\xff\xd8\xff" + b"0" * (5 * 1024 * 1024), "größer als 5 MB"),
    ],
)
def test_bad_upload_is_refused_in_words_and_the_greeting_stays(hr, town, content, sentence):
    response = hr.post(EDIT, {"greeting": "Guten Tag!", "logo": upload(content=content)})

    text = text_of(response, 400)
    assert sentence in text
    assert "Guten Tag!" in text
    assert not KeptPicture.objects.exists()
    town.refresh_from_db()
    assert not town.logo


def test_picture_without_description_is_kept_until_it_is_described(hr, town):
    text = text_of(hr.post(EDIT, {"greeting": "Hallo!", "picture": upload()}), 400)
    assert "Beschreiben Sie, was das Bild zeigt." in text
    assert "Ihr neues Bild ist angekommen" in text
    kept = KeptPicture.objects.get()

    sent = {"greeting": "Hallo!", "picture_kept": kept.pk, "picture_alt": "Rathaus"}
    hr.post(EDIT, sent)

    assert LandingPage.objects.get(municipality=town).picture.name == kept.file.name


@pytest.mark.parametrize("key", ["x", "9" * 30, "-1"])
def test_unknown_upload_is_passed_over(hr, town, key):
    assert hr.post(EDIT, {"greeting": "", "picture_kept": key}).status_code == 302


def test_upload_of_another_town_is_not_taken(hr, town):
    foreign = services.keep_picture(
        municipality=MunicipalityFactory(), kind="logo", content=b"x", ending="png"
    )
    hr.post(EDIT, {"greeting": "", "logo_kept": foreign.pk})
    town.refresh_from_db()
    assert not town.logo
    assert KeptPicture.objects.filter(pk=foreign.pk).exists()


def test_pictures_can_be_taken_away_again(hr, town, django_capture_on_commit_callbacks):
    hr.post(EDIT, {"logo": upload(), "picture": upload(), "picture_alt": "Rathaus"})
    page = LandingPage.objects.get(municipality=town)
    storage, name = page.picture.storage, page.picture.name

    with django_capture_on_commit_callbacks(execute=True):
        hr.post(EDIT, {"drop_logo": "on", "drop_picture": "on", "picture_alt": "Rathaus"})

    page.refresh_from_db()
    town.refresh_from_db()
    assert (page.picture.name, page.picture_alt, town.logo.name) == ("", "", "")
    assert not storage.exists(name)


def test_uploads_that_nobody_saved_are_thrown_away_after_a_day(town):
    def keep():
        return services.keep_picture(municipality=town, kind="logo", content=b"x", ending="png")

    old = keep()
    KeptPicture.objects.update(kept_at=dates.now() - services.KEPT * 2)
    new = keep()

    assert list(KeptPicture.objects.all()) == [new]
    assert not old.file.storage.exists(old.file.name)


def test_database_refuses_a_picture_without_description(town):
    services.ensure_landing_page(municipality_id=town.pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        LandingPage.objects.update(picture="landing/x.png", picture_alt="")


def test_buttons_move_a_course_within_its_group_and_nothing_is_saved_before_saving(hr, town):
    first, second, pinned = courses = placed(town, "chosen", "chosen", "pinned")
    assert titles(hr.get(EDIT), courses) == [pinned, first, second]

    moved = hr.post(EDIT, {"greeting": "Getippt", "do": f"up:{second.pk}"})

    assert titles(moved, courses) == [pinned, second, first]
    text = text_of(moved)
    assert "Getippt" in text
    assert f"„{second.title}“ steht jetzt an Stelle 2." in text
    assert text.count("autofocus") == 1
    assert titles(hr.get(EDIT), courses) == [pinned, first, second]
    order = f"{pinned.pk},{second.pk},{first.pk}"
    hr.post(EDIT, {"greeting": "Getippt", "order": order, "do": "save"})
    assert titles(hr.get(EDIT), courses) == [pinned, second, first]
    hr.post(EDIT, {"order": order, "do": f"up:{pinned.pk}"})
    assert titles(hr.get(EDIT), courses) == [pinned, second, first]


@pytest.mark.parametrize("deed", ["up:0", "down:x", "up:", "nonsense", f"down:{9**30}"])
def test_unknown_buttons_change_nothing(hr, town, deed):
    placed(town, "chosen")
    assert hr.post(EDIT, {"greeting": "Hallo", "do": deed}).status_code == 200
    assert LandingPage.objects.get(municipality=town).greeting == ""


def test_preview_shows_everything_and_saves_nothing(hr, town):
    placed(town, "pinned")
    sent = {"greeting": "Neu hier?", "picture": upload(), "picture_alt": "Halle", "do": "preview"}

    text = text_of(hr.post(EDIT, sent))

    assert "Vorschau: Noch ist nichts gespeichert" in text
    assert KeptPicture.objects.get().file.url in text
    assert text.count("Neu hier?") == 2
    page = LandingPage.objects.get(municipality=town)
    assert (page.greeting, page.picture.name) == ("", "")


@pytest.mark.parametrize(
    ("place", "words", "kept"),
    [
        ("hidden", "", ("hidden", "")),
        ("pinned", "Wichtig", ("pinned", "Wichtig")),
        ("listed", "Lesenswert", ("listed", "Lesenswert")),
        ("listed", "", None),
    ],
)
def test_course_gets_its_place_and_words(hr, town, place, words, kept):
    [course] = placed(town, "chosen")

    address = reverse("portal:own_course", args=[course.pk])
    text = text_of(hr.post(address, {"place": place, "words": words}, follow=True))

    assert f"Der Platz von „{course.title}“ wurde geändert." in text
    row = ChosenCourse.objects.filter(course=course).first()
    assert (row and (row.place, row.words)) == kept


def test_preview_of_a_course_shows_the_card_and_saves_nothing(hr, town):
    [course] = placed(town, "chosen")
    address = reverse("portal:own_course", args=[course.pk])

    shown = hr.post(address, {"place": "pinned", "words": "Bald!", "do": "preview"})
    hidden = hr.post(address, {"place": "hidden", "words": "", "do": "preview"})

    assert text_of(shown).count("Bald!") == 2
    assert "in keiner Liste" in text_of(hidden)
    assert ChosenCourse.objects.get().place == "chosen"


@pytest.mark.parametrize("sent", [{"place": "away"}, {"place": "pinned", "words": "x" * 301}, {}])
def test_wrong_place_is_refused_and_what_was_typed_stays(hr, sent):
    course = OfferFactory().course

    response = hr.post(reverse("portal:own_course", args=[course.pk]), sent)

    assert sent.get("words", "") in text_of(response, 400)
    assert not ChosenCourse.objects.exists()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["pinned", "hidden", "listed"]),
        ("stand=hidden", ["hidden"]),
        ("stand=listed", ["listed"]),
        ("stand=nonsense", ["pinned", "hidden", "listed"]),
        ("q=gibtesnicht", []),
    ],
)
def test_list_of_courses_is_narrowed_down(hr, town, query, found):
    courses = dict(zip(PLACES, placed(town, *PLACES), strict=True))

    text = text_of(hr.get(f"{COURSES}?{query}"))

    assert [name for name, course in courses.items() if course.title in text] == found


def test_list_of_courses_costs_the_same_for_any_number(hr, town):
    def asked():
        with CaptureQueriesContext(connection) as caught:
            text_of(hr.get(COURSES))
        return len(caught)

    placed(town, "pinned", "hidden")
    asked()
    few = asked()
    placed(town, *["chosen"] * 5)
    asked()
    assert asked() == few


def test_other_towns_are_not_found_and_learners_are_refused(hr, client):
    foreign = MunicipalityFactory()
    for address in (EDIT, COURSES):
        assert hr.get(f"{address}?kommune={foreign.slug}").status_code == 404
    assert hr.get(reverse("portal:own_course", args=[0])).status_code == 404
    client.force_login(GrantFactory(role=Role.APPROVER).user)
    assert client.get(COURSES).status_code == 403
