"""A provider's page in the studio: who sees it, who changes it, and what comes of it."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from courses.catalogue.models import CourseTeacher
from courses.catalogue.selectors import teachers_of_provider
from courses.modules.studio import organisation
from members.organisations.services import DESCRIBED
from members.roles.catalogue import Role
from members.roles.rules import manages_provider
from members.roles.services import grant
from tests.factories.accounts import UserFactory
from tests.factories.catalogue import CoursePageFactory
from tests.factories.organisations import ProviderFactory

pytestmark = pytest.mark.django_db

PAGE = "/admin/anbieter/"


@pytest.fixture
def provider(draft):
    """The provider of the draft."""
    return draft.chapter.module.provider


def picture(name="logo.png", size=(40, 20)):
    stream = io.BytesIO()
    Image.new("RGB", size).save(stream, "PNG")
    return SimpleUploadedFile(name, stream.getvalue(), content_type="image/png")


def words(**more):
    empty = {name: "" for name in DESCRIBED if name != "logo"}
    return {**empty, "description": "Wir lehren.", "signatory_name": "Dr. Ada Muster", **more}


def test_management_changes_what_the_provider_says(client, enter, provider):
    enter(Role.PROVIDER_OWNER, provider=provider)
    answer = client.post(
        f"{PAGE}{provider.slug}/", words(signatory_position="Dekanin", logo=picture())
    )
    assert answer.status_code == 302
    provider.refresh_from_db()
    assert provider.description == "Wir lehren."
    assert provider.signatory == "Dr. Ada Muster, Dekanin"
    assert provider.logo.name.startswith("logos/providers/logo")
    text = client.get(f"{PAGE}{provider.slug}/").content.decode()
    assert "wurde gespeichert" in text
    assert "Dr. Ada Muster" in text


def test_logo_stays_when_none_is_sent_and_goes_when_asked(client, enter, provider):
    enter(Role.PROVIDER_OWNER, provider=provider)
    address = f"{PAGE}{provider.slug}/"
    client.post(address, words(logo=picture()))
    client.post(address, words())
    provider.refresh_from_db()
    assert provider.logo
    client.post(address, {**words(), "logo-clear": "on"})
    provider.refresh_from_db()
    assert not provider.logo


@pytest.mark.parametrize(
    ("logo", "sentence"),
    [
        (SimpleUploadedFile("logo.png", b"<svg onload='x'/>"), "Bild"),
        (SimpleUploadedFile("logo.svg", b"<svg/>", content_type="image/svg+xml"), "Bild"),
    ],
)
def test_logo_that_is_no_picture_is_refused_and_the_rest_kept(
    client, enter, provider, logo, sentence
):
    enter(Role.PROVIDER_OWNER, provider=provider)
    answer = client.post(f"{PAGE}{provider.slug}/", words(logo=logo))
    text = answer.content.decode()
    assert answer.status_code == 400
    assert "Es wurde nichts gespeichert." in text
    assert sentence in text
    assert "Wir lehren." in text


def test_large_logo_is_refused(client, enter, provider, monkeypatch):
    monkeypatch.setattr(organisation, "LARGEST_LOGO", 10)
    enter(Role.PROVIDER_OWNER, provider=provider)
    answer = client.post(f"{PAGE}{provider.slug}/", words(logo=picture()))
    assert "größer als 2 MB" in answer.content.decode()


@pytest.mark.parametrize("role", [Role.AUTHOR, Role.REVIEWER])
def test_colleagues_read_and_do_not_change(client, enter, provider, role):
    user = enter(role, provider=provider)
    provider.description = "Über uns"
    provider.save()
    text = client.get(f"{PAGE}{provider.slug}/").content.decode()
    assert "Über uns" in text
    assert str(user) in text
    assert "<form" not in text.split('id="ws-about"')[1]
    assert client.post(f"{PAGE}{provider.slug}/", words()).status_code in {302, 403}
    provider.refresh_from_db()
    assert provider.description == "Über uns"
    assert not manages_provider(user, provider)


def test_provider_of_others_does_not_exist(client, enter, provider):
    foreign = ProviderFactory(slug="fremd", name="Fremde Hochschule")
    grant(user=UserFactory(last_name="Fremdmensch"), role=Role.AUTHOR, provider=foreign)
    enter(Role.PROVIDER_OWNER, provider=provider)
    assert client.get(f"{PAGE}fremd/").status_code == 404
    assert client.post(f"{PAGE}fremd/", words()).status_code == 404
    assert "Fremd" not in client.get(PAGE, follow=True).content.decode()


def test_person_at_two_providers_sees_both_with_the_role_at_each(client, enter, provider):
    second = ProviderFactory(slug="zweite", name="Zweite Hochschule")
    user = enter(Role.PROVIDER_OWNER, provider=provider)
    grant(user=user, role=Role.REVIEWER, provider=second)
    text = client.get(PAGE).content.decode()
    assert text.index(str(provider)) < text.index("Zweite Hochschule")
    assert text.index("Anbieter-Verwaltung") < text.index("Begutachtung beim Anbieter")
    assert "Alle Ihre Anbieter" in client.get(f"{PAGE}zweite/").content.decode()


def test_person_at_one_provider_is_led_there_and_editors_see_all(client, enter, provider):
    ProviderFactory(name="Weitere Hochschule")
    enter(Role.AUTHOR, provider=provider)
    assert client.get(PAGE).url == f"{PAGE}{provider.slug}/"
    enter(Role.EDITOR)
    assert "Weitere Hochschule" in client.get(PAGE).content.decode()


def test_page_asks_as_often_for_ten_people_as_for_one(
    client, enter, provider, django_assert_max_num_queries
):
    enter(Role.PROVIDER_OWNER, provider=provider)
    client.get(f"{PAGE}{provider.slug}/")
    for _number in range(10):
        grant(user=UserFactory(), role=Role.AUTHOR, provider=provider)
    with django_assert_max_num_queries(40):
        client.get(f"{PAGE}{provider.slug}/")


def test_teachers_are_named_once_and_only_by_their_leave(provider):
    agreed = {"position": "Professorin", "agreed_on": "2026-01-01"}
    for title, name, facts in (
        ("Erster", "Ada Beispiel", agreed),
        ("Zweiter", "Ada Beispiel", agreed),
        ("Dritter", "Bert Stumm", {"agreed_on": None}),
    ):
        course = CoursePageFactory(provider=provider, title=title)
        CourseTeacher.objects.create(course=course, name=name, **facts)
    hidden = CoursePageFactory(provider=provider, title="Entwurf", live=False)
    CourseTeacher.objects.create(course=hidden, name="Cleo Entwurf", **agreed)
    elsewhere = CoursePageFactory(provider=ProviderFactory(), title="Anderswo")
    CourseTeacher.objects.create(course=elsewhere, name="Dora Anderswo", **agreed)
    assert [one.name for one in teachers_of_provider(provider)] == ["Ada Beispiel"]
    assert teachers_of_provider(ProviderFactory()) == []
