"""The ladder: heads, then human resources, are told of what stays overdue; each step once."""

import datetime as dt

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from campus.kit import dates
from campus.kit.personal_data import Subject
from campus.kit.working_days import add_working_days
from courses.assignments.models import Exemption, Period
from courses.oversight import services, standing_orders
from courses.oversight.ladders import earliest_deadline, is_due
from courses.oversight.models import Rung
from courses.oversight.personal_data import escalations
from members.deputies.models import Deputyship
from members.deputies.selectors import deputies_by_principal
from members.messages.models import Message
from members.roles.catalogue import Role
from tests.factories.assignments import ObligationFactory, PeriodFactory
from tests.factories.organisations import MunicipalityFactory
from tests.factories.people import DepartmentFactory, EmploymentFactory
from tests.factories.policies import PolicyFactory
from tests.factories.roles import GrantFactory

DAY = dt.timedelta(days=1)
# A Monday without a holiday near by.
MONDAY = dt.datetime(2026, 6, 15, 9, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("due", "after", "today", "land", "wanted"),
    [
        ("2026-06-15", 1, "2026-06-16", "HE", True),
        ("2026-06-15", 2, "2026-06-16", "HE", False),
        # A weekend between them does not count.
        ("2026-06-19", 1, "2026-06-21", "HE", False),
        ("2026-06-19", 1, "2026-06-22", "HE", True),
        # Corpus Christi is a holiday in Hesse, not in Berlin.
        ("2026-06-03", 1, "2026-06-04", "HE", False),
        ("2026-06-03", 1, "2026-06-04", "BE", True),
        ("2026-06-15", 5, "2026-12-31", "HE", True),
    ],
)
def test_steps_are_counted_in_working_days_of_the_land(due, after, today, land, wanted):
    days = (dt.date.fromisoformat(due), dt.date.fromisoformat(today))
    assert is_due(days[0], after, days[1], land) is wanted


@given(st.dates(dt.date(2020, 1, 1), dt.date(2035, 1, 1)), st.integers(1, 90))
def test_no_turn_whose_step_is_due_today_is_left_out(due_on, after):
    today = add_working_days(due_on, after, "BY")
    assert is_due(due_on, after, today, "BY")
    assert earliest_deadline(after, today) <= due_on


@pytest.fixture
def town(db):
    town = MunicipalityFactory(land="HE")
    with dates.moved_clock(MONDAY):
        yield town


@pytest.fixture
def office(town):
    return DepartmentFactory(municipality=town, name="Bauamt")


@pytest.fixture
def head(office):
    job = EmploymentFactory(municipality=office.municipality, department=office)
    GrantFactory(user=job.person.user, role=Role.SUPERIOR, department=office)
    return job.person.user


@pytest.fixture
def manager(town):
    return GrantFactory(role=Role.HR_MANAGER, municipality=town).user


def late_one(office, *, days=7, **facts):
    """Return a turn whose deadline passed some days ago."""
    due = dates.today() - days * DAY
    obligation = ObligationFactory(municipality=office.municipality, due_on=due)
    job = EmploymentFactory(municipality=office.municipality, department=office)
    return PeriodFactory(obligation=obligation, employment=job, assigned_on=due - 30 * DAY, **facts)


def agree(town, superior=3, personnel=None):
    services.set_ladder(municipality=town, superior_after=superior, personnel_after=personnel)


def told():
    return Message.objects.filter(kind="oversight_escalated")


def test_without_a_ladder_nobody_is_told(office, head, manager):
    late_one(office)
    assert services.escalate() == 0
    assert not told().exists()


def test_head_is_told_once_of_all_in_one_message(town, office, head):
    agree(town)
    names = {str(late_one(office).employment.person) for _ in range(3)}
    assert services.escalate() == 3
    assert services.escalate() == 0
    message = told().get()
    assert message.recipient == head
    assert message.subject == "3 Pflichten sind überfällig"
    assert all(name in message.body for name in names)
    assert message.link == reverse("oversight:team")


@pytest.mark.parametrize(("days", "count"), [(1, 0), (2, 0), (3, 0), (5, 1), (30, 1)])
def test_step_is_taken_after_its_working_days(town, office, head, days, count):
    agree(town)
    late_one(office, days=days)
    assert services.escalate() == count


def test_deadline_of_long_ago_is_not_dug_out(town, office, head):
    agree(town)
    late_one(office, days=200)
    assert services.escalate() == 0


@pytest.mark.parametrize("why", ["fulfilled", "exempt", "archived", "left", "ended"])
def test_who_owes_nothing_is_not_named(town, office, head, why):
    agree(town)
    turn = late_one(office)
    rows = Period.objects.filter(pk=turn.pk)
    if why == "fulfilled":
        rows.update(fulfilled_on=dates.today())
    elif why == "exempt":
        Exemption.objects.create(employment=turn.employment, begins_on=dates.today() - DAY)
    elif why == "archived":
        rows.update(archived_on=dates.today())
    elif why == "left":
        turn.employment.valid_until = dates.today() - DAY
        turn.employment.save()
    else:
        turn.obligation.ended_at = dates.now()
        turn.obligation.save()
    assert services.escalate() == 0


def test_human_resources_are_told_later(town, office, head, manager):
    agree(town, superior=3, personnel=10)
    late_one(office)
    services.escalate()
    assert [message.recipient for message in told()] == [head]
    with dates.moved_clock(MONDAY + 10 * DAY):
        services.escalate()
    assert {message.recipient for message in told()} == {head, manager}
    assert told().get(recipient=manager).link == reverse("oversight:late")


def test_head_of_the_nearest_department_above_is_told(town, office, head):
    agree(town)
    inner = DepartmentFactory(municipality=town, parent=office)
    late_one(inner)
    services.escalate()
    assert told().get().recipient == head


def test_department_without_any_head_is_left_to_the_next_step(town, manager):
    agree(town, superior=3, personnel=3)
    late_one(DepartmentFactory(municipality=town))
    services.escalate()
    assert [message.recipient for message in told()] == [manager]
    assert Rung.objects.count() == 2


def test_nobody_is_told_of_their_own(town, office, head):
    agree(town)
    turn = late_one(office)
    Period.objects.filter(pk=turn.pk).update(
        employment=head.person.employments.get(municipality=town)
    )
    services.escalate()
    assert not told().exists()


def test_who_stands_in_is_told_too(town, office, head):
    agree(town)
    deputy = EmploymentFactory(municipality=town).person.user
    days = {"first_day": dates.today(), "last_day": dates.today()}
    Deputyship.objects.create(principal=head, deputy=deputy, **days)
    late_one(office)
    services.escalate()
    assert {message.recipient for message in told()} == {head, deputy}


def test_works_agreement_that_hides_obligations_from_heads_is_kept(town, office, head):
    agree(town)
    PolicyFactory(municipality=town, hidden=["superiors"])
    late_one(office)
    assert services.escalate() == 0
    assert not Rung.objects.exists()


def test_towns_do_not_mix(town, office, head):
    agree(town)
    other = DepartmentFactory(municipality=MunicipalityFactory(land="HE"))
    late_one(other)
    assert services.escalate() == 0


def test_person_finds_in_their_copy_when_the_employer_was_told(town, office, head):
    agree(town)
    person = late_one(office).employment.person
    late_one(office)
    services.escalate()
    (row,) = escalations(Subject(person.pk))
    assert row["municipality"] == town.name
    assert (row["told"], row["taken_on"]) == ("superior", MONDAY.date())


@pytest.mark.parametrize(
    ("superior", "personnel", "wanted"),
    [
        (None, None, 1),
        (1, None, 2),
        (None, 5, 2),
        (3, 10, 3),
    ],
)
def test_steps_are_said_in_words(town, superior, personnel, wanted):
    agree(town, superior, personnel)
    words = standing_orders.ladder_in_words(town)
    assert len(words) == wanted
    assert words[0] == "Am Tag nach der Frist: Die Person selbst wird erinnert."
    if superior == 1:
        assert words[1] == "Nach 1 Arbeitstag: Die Amtsleitung erfährt davon."
    if personnel:
        assert words[-1] == f"Nach {personnel} Arbeitstagen: Die Personalabteilung erfährt davon."


@pytest.fixture
def desk(client, manager):
    client.force_login(manager)
    return client


def test_page_agrees_on_steps(desk, town):
    answer = desk.post(
        reverse("oversight:ladder"), {"superior_after": "3", "personnel_after": "10"}, follow=True
    )
    text = answer.content.decode()
    assert "Die Stufen sind festgelegt." in text
    assert "Nach 3 Arbeitstagen: Die Amtsleitung erfährt davon." in text
    desk.post(reverse("oversight:ladder"), {"superior_after": "", "personnel_after": ""})
    assert standing_orders.ladder_of(town).superior_after is None


@pytest.mark.parametrize(
    ("superior", "personnel", "field"),
    [
        ("10", "3", "personnel_after"),
        ("0", "", "superior_after"),
        ("91", "", "superior_after"),
        ("viel", "", "superior_after"),
        ("", "-1", "personnel_after"),
    ],
)
def test_strange_steps_are_refused_and_kept(desk, town, superior, personnel, field):
    data = {"superior_after": superior, "personnel_after": personnel}
    answer = desk.post(reverse("oversight:ladder"), data)
    assert answer.status_code == 400
    assert field in answer.context["form"].errors
    assert standing_orders.ladder_of(town) is None


def test_page_of_an_obligation_says_the_steps(desk, town):
    agree(town, 3, 10)
    obligation = ObligationFactory(municipality=town)
    text = desk.get(reverse("assignments:detail", args=[obligation.pk])).content.decode()
    assert "Nach 10 Arbeitstagen: Die Personalabteilung erfährt davon." in text


def test_each_department_has_the_heads_of_the_nearest_one_above(town):
    top, beside = (DepartmentFactory(municipality=town) for _ in range(2))
    middle = DepartmentFactory(municipality=town, parent=top)
    inner = DepartmentFactory(municipality=town, parent=middle)
    chief, second = (GrantFactory(role=Role.SUPERIOR, department=top).user for _ in range(2))
    own = GrantFactory(role=Role.SUPERIOR, department=middle).user
    found = standing_orders.heads_above(town)
    assert set(found[top.pk]) == {chief, second}
    assert found[middle.pk] == [own]
    assert found[inner.pk] == [own]
    assert beside.pk not in found


def test_closed_account_and_ended_grant_lead_nobody(town, office):
    closed = GrantFactory(role=Role.SUPERIOR, department=office)
    closed.user.is_active = False
    closed.user.save()
    GrantFactory(role=Role.SUPERIOR, department=office, revoked_at=dates.now())
    assert standing_orders.heads_above(town) == {}


@pytest.mark.parametrize("count", [1, 12])
def test_steps_ask_as_often_however_many_are_late(
    town, office, head, count, django_assert_max_num_queries
):
    agree(town)
    for _ in range(count):
        late_one(office)
    with django_assert_max_num_queries(24):
        assert services.escalate() == count


def test_deputies_of_all_heads_are_read_at_once(town, django_assert_num_queries):
    offices = [DepartmentFactory(municipality=town) for _ in range(5)]
    heads = [GrantFactory(role=Role.SUPERIOR, department=one).user for one in offices]
    days = {"first_day": dates.today(), "last_day": dates.today()}
    for head in heads[:4]:
        deputy = EmploymentFactory(municipality=town).person.user
        Deputyship.objects.create(principal=head, deputy=deputy, **days)
    with django_assert_num_queries(1):
        found = deputies_by_principal(heads)
    assert set(found) == {head.pk for head in heads[:4]}
    assert all(len(row) == 1 for row in found.values())
