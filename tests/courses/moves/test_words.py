"""What is said of a move: to human resources before it, to the person after it."""

import datetime as dt

import pytest

from campus.kit import dates
from courses.assignments import services as obligations
from courses.assignments.models import Period
from courses.moves import services
from courses.moves.foretelling import foretell
from courses.moves.selectors import Town, everybody_concerned, facts_today
from members.messages.models import Message
from members.people.consequences import Effect, Move
from members.roles.catalogue import Role
from tests.factories.accounts import UserFactory
from tests.factories.assignments import ObligationFactory, PeriodFactory
from tests.factories.organisations import MunicipalityFactory
from tests.factories.people import DepartmentFactory, EmploymentFactory, PersonFactory
from tests.factories.roles import GrantFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    return MunicipalityFactory()


@pytest.fixture
def hr(town):
    return GrantFactory(role=Role.HR_MANAGER, municipality=town).user


@pytest.fixture
def job(town):
    return EmploymentFactory(municipality=town, department=None, position="Kasse")


def duty(town, title, **facts):
    return ObligationFactory(municipality=town, course=None, title=title, **facts)


def days(number):
    return dates.today() + dt.timedelta(days=number)


@pytest.mark.parametrize(
    ("terms", "due"),
    [
        ({"due_on": dt.date(2999, 1, 1)}, "01.01.2999"),
        ({"due_start": "assignment", "due_amount": 14, "due_on": None}, 14),
        ({"due_start": "last_completion", "due_amount": 7, "due_on": None}, 7),
        ({"due_start": "entry", "due_amount": 1, "due_on": None}, 0),
        ({"due_on": dt.date(2020, 1, 1)}, 0),
    ],
)
def test_what_begins_is_said_with_its_deadline(town, hr, job, terms, due):
    duty(town, "Führung", positions=["Leitung"], **terms)
    [one] = foretell(hr, job, Move(job.pk, None, "Leitung"))
    day = due if isinstance(due, str) else f"{days(due):%d.%m.%Y}"
    assert (one.effect, one.note) == (Effect.BEGINS, f"Fällig am {day}.")


def test_deadline_that_was_said_is_the_one_that_is_written(town, hr, job):
    row = duty(town, "Führung", positions=["Leitung"], due_start="assignment", due_amount=9)
    [one] = foretell(hr, job, Move(job.pk, None, "Leitung"))
    job.position = "Leitung"
    job.save()
    services.follow(employment_ids=[job.pk])
    assert f"{Period.objects.get(obligation=row).due_on:%d.%m.%Y}" in one.note


def test_order_is_what_ends_then_what_begins_then_what_stays(town, hr, job):
    for title, position in (("A", "Leitung"), ("B", "Kasse"), ("C", "Kasse"), ("D", "Leitung")):
        duty(town, title, positions=[position])
    duty(town, "E")
    obligations.extend_all()
    found = foretell(hr, job, Move(job.pk, None, "Leitung"))
    assert [(one.effect.value, one.text) for one in found] == [
        ("ends", "B"),
        ("ends", "C"),
        ("begins", "A"),
        ("begins", "D"),
        ("stays", "E"),
    ]


def test_foretelling_takes_the_same_queries_for_any_number(
    town, hr, job, django_assert_max_num_queries
):
    for title in ("A", "B", "C", "D", "E", "F"):
        duty(town, title, positions=["Leitung"])
    with django_assert_max_num_queries(12):
        assert len(foretell(hr, job, Move(job.pk, None, "Leitung"))) == 6


def test_other_roles_are_told_nothing(town, job):
    duty(town, "Führung", positions=["Leitung"])
    move = Move(job.pk, None, "Leitung")
    foreign = GrantFactory(role=Role.HR_MANAGER, municipality=MunicipalityFactory()).user
    approver = GrantFactory(role=Role.APPROVER, municipality=town).user
    for user in (foreign, approver, UserFactory()):
        assert foretell(user, job, move) == []


def followed(job, position):
    job.position = position
    job.save()
    services.follow(employment_ids=[job.pk])
    return list(Message.objects.order_by("pk").values_list("subject", "body"))


def test_person_reads_what_is_new_and_what_is_no_longer_asked_for(town, job):
    duty(town, "Geldwäsche", positions=["Kasse"])
    duty(town, "Führung", positions=["Leitung"], legal_basis="Leitlinie, Abschnitt 1")
    obligations.extend_all()
    Message.objects.all().delete()

    [(subject, body)] = followed(job, "Leitung")

    assert subject == "Ihre Pflichten haben sich geändert"
    assert "„Führung“, fällig am" in body and "Leitlinie, Abschnitt 1" in body
    assert "Nicht mehr verlangt:" in body and "- Geldwäsche" in body
    assert body.index("Neu:") < body.index("Nicht mehr verlangt:")


def test_person_reads_only_the_half_that_there_is(town, job):
    duty(town, "Geldwäsche", positions=["Kasse"])
    [(_subject, body)] = followed(job, "Kasse")
    assert "Neu:" in body and "Nicht mehr verlangt:" not in body
    bodies = [text for _subject, text in followed(job, "Archiv")]
    assert "Neu:" not in bodies[-1] and "Nicht mehr verlangt:" in bodies[-1]


def test_proof_that_comes_back_is_said_to_count(town, job):
    row = duty(town, "Geldwäsche", positions=["Kasse"])
    PeriodFactory(obligation=row, employment=job, fulfilled_on=days(-9), archived_on=days(-3))
    [(_subject, body)] = followed(job, "Kasse")
    assert "„Geldwäsche“, schon nachgewiesen" in body
    assert "fällig am" not in body


def test_same_move_is_told_once(town, job):
    duty(town, "Geldwäsche", positions=["Kasse"])
    assert len(followed(job, "Kasse")) == 1
    assert len(followed(job, "Kasse")) == 1


def test_somebody_without_account_and_address_is_followed_all_the_same(town):
    nameless = EmploymentFactory(
        municipality=town, position="Kasse", person=PersonFactory(user=None, email=None)
    )
    duty(town, "Geldwäsche", positions=["Kasse"])
    assert set(services.follow(employment_ids=[nameless.pk])) == {nameless.pk}
    assert not Message.objects.exists()


def test_town_reads_its_audiences_and_who_has_what(town, job):
    first, second = duty(town, "A"), duty(town, "B", positions=["Kasse"])
    duty(town, "C", ended_at=dates.now())
    PeriodFactory(obligation=first, employment=job)
    gone = EmploymentFactory(municipality=town, valid_until=days(-1))
    PeriodFactory(obligation=second, employment=gone)
    found = Town(town)
    assert set(found.obligations) == {first.pk, second.pk}
    assert found.held_by([job.pk, gone.pk]) == {job.pk: {first.pk}, gone.pk: {second.pk}}
    assert everybody_concerned(found) == [job.pk, gone.pk]
    facts = facts_today(town, [job.pk, gone.pk])
    assert (facts[job.pk].position, facts[gone.pk]) == ("Kasse", None)
    changes = found.differences(facts.items())
    assert changes[job.pk].begins == (second.pk,)
    assert changes[gone.pk].ends == (second.pk,)


def test_somebody_who_has_not_begun_yet_is_left_for_the_first_day(town):
    duty(town, "Geldwäsche", positions=["Kasse"])
    coming = EmploymentFactory(municipality=town, position="Kasse", valid_from=days(5))
    assert services.follow(employment_ids=[coming.pk]) == {}
    with dates.moved_clock(dates.now() + dt.timedelta(days=5)):
        assert set(services.follow(employment_ids=[coming.pk])) == {coming.pk}


def test_moved_department_is_followed_at_night(town):
    above = DepartmentFactory(municipality=town)
    below = DepartmentFactory(municipality=town)
    job = EmploymentFactory(municipality=town, department=below)
    duty(town, "Motorsäge").departments.add(above)
    assert services.follow_all() == 0
    below.parent = above
    below.save()
    assert services.follow_all() == 1
    assert Period.objects.get().employment == job
