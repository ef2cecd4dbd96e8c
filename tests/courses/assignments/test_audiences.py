"""Whom an obligation concerns: one by one and all together give the same."""

import datetime as dt

import pytest

from campus.kit import dates
from courses.assignments import audiences, selectors, services
from courses.assignments.audiences import Audience
from members.groups.matching import JobFacts, Rule
from tests.factories.accounts import UserFactory
from tests.factories.assignments import ObligationFactory, PeriodFactory
from tests.factories.groups import StaffGroupFactory
from tests.factories.organisations import MunicipalityFactory
from tests.factories.people import DepartmentFactory, EmploymentFactory


def job(key=1, department=1, position="Kasse"):
    return JobFacts(key, department, position, dates.today())


@pytest.mark.parametrize(
    ("sets", "concerned"),
    [
        (Audience(is_limited=False), True),
        (Audience(is_limited=True), False),
        (Audience(is_limited=True, departments=frozenset({1})), True),
        (Audience(is_limited=True, departments=frozenset({2})), False),
        (Audience(is_limited=True, positions=frozenset({"Kasse"})), True),
        (Audience(is_limited=True, positions=frozenset({"kasse"})), False),
        (Audience(is_limited=True, people=frozenset({1})), True),
        (Audience(is_limited=True, people=frozenset({2})), False),
        (Audience(is_limited=True, groups=(Rule(words=("kass",)),)), True),
        (Audience(is_limited=True, groups=(Rule(),)), False),
        (Audience(is_limited=False, released=frozenset({1})), False),
        (Audience(is_limited=True, people=frozenset({1}), released=frozenset({1})), False),
        (Audience(is_limited=False, released=frozenset({2})), True),
        (Audience(True, frozenset({2}), frozenset({"Bauhof"}), (Rule(),), frozenset({1})), True),
    ],
)
def test_somebody_in_any_of_the_sets_is_concerned(sets, concerned):
    assert sets.concerns(job()) is concerned


@pytest.fixture
def town():
    return MunicipalityFactory()


@pytest.fixture
def obligations(town):
    """One obligation for each kind of set, one for all of them, one for everybody."""
    place = DepartmentFactory(municipality=town)
    below = DepartmentFactory(municipality=town, parent=place)
    named = EmploymentFactory(municipality=town, department=below, position="Kasse")
    EmploymentFactory(municipality=town, position="Leitung")
    group = StaffGroupFactory(municipality=town, by_name=[named])
    rows = [ObligationFactory(municipality=town) for _kind in range(6)]
    rows[0].departments.add(place)
    rows[1].positions = ["Kasse"]
    rows[2].groups.add(group)
    rows[3].people.add(named)
    rows[4].departments.add(place)
    rows[4].groups.add(group)
    for row in rows:
        row.save()
    return rows


@pytest.mark.django_db
def test_audiences_read_together_are_those_read_alone(town, obligations):
    together = audiences.audiences_of(town, selectors.running(town))
    alone = {one.pk: audiences.audience_of(one) for one in obligations}
    assert together == alone
    limited = [audiences.is_limited(one) for one in obligations]
    assert limited == [together[one.pk].is_limited for one in obligations]
    assert limited == [True, True, True, True, True, False]


@pytest.mark.django_db
def test_audiences_take_the_same_queries_for_any_number(
    town, obligations, django_assert_max_num_queries
):
    with django_assert_max_num_queries(8):
        assert len(audiences.audiences_of(town, selectors.running(town))) == 6
    ObligationFactory.create_batch(6, municipality=town)
    with django_assert_max_num_queries(8):
        assert len(audiences.audiences_of(town, selectors.running(town))) == 12
    assert audiences.audiences_of(town, []) == {}


@pytest.mark.django_db
def test_group_without_members_concerns_nobody(town):
    EmploymentFactory(municipality=town)
    row = ObligationFactory(municipality=town)
    row.groups.add(StaffGroupFactory(municipality=town, position_words="nie"))
    assert not audiences.concerned_staff(row).exists()
    assert services.extend(obligation=row) == []


@pytest.mark.django_db
def test_newcomer_of_a_group_gets_its_obligations_at_night(town):
    row = ObligationFactory(municipality=town)
    row.groups.add(StaffGroupFactory(municipality=town))
    EmploymentFactory(municipality=town, position="Kasse")
    assert services.extend_all(obligations=[row]) == 0
    new = EmploymentFactory(municipality=town, position="Amtsleitung")
    assert services.extend_all(obligations=[row]) == 1
    assert row.periods.get().employment == new


@pytest.mark.django_db
def test_obligation_for_a_group_is_assigned_like_any_other(town):
    boss = EmploymentFactory(municipality=town, position="Leitung")
    EmploymentFactory(municipality=town)
    row = services.assign(
        municipality=town,
        course=None,
        title="Führung",
        groups=[StaffGroupFactory(municipality=town, name="Chefs")],
        due_on=dates.today(),
        legal_basis="§ 3",
        by=UserFactory(),
    )
    assert [turn.employment for turn in row.periods.all()] == [boss]
    assert row.for_whom == "Chefs"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("number", "positions", "words"),
    [
        (0, [], ""),
        (0, ["Kasse", "Archiv"], "Kasse, Archiv"),
        (1, [], "1 Person namentlich"),
        (2, ["Kasse"], "Kasse, 2 Personen namentlich"),
    ],
)
def test_for_whom_is_said_in_words(town, number, positions, words):
    row = ObligationFactory(municipality=town, positions=positions)
    row.people.set(EmploymentFactory.create_batch(number, municipality=town))
    assert row.for_whom == words


@pytest.mark.django_db
def test_reads_for_previews_tell_who_has_what(town):
    row, ended = ObligationFactory(municipality=town), ObligationFactory(municipality=town)
    turn = PeriodFactory(obligation=row)
    archived = PeriodFactory(obligation=row, archived_on=dates.today())
    proven = PeriodFactory(obligation=ended, fulfilled_on=dates.today())
    PeriodFactory(obligation=ended)
    services.end(obligation=ended, by=UserFactory())
    jobs = [one.employment_id for one in (turn, archived, proven)]

    assert selectors.concerned_in([row.pk, ended.pk], jobs) == [(row.pk, turn.employment_id)]
    assert selectors.proven_before(town, jobs, dates.today()) == [(ended, proven.employment_id)]
    assert selectors.holders_in([row.pk]) == [turn.employment_id]
    assert selectors.archived_in([row.pk], archived.employment_id) == {row.pk}
    assert selectors.archived_in([row.pk], turn.employment_id) == set()
    assert list(selectors.open_turns([turn.pk, proven.pk])) == [turn]
    assert list(selectors.turns_by_key([turn.pk])) == [turn]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("begins", "ends", "exempt"),
    [(0, None, True), (0, 0, True), (-9, -1, False), (1, None, False), (-3, 3, True)],
)
def test_exempt_is_who_nobody_asks_on_the_day(town, begins, ends, exempt):
    someone = EmploymentFactory(municipality=town)
    day = dates.today()

    def at(days):
        return None if days is None else day + dt.timedelta(days=days)

    services.exempt(employment=someone, begins_on=at(begins), ends_on=at(ends), by=UserFactory())
    assert selectors.exempt_on([someone.pk], day) == ({someone.pk} if exempt else set())
