"""Factories of members.cooperative."""

import datetime as dt
from decimal import Decimal

import factory

from campus.kit import dates
from campus.kit.money import round_cent
from members.cooperative.models import (
    Charge,
    FeeBracket,
    FeeSchedule,
    Membership,
    MembershipApplication,
    Resolution,
    ShareTransaction,
)
from tests.factories.organisations import MunicipalityFactory

CLASSES = [
    (0, 20_000, 1, Decimal("1200.00")),
    (20_001, 50_000, 3, Decimal("2400.00")),
    (50_001, None, 5, Decimal("4800.00")),
]


class ResolutionFactory(factory.django.DjangoModelFactory):
    """A decision of the board."""

    class Meta:
        model = Resolution

    number = factory.Sequence(lambda number: f"V-{number}")
    decided_on = factory.LazyFunction(dates.today)
    text = "Die Aufnahme wird beschlossen."


class FeeScheduleFactory(factory.django.DjangoModelFactory):
    """The schedule in force for this year, with three classes."""

    class Meta:
        model = FeeSchedule
        skip_postgeneration_save = True

    year = factory.LazyFunction(lambda: dates.today().year)
    state = FeeSchedule.State.ACTIVE
    share_value = Decimal("1000.00")

    @factory.post_generation
    def classes(schedule, create, extracted, **kwargs):
        for start, end, shares, contribution in CLASSES if extracted is None else extracted:
            FeeBracket.objects.create(
                schedule=schedule,
                population_from=start,
                population_until=end,
                mandatory_shares=shares,
                contribution=contribution,
            )


class ApplicationFactory(factory.django.DjangoModelFactory):
    """An open application of a town of 25 000 inhabitants."""

    class Meta:
        model = MembershipApplication

    ars = factory.Sequence(lambda number: f"0643{number:08d}")
    name = factory.Sequence(lambda number: f"Stadt Beitritt {number}")
    kind = "city"
    land = "HE"
    street = "Am Markt 1"
    postcode = "64646"
    city = "Beispielstadt"
    population = 25_000
    population_date = dt.date(2025, 12, 31)
    shares = 3
    declarant_name = "Erika Beispiel"
    declarant_function = "Bürgermeisterin"
    declarant_email = "rathaus@stadt.example"
    declaration = "Wir treten bei."
    duty_acknowledged = True
    statute_received = True


class MembershipFactory(factory.django.DjangoModelFactory):
    """A member since the first of this year, with three shares of 1 000 €."""

    class Meta:
        model = Membership
        skip_postgeneration_save = True

    municipality = factory.SubFactory(MunicipalityFactory)
    number = factory.Sequence(lambda number: number + 1)
    resolution = factory.SubFactory(ResolutionFactory)
    application = factory.SubFactory(
        ApplicationFactory,
        municipality=factory.SelfAttribute("..municipality"),
        ars=factory.SelfAttribute("..municipality.ars"),
        name=factory.SelfAttribute("..municipality.name"),
        state=MembershipApplication.State.ADMITTED,
        resolution=factory.SelfAttribute("..resolution"),
    )
    joined_on = factory.LazyFunction(lambda: dates.today().replace(month=1, day=1))
    fee_class = "20001–50000"

    @factory.post_generation
    def shares(membership, create, extracted, **kwargs):
        ShareTransaction.objects.create(
            membership=membership,
            kind=ShareTransaction.Kind.MANDATORY,
            shares=extracted or 3,
            share_value=Decimal("1000.00"),
            effective_on=membership.joined_on,
            resolution=membership.resolution,
        )


class ChargeFactory(factory.django.DjangoModelFactory):
    """Ten seats at 49,50 €, exempt from VAT."""

    class Meta:
        model = Charge

    kind = Charge.Kind.SEAT
    source_key = factory.Sequence(lambda number: f"seat-{number}")
    municipality = factory.SubFactory(MunicipalityFactory)
    description = "Modul IT-Sicherheit im Rathaus"
    course_title = "IT-Sicherheit im Rathaus"
    cost_centre = "1010"
    quantity = Decimal("10.00")
    unit_price = Decimal("49.50")
    net = factory.LazyAttribute(lambda charge: round_cent(charge.quantity * charge.unit_price))
    vat_treatment = Charge.VatTreatment.EXEMPT_EDUCATION
    vat_rate = Decimal("0.00")
    service_from = factory.LazyFunction(dates.today)
    service_until = factory.SelfAttribute("service_from")
