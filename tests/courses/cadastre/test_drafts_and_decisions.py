"""Drafts are thrown away, decisions are listed, and days left reach the obligation."""

import pytest
from django.urls import reverse

from courses.assignments.models import Obligation
from courses.cadastre import services
from courses.cadastre.differences import changes_between, has_other_rhythm
from courses.cadastre.errors import NothingToDiscard
from courses.cadastre.models import Decision, Entry, Version
from courses.cadastre.origins import initial_of, key_of
from courses.cadastre.words import interval_words
from members.roles.catalogue import Role
from tests.factories.accounts import UserFactory
from tests.factories.cadastre import adopted, drafted, member_town, published
from tests.factories.people import EmploymentFactory
from tests.factories.roles import GrantFactory

pytestmark = pytest.mark.django_db
OFFICE = reverse("cadastre:office")


@pytest.fixture
def office(client):
    client.force_login(GrantFactory(role=Role.OFFICE).user)
    return client


def discard_page(version):
    return reverse("cadastre:discard", args=[version.entry_id])


def test_draft_of_a_published_entry_goes_and_the_version_in_force_stays():
    version = published()
    drafted(version.entry, change="Anders.", title="Anders")
    assert services.discard(entry=version.entry, by=UserFactory()) is True
    entry = Entry.objects.get()
    assert entry.current == version
    assert list(Version.objects.all()) == [version]


def test_next_draft_takes_the_number_again():
    version = published()
    first = drafted(version.entry, change="Anders.")
    services.discard(entry=version.entry, by=UserFactory())
    assert drafted(version.entry, change="Doch anders.").number == first.number == 2


def test_entry_that_was_never_published_goes_with_its_draft():
    draft = drafted()
    assert services.discard(entry=draft.entry, by=UserFactory()) is False
    assert not Entry.objects.exists()


def test_without_a_draft_nothing_is_thrown_away():
    version = published()
    with pytest.raises(NothingToDiscard):
        services.discard(entry=version.entry, by=UserFactory())
    assert Version.objects.get() == version


def test_page_asks_before_and_leads_to_what_is_left(office):
    version = published()
    draft = drafted(version.entry, change="Anders.", title="Unterweisung neu")
    asked = office.get(discard_page(draft)).content.decode()
    assert "Entwurf von „Unterweisung neu“ verwerfen?" in asked
    assert "Die geltende Fassung bleibt, wie sie ist." in asked
    assert Version.objects.count() == 2
    answer = office.post(discard_page(draft), follow=True)
    assert answer.redirect_chain[-1][0] == reverse("cadastre:office_entry", args=[version.entry_id])
    assert "Der Entwurf ist verworfen." in answer.content.decode()


def test_page_of_an_entry_without_any_version_leads_to_the_list(office):
    draft = drafted()
    asked = office.get(discard_page(draft)).content.decode()
    assert "wurde nie veröffentlicht" in asked
    assert office.post(discard_page(draft)).url == OFFICE


@pytest.mark.parametrize("method", ["get", "post"])
def test_second_of_two_windows_hears_that_there_is_no_draft(office, method):
    version = published()
    answer = getattr(office, method)(discard_page(version), follow=True)
    assert "Es gibt keinen Entwurf mehr." in answer.content.decode()


def test_decisions_of_the_own_town_stand_on_the_entry(client):
    town, hr = member_town()
    other, colleague = member_town()
    first = published()
    mine, theirs = adopted(first, town, hr), adopted(first, other, colleague)
    second = published(first.entry, legal_basis="§ 12 ArbSchG, Fassung 2027")
    services.decide(adoption=mine, version=second, deed=Decision.Deed.TAKEN, by=hr)
    services.decide(adoption=theirs, version=second, deed=Decision.Deed.NOTHING, by=colleague)
    client.force_login(hr)
    text = client.get(reverse("cadastre:entry", args=[first.entry_id])).content.decode()
    assert "Was Ihre Kommune entschieden hat" in text
    assert "Wortlaut übernommen" in text
    assert hr.get_full_name() in text
    assert "nichts zu tun" not in text


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (None, ""),
        (0, "höchstens 0 Resttage werden angerechnet"),
        (1, "höchstens 1 Resttag wird angerechnet"),
        (30, "höchstens 30 Resttage werden angerechnet"),
    ],
)
def test_days_left_are_said_and_filled_into_the_form(days, words):
    version = published(carried_days=days)
    assert initial_of(version)["carried_days"] == days
    said = interval_words(version)
    assert said.endswith(words)
    assert ("Resttag" in said) == bool(words)


def test_other_days_left_are_another_rhythm():
    first = published(carried_days=None)
    second = published(first.entry, carried_days=30)
    assert has_other_rhythm(first, second)
    assert [one.label for one in changes_between(first, second)] == ["Abstand"]


def test_adopting_by_the_form_takes_the_days_left_over(client):
    town, hr = member_town()
    EmploymentFactory(municipality=town)
    version = published(carried_days=30, expiry_rule="previous")
    client.force_login(hr)
    query = {"kommune": town.slug, "vorlage": key_of(version)}
    where = reverse("assignments:create", query=query)
    form = client.get(where).context["form"]
    filled = {name: form.get_initial_for_field(field, name) for name, field in form.fields.items()}
    data = {name: value for name, value in filled.items() if value is not None}
    assert client.post(where, {**data, "step": "confirm"}).status_code == 302
    assert Obligation.objects.get(municipality=town).carried_days == 30
