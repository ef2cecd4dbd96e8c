"""The ledger of what is owed: written once, never changed."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction

from members.cooperative.errors import ChargeDiffers, ChargeReversed, EntryIsFinal, VatDoesNotFit
from members.cooperative.models import Charge
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
