"""The ledger of what is owed: written once, never changed."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from members.cooperative.errors import ChargeDiffers, ChargeReversed, EntryIsFinal, VatDoesNotFit
from members.cooperative.models import Charge
from members.cooperative.selectors import charges_of, charges_to_bill
from members.cooperative.services import record_charge, reverse_charge
from tests.factories.cooperative import ChargeFactory
from tests.factories.organisations import MunicipalityFactory, ProviderFactory

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 5, 4)


def charge(**changes):
    values = {
        "kind": "seat",
        "source_key": "one",
        "municipality": changes.pop("municipality", None) or MunicipalityFactory(),
        "description": "Modul Vergaberecht",
        "quantity": Decimal("3"),
        "unit_price": Decimal("33.335"),
        "vat_treatment": "exempt_education",
        "vat_rate": Decimal("0"),
        "service_from": DAY,
        "service_until": DAY,
    }
    return record_charge(**{**values, **changes})


def test_record_charge_of_new_reason_rounds_the_net_to_cents():
    assert charge().net == Decimal("100.01")


def test_record_charge_with_provider_keeps_provider_and_share():
    provider = ProviderFactory()
    row = charge(provider=provider, provider_share=Decimal("70"), course_title="Vergaberecht")
    row.refresh_from_db()
    assert (row.provider, row.provider_share) == (provider, Decimal("70.00"))


def test_record_charge_of_same_reason_again_gives_the_first_charge():
    town = MunicipalityFactory()
    assert charge(municipality=town) == charge(municipality=town)
    assert Charge.objects.count() == 1


@pytest.mark.parametrize(
    "change",
    [{"unit_price": Decimal("40")}, {"vat_treatment": "outside_scope"}, {"municipality": "other"}],
)
def test_record_charge_of_same_reason_with_other_content_is_refused(change):
    town = MunicipalityFactory()
    charge(municipality=town)
    if change.get("municipality"):
        change = {"municipality": MunicipalityFactory()}
    with pytest.raises(ChargeDiffers, match="one"):
        charge(**{"municipality": town, **change})


@pytest.mark.parametrize(
    ("treatment", "rate"), [("standard", "0"), ("exempt_education", "19"), ("outside_scope", "7")]
)
def test_record_charge_with_rate_that_contradicts_treatment_is_refused(treatment, rate):
    with pytest.raises(VatDoesNotFit):
        charge(vat_treatment=treatment, vat_rate=Decimal(rate))


def test_reverse_charge_writes_the_opposite_amount_once():
    row = ChargeFactory()
    reversal = reverse_charge(charge=row, reason="Absage")
    assert reversal.net == -row.net
    assert reverse_charge(charge=row, reason="Absage") == reversal
    with pytest.raises(ChargeReversed):
        reverse_charge(charge=reversal, reason="Absage")


def test_charge_once_written_is_neither_changed_nor_deleted_by_the_model():
    row = ChargeFactory()
    for deed in (row.save, row.delete, Charge.objects.all().delete):
        with pytest.raises(EntryIsFinal):
            deed()
    with pytest.raises(EntryIsFinal):
        Charge.objects.update(net=0)
    with pytest.raises(EntryIsFinal):
        Charge.objects.bulk_update([row], ["net"])


@pytest.mark.parametrize("sql", ["UPDATE {} SET net = 0", "DELETE FROM {}"])
def test_charge_once_written_is_guarded_by_the_database_too(sql):
    ChargeFactory()
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql.format(Charge._meta.db_table))


@pytest.mark.parametrize(
    ("quantity", "price", "net"),
    [
        ("1", "0.005", "0.01"),
        ("3", "33.335", "100.01"),
        ("0.5", "99.99", "50.00"),
        ("7", "0", "0.00"),
        ("1.25", "79.90", "99.88"),
    ],
)
def test_record_charge_rounds_the_net_half_up(quantity, price, net):
    assert charge(quantity=Decimal(quantity), unit_price=Decimal(price)).net == Decimal(net)


def test_reverse_charge_repeats_all_but_the_sign_and_names_the_reason():
    provider = ProviderFactory()
    row = ChargeFactory(provider=provider, provider_share=Decimal(70), cost_centre="4711")
    reversal = reverse_charge(charge=row, reason="rechtzeitig storniert")
    same = ("kind", "municipality", "course_title", "cost_centre", "unit_price", "provider")
    for name in (*same, "provider_share", "vat_treatment", "vat_rate", "service_from"):
        assert getattr(reversal, name) == getattr(row, name), name
    assert (reversal.quantity, reversal.net) == (-row.quantity, -row.net)
    assert reversal.description == f"{row.description} (rechtzeitig storniert)"
    assert (reversal.reverses, row.reversed_by) == (row, reversal)


def test_reverse_charge_with_a_long_wording_is_cut_to_fit():
    row = ChargeFactory(description="x" * 300)
    assert len(reverse_charge(charge=row, reason="Absage").description) == 300


def test_reverse_charge_again_with_another_reason_keeps_the_first():
    row = ChargeFactory()
    first = reverse_charge(charge=row, reason="Absage")
    assert reverse_charge(charge=row, reason="Umzug") == first
    assert "Absage" in Charge.objects.get(reverses=row).description
    assert sum(Charge.objects.values_list("net", flat=True)) == 0


def test_record_charge_refusals_are_german_sentences():
    town = MunicipalityFactory()
    charge(municipality=town)
    with pytest.raises(ChargeDiffers) as differs:
        charge(municipality=town, unit_price=Decimal(1))
    assert str(differs.value).startswith("„one“ ist bereits mit einem anderen Betrag gebucht.")
    with pytest.raises(VatDoesNotFit) as vat:
        charge(source_key="two", vat_rate=Decimal(19))
    assert "Der Steuersatz passt nicht zur Umsatzsteuer" in str(vat.value)


@pytest.mark.parametrize(
    "wrong",
    [
        {"service_from": DAY, "service_until": dt.date(2026, 5, 3)},
        {"vat_rate": Decimal(19)},
        {"vat_treatment": "standard"},
        {"provider_share": Decimal("100.01")},
        {"provider_share": Decimal("-0.01")},
        {"quantity": Decimal(0)},
        {"quantity": Decimal(-1)},
        {"unit_price": Decimal(-1)},
    ],
)
def test_charge_against_the_rules_is_refused_by_the_database(wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        ChargeFactory(**wrong)


def test_charge_to_bill_are_those_of_services_up_to_the_day():
    town = MunicipalityFactory()
    for day in (3, 4, 5):
        ChargeFactory(municipality=town, service_from=dt.date(2026, 5, day))
    assert [row.service_from.day for row in charges_to_bill(DAY)] == [3, 4]
    assert charges_of(town).count() == 3
    assert not charges_of(MunicipalityFactory()).exists()
