"""“Einer für alle”: offered, looked at, published as a copy that names where it comes from."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from courses.catalogue import selectors as catalogue
from courses.modules import selectors as modules
from courses.units import services
from courses.units.errors import Decided, Ended, NotPublished, OfferedAlready, ReasonMissing
from courses.units.models import Donation, OwnUnit
from courses.units.news import tell_about
from members.cooperative.models import Charge
from members.messages.models import Message
from members.roles.catalogue import Role
from tests.factories.enrolment import member_employment
from tests.factories.roles import GrantFactory
from tests.factories.units import make_paper, make_unit, offered

pytestmark = pytest.mark.django_db
WAY = reverse("units:donations")


@pytest.fixture(autouse=True)
def _own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def town():
    return member_employment().municipality


@pytest.fixture
def unit(town):
    return make_unit(town)


@pytest.fixture
def office():
    return GrantFactory(role=Role.OFFICE).user


def text_of(response, status=200):
    assert response.status_code == status
    return response.content.decode()


def test_accepted_offer_becomes_a_free_course_for_all_with_a_credit(client, unit, office):
    row = services.accept(donation=offered(unit, origin="Stadt Viernheim"), by=office)

    assert row.course.only_for is None
    assert row.course.licence == "CC-BY-4.0"
    assert "Stadt Viernheim" in row.course.description
    offer = row.course.offers.get()
    assert (offer.price, offer.active) == (0, True)
    assert modules.current_version(row.course).module.provider.kind == "cooperative"
    assert row.course_id in catalogue.shelf_now().by_course
    assert unit.course_id not in catalogue.shelf_now().by_course
    assert not Charge.objects.exists()
    client.force_login(member_employment().person.user)
    assert "Stadt Viernheim" in text_of(client.get(row.course.url))


def test_copy_goes_its_own_way_and_a_second_offer_makes_a_new_edition(unit, office):
    copy = services.accept(donation=offered(unit), by=office).course
    make_unit(unit.municipality, unit=unit, text="Neu.")
    assert modules.current_version(copy).number == 1

    again = services.accept(donation=offered(unit), by=office)

    assert again.course == copy
    assert modules.current_version(copy).number == 2


def test_what_is_changed_after_the_offer_is_not_part_of_it(unit, office):
    row = offered(unit)
    make_unit(unit.municipality, unit=unit, title="Ganz anders")
    assert services.accept(donation=row, by=office).course.title == "Brandschutz im Rathaus"


def test_document_goes_along(town, office):
    unit = make_unit(town, paper=make_paper(town), confirm=True)
    course = services.accept(donation=offered(unit), by=office).course
    item = modules.current_version(course).units.get().items.get()
    assert item.rule.startswith("confirmed:")


def test_ended_unit_keeps_its_copy(unit, office):
    row = services.accept(donation=offered(unit), by=office)
    services.end(unit=unit, by=office)
    assert row.course_id in catalogue.shelf_now().by_course


@pytest.mark.parametrize("deed", ["accept", "return", "withdraw"])
@pytest.mark.parametrize("before", ["accept", "return", "withdraw"])
def test_what_is_decided_stays_decided(unit, office, before, deed):
    row = offered(unit)
    deeds = {
        "accept": lambda: services.accept(donation=row, by=office),
        "return": lambda: services.return_to_sender(donation=row, reason="Quelle?", by=office),
        "withdraw": lambda: services.withdraw(donation=row),
    }
    deeds[before]()
    with pytest.raises(Decided):
        deeds[deed]()


def test_offers_that_cannot_be_are_refused(unit, office):
    offered(unit)
    with pytest.raises(OfferedAlready):
        offered(unit)
    with pytest.raises(ReasonMissing):
        services.return_to_sender(donation=Donation.objects.get(), reason=" ", by=office)
    with pytest.raises(IntegrityError), transaction.atomic():
        Donation.objects.update(state="returned", reason="")
    OwnUnit.objects.update(published_at=None)
    with pytest.raises(NotPublished):
        offered(unit)
    services.end(unit=unit, by=office)
    with pytest.raises(Ended):
        offered(unit)


@pytest.mark.parametrize(
    ("deed", "words"),
    [
        (None, "allen Kommunen"),
        ("accept", "im Katalog aller Kommunen"),
        ("return", "Bitte die Quelle nennen."),
        ("withdraw", ""),
    ],
)
def test_each_step_is_told_to_whom_it_concerns_and_once(unit, office, deed, words):
    row = offered(unit)
    if deed == "accept":
        services.accept(donation=row, by=office)
    if deed == "return":
        services.return_to_sender(donation=row, reason="Bitte die Quelle nennen.", by=office)
    if deed == "withdraw":
        services.withdraw(donation=row)

    told = tell_about(row.pk)

    assert told == (1 if words else 0)
    assert tell_about(row.pk) == 0
    reader = office if deed is None else unit.created_by
    sent = Message.objects.filter(kind__startswith="units_").order_by("-pk")[:told]
    assert [message.recipient for message in sent] == [reader] * told
    assert words in "".join(message.body for message in sent)


def test_hr_offers_and_takes_back_and_the_office_returns_and_accepts(client, unit, office):
    hr = unit.created_by
    client.force_login(hr)
    address = reverse("units:offer", args=[unit.pk])
    sent = {"licence": "CC-BY-4.0", "origin": "Hauptamt"}
    assert "Ohne diese Rechte" in text_of(client.post(address, sent), 400)
    assert "Vielen Dank." in text_of(client.post(address, {**sent, "rights": "on"}, follow=True))
    again = client.post(address, {**sent, "rights": "on"})
    assert "schon angeboten" in text_of(again, 400)

    client.force_login(office)
    assert unit.title in text_of(client.get(WAY))
    row = Donation.objects.get()
    page = reverse("units:donation", args=[row.pk])
    assert "kc-field--error" in text_of(client.post(page, {"do": "return"}), 400)
    sent = {"do": "return", "reason": "Bitte die Quelle nennen."}
    assert "Zurückgegeben." in text_of(client.post(page, sent, follow=True))
    assert "inzwischen entschieden" in text_of(client.post(page, {"do": "accept"}, follow=True))

    client.force_login(hr)
    own = reverse("units:unit", args=[unit.pk])
    assert "Bitte die Quelle nennen." in text_of(client.get(own))
    row = offered(unit)
    back = reverse("units:withdraw", args=[row.pk])
    assert "zurückgenommen" in text_of(client.post(back, follow=True))
    assert "inzwischen entschieden" in text_of(client.post(back, follow=True))

    row = offered(unit)
    client.force_login(office)
    page = reverse("units:donation", args=[row.pk])
    assert "Für alle Kommunen veröffentlicht." in text_of(
        client.post(page, {"do": "accept"}, follow=True)
    )
