"""The board admits or refuses: register, number, shares, contribution, notice (§ 15 II GenG)."""

import datetime as dt
from decimal import Decimal

import pytest

from campus.kit.dates import moved_clock
from members.cooperative import errors, selectors, services
from members.cooperative.models import Charge, Membership, Resolution, ShareTransaction
from members.messages.models import Message
from members.organisations.models import Municipality
from tests.factories.accounts import UserFactory
from tests.factories.cooperative import (
    ApplicationFactory,
    FeeScheduleFactory,
    MembershipFactory,
    ResolutionFactory,
)
from tests.factories.organisations import MunicipalityFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("schedule")]


def admit(application=None, day=dt.date(2026, 7, 15), **values):
    return services.admit(
        application=application or ApplicationFactory(),
        resolution=ResolutionFactory(decided_on=day),
        **values,
    )


def test_admission_enters_the_member_at_once_from_the_day_of_the_decision(today):
    application = ApplicationFactory(name="Stadt Eintritt")
    membership = admit(application, day=dt.date(2026, 7, 10))
    application.refresh_from_db()
    assert application.state == "admitted"
    assert application.resolution == membership.resolution
    assert application.municipality == membership.municipality
    assert membership.joined_on == dt.date(2026, 7, 10)
    assert membership.fee_class == "20001–50000"
    entries = selectors.member_register(today)
    assert [entry.membership.municipality.name for entry in entries] == ["Stadt Eintritt"]


def test_admission_on_another_day_than_the_decision_counts_from_that_day():
    assert admit(joined_on=dt.date(2026, 9, 1)).joined_on == dt.date(2026, 9, 1)


def test_admission_numbers_members_one_after_another_and_never_again():
    first, second = admit(), admit()
    services.give_notice(membership=second, declared_on=dt.date(2026, 7, 15), reason="Ende")
    assert [first.number, second.number, admit().number] == [1, 2, 3]


def test_admission_after_a_gap_in_the_numbers_goes_on_behind_the_highest():
    MembershipFactory(number=41)
    assert admit().number == 42


@pytest.mark.parametrize(
    ("population", "declared", "entries"),
    [
        (20_000, 1, [("mandatory", 1)]),
        (20_000, 4, [("mandatory", 1), ("further", 3)]),
        (20_001, 3, [("mandatory", 3)]),
        (50_001, 7, [("mandatory", 5), ("further", 2)]),
    ],
)
def test_admission_enters_mandatory_and_further_shares_apart(population, declared, entries):
    clerk = UserFactory()
    membership = admit(ApplicationFactory(population=population, shares=declared), by=clerk)
    rows = ShareTransaction.objects.filter(membership=membership).order_by("pk")
    assert [(row.kind, row.shares) for row in rows] == entries
    for row in rows:
        assert (row.share_value, row.effective_on) == (Decimal(1000), membership.joined_on)
        assert (row.resolution, row.recorded_by) == (membership.resolution, clerk)


@pytest.mark.parametrize(
    ("joined", "amount", "text"),
    [
        (dt.date(2026, 1, 31), "2400.00", "Mitgliedsbeitrag 2026"),
        (dt.date(2026, 2, 1), "2200.00", "Mitgliedsbeitrag 2026 (11 von 12 Monaten)"),
        (dt.date(2026, 6, 30), "1400.00", "Mitgliedsbeitrag 2026 (7 von 12 Monaten)"),
        (dt.date(2026, 7, 1), "1200.00", "Mitgliedsbeitrag 2026 (6 von 12 Monaten)"),
        (dt.date(2026, 12, 31), "200.00", "Mitgliedsbeitrag 2026 (1 von 12 Monaten)"),
    ],
)
def test_admission_charges_the_rest_of_the_year_by_twelfths(joined, amount, text):
    membership = admit(day=joined)
    charge = Charge.objects.get(municipality=membership.municipality)
    assert (charge.kind, charge.net) == ("contribution", Decimal(amount))
    assert charge.description == text
    assert (charge.service_from, charge.service_until) == (
        joined.replace(day=1),
        dt.date(2026, 12, 31),
    )
    assert (charge.vat_treatment, charge.vat_rate) == ("outside_scope", 0)


def test_admission_opens_a_municipality_that_waits():
    town = MunicipalityFactory(active=False)
    admit(ApplicationFactory(ars=town.ars, name=town.name, municipality=town))
    town.refresh_from_db()
    assert town.active


def test_admission_adds_an_unknown_municipality_with_all_that_was_declared():
    admit(ApplicationFactory(name="Gemeinde Großöd", ars="064310007777", postcode="64653"))
    town = Municipality.objects.get(ars="064310007777", name="Gemeinde Großöd")
    assert (town.slug, town.postcode) == ("gemeinde-grossoed", "64653")
    assert (town.population, town.population_date) == (25_000, dt.date(2025, 12, 31))
    assert town.active


@pytest.mark.parametrize("name", ["Stadt " + "Übergrößenträger" * 6, "???", "GRÜN-AU"])
def test_admission_finds_a_free_address_for_every_name(name):
    MunicipalityFactory(slug="gruen-au", name="Grün Au")
    town = admit(ApplicationFactory(name=name)).municipality
    assert town.name == name
    assert 0 < len(town.slug) <= 60
    assert town.slug != "gruen-au"


def test_admission_of_a_second_municipality_of_the_same_name_is_refused():
    first, second = ApplicationFactory(name="Stadt N"), ApplicationFactory(name="Stadt N")
    admit(first)
    with pytest.raises(errors.NameTaken):
        admit(second)
    second.refresh_from_db()
    assert second.state == "open"


def test_admission_of_a_member_is_refused_and_nothing_is_entered():
    town = MembershipFactory().municipality
    application = ApplicationFactory(ars=town.ars, name=town.name)
    with pytest.raises(errors.AlreadyMember, match=town.name):
        admit(application)
    application.refresh_from_db()
    assert (application.state, Membership.objects.count()) == ("open", 1)
    assert not Message.objects.exists()


def test_admission_dated_before_another_membership_of_the_same_town_is_refused():
    """An old decision would make two memberships that overlap."""
    FeeScheduleFactory(year=2023)
    former = MembershipFactory(joined_on=dt.date(2024, 1, 1), ended_on=dt.date(2025, 12, 31))
    town = former.municipality
    application = ApplicationFactory(ars=town.ars, name=town.name)
    with pytest.raises(errors.AlreadyMember):
        admit(application, day=dt.date(2023, 5, 1))


def test_admission_of_a_former_member_begins_a_new_membership_with_a_new_number(today):
    former = MembershipFactory(
        number=7, joined_on=dt.date(2024, 1, 1), ended_on=dt.date(2025, 12, 31)
    )
    town = former.municipality
    again = admit(ApplicationFactory(ars=town.ars, name=town.name))
    assert (again.municipality, again.number) == (town, 8)
    assert selectors.membership_of(town) == again
    assert [row.membership.number for row in selectors.member_register(today)] == [8, 7]


def test_admission_in_a_year_without_schedule_is_refused():
    with pytest.raises(errors.NoFeeSchedule, match="2025"):
        admit(day=dt.date(2025, 12, 31))
    assert not Membership.objects.exists()


def test_admission_tells_number_and_day_in_german():
    membership = admit(ApplicationFactory(name="Stadt Eintritt"))
    message = Message.objects.get()
    assert message.email == "rathaus@stadt.example"
    assert message.subject == "Stadt Eintritt ist Mitglied der Genossenschaft"
    assert "ab 15. Juli 2026 als Mitglied aufgenommen" in message.body
    assert f"Die Mitgliedsnummer lautet {membership.number}." in message.body


def test_admission_without_an_address_tells_nobody():
    admit(ApplicationFactory(declarant_email=""))
    assert not Message.objects.exists()


def test_admission_with_a_stale_application_is_refused():
    application = ApplicationFactory()
    stale = type(application).objects.get(pk=application.pk)
    admit(application)
    with pytest.raises(errors.AlreadyDecided) as refusal:
        admit(stale)
    assert str(refusal.value) == "Über diesen Antrag ist bereits entschieden."
    with pytest.raises(errors.AlreadyDecided):
        refuse(stale)
    assert Membership.objects.count() == 1


def refuse(application, reason="Kein Sitz im Gebiet"):
    return services.refuse(application=application, resolution=ResolutionFactory(), reason=reason)


def test_refusal_tells_the_reason_and_that_the_data_are_deleted():
    refuse(ApplicationFactory(name="Stadt Anderswo"))
    message = Message.objects.get()
    assert message.subject == "Ihr Aufnahmeantrag: Stadt Anderswo"
    for words in (
        "hat Stadt Anderswo nicht als Mitglied aufgenommen",
        "Grund: Kein Sitz im Gebiet",
        "Die personenbezogenen Daten Ihrer Erklärung sind gelöscht.",
    ):
        assert words in message.body


@pytest.mark.parametrize(
    "field",
    ["declarant_name", "declarant_function", "declarant_email", "declaration", "invoice_email"],
)
def test_refusal_deletes_what_may_name_a_person(field):
    """§ 15 II GenG."""
    application = ApplicationFactory(invoice_email="erika.beispiel@stadt.example")
    assert getattr(application, field)
    refuse(application)
    application.refresh_from_db()
    assert getattr(application, field) == ""


def test_refusal_keeps_the_decision_and_makes_no_member():
    application = refuse(ApplicationFactory())
    application.refresh_from_db()
    assert application.state == "refused"
    assert application.refusal_reason == "Kein Sitz im Gebiet"
    assert application.resolution is not None
    assert not Membership.objects.exists()
    assert not Municipality.objects.exists()
    assert not Charge.objects.exists()


def test_refusal_twice_or_of_a_member_is_refused():
    application = ApplicationFactory()
    refuse(application)
    with pytest.raises(errors.AlreadyDecided):
        refuse(application)
    admitted = ApplicationFactory()
    admit(admitted)
    with pytest.raises(errors.AlreadyDecided):
        refuse(admitted)
    admitted.refresh_from_db()
    assert admitted.declarant_name == "Erika Beispiel"
    assert Message.objects.count() == 2


def test_decision_of_the_same_number_is_written_down_once():
    words = {"number": "V-3", "decided_on": dt.date(2026, 7, 1)}
    first = services.record_resolution(text="Zwei Aufnahmen", **words)
    assert services.record_resolution(text="Zwei Aufnahmen.", **words) == first
    assert Resolution.objects.get().text == "Zwei Aufnahmen"
    assert first.body == "board"


def test_decision_of_the_same_number_on_another_day_is_refused():
    """The day of the decision makes the member: an old one must not slip in."""
    services.record_resolution(number="V-3", decided_on=dt.date(2025, 7, 1), text=".")
    application = ApplicationFactory()
    with pytest.raises(errors.ResolutionDiffers) as refusal:
        services.decide_admission(
            application=application,
            number="V-3",
            decided_on=dt.date(2026, 7, 1),
            text=".",
            by=None,
        )
    assert "V-3 ist bereits mit dem Datum 01.07.2025 erfasst" in str(refusal.value)
    assert not Membership.objects.exists()


def test_decision_is_taken_back_together_with_an_admission_that_fails():
    with pytest.raises(errors.NoFeeSchedule):
        services.decide_admission(
            application=ApplicationFactory(),
            number="V-4",
            decided_on=dt.date(2020, 7, 1),
            text=".",
            by=None,
        )
    assert not Resolution.objects.exists()


def notice(membership, declared_on=dt.date(2026, 7, 15)):
    return services.give_notice(
        membership=membership, declared_on=declared_on, reason="Gemeindefusion"
    )


@pytest.mark.parametrize(
    ("declared_on", "end"),
    [
        (dt.date(2026, 1, 1), dt.date(2026, 12, 31)),
        (dt.date(2026, 9, 30), dt.date(2026, 12, 31)),
        (dt.date(2026, 10, 1), dt.date(2027, 12, 31)),
    ],
)
def test_notice_ends_the_membership_in_time(declared_on, end):
    membership = notice(MembershipFactory(joined_on=dt.date(2026, 1, 1)), declared_on)
    membership.refresh_from_db()
    assert (membership.notice_given_on, membership.ended_on) == (declared_on, end)
    assert membership.end_reason == "Gemeindefusion"
    assert selectors.is_member(membership.municipality, end)
    assert not selectors.is_member(membership.municipality, end + dt.timedelta(days=1))


def test_notice_twice_is_refused_also_with_a_stale_membership():
    membership = MembershipFactory()
    stale = Membership.objects.get(pk=membership.pk)
    notice(membership)
    with pytest.raises(errors.NotAMember) as refusal:
        notice(stale)
    assert "beendet oder bereits gekündigt" in str(refusal.value)


def test_notice_older_than_the_membership_is_refused_with_a_sentence():
    """It used to end in a fault of the database."""
    membership = MembershipFactory(joined_on=dt.date(2026, 3, 1))
    with pytest.raises(errors.NoticeBeforeJoining) as refusal:
        notice(membership, dt.date(2025, 8, 1))
    assert "begann am 01.03.2026" in str(refusal.value)
    notice(membership, dt.date(2026, 3, 1))


def test_access_closes_the_day_after_the_end_once():
    membership = notice(MembershipFactory())
    stays = MembershipFactory().municipality
    town = membership.municipality
    assert services.close_ended_memberships(dt.date(2026, 12, 31)) == 0
    assert services.close_ended_memberships(dt.date(2027, 1, 1)) == 1
    assert services.close_ended_memberships(dt.date(2027, 1, 2)) == 0
    town.refresh_from_db()
    stays.refresh_from_db()
    assert (town.active, stays.active) == (False, True)


def test_access_stays_open_where_a_new_membership_follows():
    town = notice(MembershipFactory()).municipality
    FeeScheduleFactory(year=2027)
    with moved_clock(dt.datetime(2027, 1, 1, 10, tzinfo=dt.UTC)):
        admit(ApplicationFactory(ars=town.ars, name=town.name), day=dt.date(2027, 1, 1))
        assert services.close_ended_memberships(dt.date(2027, 1, 1)) == 0
