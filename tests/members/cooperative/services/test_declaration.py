"""The declaration of joining: its duties, its shares, and who may not declare (§ 15, § 15a)."""

import datetime as dt
from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction

from campus.kit.dates import moved_clock
from members.cooperative import errors, services
from members.cooperative.models import MembershipApplication
from members.cooperative.services import Applicant, Declaration
from tests.factories.accounts import UserFactory
from tests.factories.cooperative import ApplicationFactory, FeeScheduleFactory, MembershipFactory
from tests.factories.organisations import MunicipalityFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("schedule")]
DECLARATION = Declaration(
    shares=5,
    declarant_name="Erika Beispiel",
    declarant_function="Bürgermeisterin",
    declarant_email="rathaus@stadt.example",
    duty_acknowledged=True,
    statute_received=True,
)
TOWN = Applicant(
    ars="064310008888",
    name="Stadt Neuland",
    kind="city",
    land="HE",
    street="Am Markt 1",
    postcode="64646",
    city="Neuland",
    population=25_000,
    population_date=dt.date(2025, 12, 31),
)


def declare(*, source="office", entered_by=None, town=TOWN, **changes):
    return services.apply_for_membership(
        applicant=town,
        declaration=replace(DECLARATION, **changes),
        source=source,
        entered_by=entered_by,
    )


def test_declaration_keeps_who_declared_what_and_when(today):
    clerk = UserFactory()
    application = declare(entered_by=clerk)
    application.refresh_from_db()
    assert application.state == "open"
    assert application.declared_at.date() == today
    assert (application.declarant_name, application.declarant_function) == (
        "Erika Beispiel",
        "Bürgermeisterin",
    )
    assert (application.ars, application.population, application.shares) == (TOWN.ars, 25_000, 5)
    assert (application.entered_by, application.source) == (clerk, "office")
    assert application.municipality is None
    assert application.resolution is None


def test_declaration_on_paper_keeps_the_moment_it_was_made():
    made = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)
    application = services.apply_for_membership(
        applicant=TOWN, declaration=DECLARATION, declared_at=made
    )
    assert application.declared_at == made


@pytest.mark.parametrize(
    "words",
    [
        "unbedingt unseren Beitritt",
        "5 Geschäftsanteil(e) zu je 1.000,00",
        "Wir verpflichten uns, die nach Gesetz und Satzung geschuldeten Einzahlungen",
        "Die Satzung lag uns vor dieser Erklärung vor.",
    ],
)
def test_declaration_is_unconditional_and_names_duty_and_statute(words):
    """§ 15 I, § 15a GenG."""
    assert words in declare().declaration


def test_declaration_of_a_known_municipality_is_linked_to_it():
    town = MunicipalityFactory(active=False)
    assert declare(town=Applicant.of(town)).municipality == town


@pytest.mark.parametrize(("duty", "statute"), [(False, True), (True, False), (False, False)])
def test_declaration_without_a_duty_is_refused_and_nothing_is_kept(duty, statute):
    with pytest.raises(errors.DutiesNotAcknowledged) as refusal:
        declare(duty_acknowledged=duty, statute_received=statute)
    assert refusal.value.status == 400
    assert "sonst ist die Erklärung unwirksam" in str(refusal.value)
    assert not MembershipApplication.objects.exists()


@pytest.mark.parametrize("field", ["duty_acknowledged", "statute_received"])
def test_declaration_without_a_duty_is_refused_by_the_database_too(field):
    with pytest.raises(IntegrityError), transaction.atomic():
        ApplicationFactory(**{field: False})


@pytest.mark.parametrize(
    ("population", "mandatory"),
    [(1, 1), (20_000, 1), (20_001, 3), (50_000, 3), (50_001, 5), (700_000, 5)],
)
def test_declaration_takes_the_mandatory_shares_of_its_class_at_least(population, mandatory):
    """§ 7a GenG."""
    town = replace(TOWN, population=population)
    if mandatory > 1:
        with pytest.raises(errors.TooFewShares, match=f"mindestens {mandatory} Geschäftsanteile"):
            declare(town=town, shares=mandatory - 1)
    assert declare(town=town, shares=mandatory).shares == mandatory


def test_declaration_while_another_is_open_is_refused_and_the_first_stays():
    first = declare()
    with pytest.raises(errors.ApplicationOpen, match="offener Antrag") as refusal:
        declare(shares=9)
    assert "Stadt Neuland" in str(refusal.value)
    assert list(MembershipApplication.objects.values_list("pk", "shares")) == [(first.pk, 5)]


def test_declaration_written_in_parallel_is_refused_by_the_database():
    declare()
    with pytest.raises(IntegrityError), transaction.atomic():
        ApplicationFactory(ars=TOWN.ars)


@pytest.mark.parametrize("state", ["refused", "admitted"])
def test_declaration_after_a_decision_on_an_earlier_one_is_taken_down(state):
    earlier = declare()
    earlier.state = state
    earlier.resolution = services.record_resolution(
        number="V-1", decided_on=dt.date(2026, 7, 1), text="."
    )
    earlier.save()
    assert declare().state == "open"


def test_declaration_of_a_member_is_refused():
    town = MembershipFactory().municipality
    with pytest.raises(errors.AlreadyMember) as refusal:
        declare(town=Applicant.of(town))
    assert str(refusal.value) == f"{town.name} ist bereits Mitglied."


def test_declaration_of_a_former_member_is_taken_down():
    former = MembershipFactory(joined_on=dt.date(2024, 1, 1), ended_on=dt.date(2025, 12, 31))
    assert declare(town=Applicant.of(former.municipality)).state == "open"


def test_declaration_of_a_member_under_notice_is_refused_until_the_end():
    leaving = MembershipFactory(ended_on=dt.date(2026, 12, 31)).municipality
    with pytest.raises(errors.AlreadyMember):
        declare(town=Applicant.of(leaving))
    FeeScheduleFactory(year=2027)
    with moved_clock(dt.datetime(2027, 1, 1, 10, tzinfo=dt.UTC)):
        assert declare(town=Applicant.of(leaving)).state == "open"


def test_declaration_under_the_name_of_another_municipality_is_refused():
    """There is more than one Neustadt."""
    MunicipalityFactory(name="Stadt Neuland")
    with pytest.raises(errors.NameTaken) as refusal:
        declare()
    assert "eine andere Kommune mit dem Namen Stadt Neuland" in str(refusal.value)
    assert "Landkreis" in str(refusal.value)


def test_declaration_in_a_year_without_schedule_is_refused():
    with (
        moved_clock(dt.datetime(2028, 1, 1, 10, tzinfo=dt.UTC)),
        pytest.raises(errors.NoFeeSchedule) as refusal,
    ):
        declare()
    assert str(refusal.value).startswith("Für 2028 ist keine Beitragsordnung in Kraft.")


def test_declaration_in_a_gap_of_the_schedule_is_refused():
    """A schedule that was altered past the services."""
    FeeScheduleFactory(year=2025, classes=[(0, 10, 1, 5)])
    with (
        moved_clock(dt.datetime(2025, 7, 1, 10, tzinfo=dt.UTC)),
        pytest.raises(errors.NoFeeClass) as refusal,
    ):
        declare()
    assert "2025" in str(refusal.value)
    assert "keine Klasse für 25000" in str(refusal.value)
