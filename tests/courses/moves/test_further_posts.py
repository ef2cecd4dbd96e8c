"""Obligations follow further posts: any place counts, and nobody has one thing twice."""

import datetime as dt

import pytest

from campus.kit import dates
from courses.assignments import audiences
from courses.assignments.models import Period
from courses.moves import services
from courses.moves.foretelling import foretell, in_sum
from members.groups import selectors as groups
from members.groups.matching import JobFacts, Rule
from members.people import selectors as people
from members.people import services as staff
from members.people.consequences import Move
from members.people.models import FurtherPost
from members.roles.catalogue import Role
from tests.factories.assignments import ObligationFactory
from tests.factories.groups import StaffGroupFactory
from tests.factories.people import EmploymentFactory, FurtherPostFactory
from tests.factories.roles import GrantFactory

DAY = dt.date(2026, 1, 1)


def facts(*further, department=1, position="Sachbearbeitung"):
    return JobFacts(7, department, position, DAY, further)


@pytest.mark.parametrize(
    ("rule", "belongs"),
    [
        (Rule(departments=frozenset({2})), True),
        (Rule(departments=frozenset({1})), True),
        (Rule(departments=frozenset({3})), False),
        (Rule(words=("standes",)), True),
        (Rule(departments=frozenset({2}), words=("standes",)), True),
        (Rule(departments=frozenset({1}), words=("standes",)), False),
        (Rule(departments=frozenset({2}), words=("sachb",)), False),
        (Rule(departments=frozenset({2}), entered_from=DAY), True),
        (Rule(departments=frozenset({2}), entered_from=DAY + dt.timedelta(days=1)), False),
    ],
)
def test_conditions_of_a_group_hold_for_one_and_the_same_place(rule, belongs):
    assert rule.holds_for(facts((2, "Standesbeamtin"))) is belongs


@pytest.mark.parametrize(
    ("chosen", "ways"),
    [
        ({"departments": frozenset({2})}, 1),
        ({"departments": frozenset({1, 2})}, 1),
        ({"positions": frozenset({"Standesbeamtin"})}, 1),
        ({"positions": frozenset({"Leitung"})}, 0),
        ({"departments": frozenset({2}), "positions": frozenset({"Sachbearbeitung"})}, 2),
    ],
)
def test_set_counts_once_however_many_places_are_in_it(chosen, ways):
    audience = audiences.Audience(is_limited=True, **chosen)
    assert audience.ways_to(facts((2, "Standesbeamtin"))) == ways


def test_main_place_is_the_first_of_the_places():
    assert facts((2, "B"), (3, "C")).places == ((1, "Sachbearbeitung"), (2, "B"), (3, "C"))
    assert facts().places == ((1, "Sachbearbeitung"),)
    assert not facts().works_in({2})


@pytest.fixture
def job(town, depot):
    return EmploymentFactory(municipality=town, department=depot)


@pytest.fixture
def post(job, cash):
    return FurtherPostFactory(employment=job, department=cash, position="Kassenleitung")


@pytest.fixture
def hr(town):
    return GrantFactory(role=Role.HR_MANAGER, municipality=town).user


def duty(town, title, *departments, **sets):
    row = ObligationFactory(municipality=town, course=None, title=title, **sets)
    row.departments.set(departments)
    return row


def held(job):
    rows = Period.objects.running().filter(employment=job)
    return sorted(rows.values_list("obligation__title", flat=True))


def follow(job):
    services.follow(employment_ids=[job.pk])
    return held(job)


@pytest.mark.django_db
def test_facts_know_the_posts_of_today(town, job, post, django_assert_num_queries):
    FurtherPostFactory(employment=job, valid_until=dates.today() - dt.timedelta(days=1))
    EmploymentFactory(municipality=town)
    with django_assert_num_queries(2):
        found = {one.key: one for one in groups.facts_of(people.staff_of(town))}
    assert found[job.pk].further == ((post.department_id, "Kassenleitung"),)
    assert len(found) == 2


@pytest.mark.django_db
def test_audience_is_everybody_with_any_place_in_it(town, job, post, depot, cash):
    for row in (
        duty(town, "A", depot),
        duty(town, "B", cash),
        duty(town, "C", positions=["Kassenleitung"]),
    ):
        assert list(audiences.concerned_staff(row)) == [job]
    assert "Kassenleitung" in audiences.positions_in(town)


@pytest.mark.django_db
def test_positions_stand_once_in_the_choice(town, job, post):
    EmploymentFactory(municipality=town, position="Kassenleitung")
    assert audiences.positions_in(town) == ["Kassenleitung", "Sachbearbeitung"]


@pytest.mark.django_db
def test_group_means_whoever_has_any_place_in_it(town, job, post, cash):
    group = StaffGroupFactory(municipality=town, position_words="", in_departments=[cash])
    [rule] = groups.rules_of([group], town)
    assert list(groups.members_by(rule, people.staff_of(town))) == [job]


@pytest.mark.django_db
def test_obligation_of_two_places_is_one_turn(town, job, post, depot, cash):
    duty(town, "Datenschutz", depot, cash)
    assert follow(job) == ["Datenschutz"]
    assert follow(job) == ["Datenschutz"]
    assert Period.objects.count() == 1


@pytest.mark.django_db
def test_obligation_begins_and_ends_with_the_post(
    town, job, cash, django_capture_on_commit_callbacks
):
    duty(town, "Geldwäsche", cash)
    with django_capture_on_commit_callbacks(execute=True):
        post = staff.add_post(
            employment=job, department=cash, position="", valid_from=dates.today(), added_by=None
        )
    assert held(job) == ["Geldwäsche"]
    with django_capture_on_commit_callbacks(execute=True):
        yesterday = dates.today() - dt.timedelta(days=1)
        staff.end_post(post=post, last_day=yesterday, ended_by=None)
    assert held(job) == []


@pytest.mark.django_db
def test_turn_stays_as_it_is_while_one_place_still_asks_for_it(town, job, post, depot, cash):
    duty(town, "Datenschutz", depot, cash)
    follow(job)
    before = Period.objects.values().get()
    staff.end_post(post=post, last_day=dates.today() - dt.timedelta(days=1), ended_by=None)
    follow(job)
    assert Period.objects.values().get() == before


@pytest.mark.django_db
def test_night_follows_posts_that_begin_and_end_by_themselves(town, job, post, cash):
    duty(town, "Geldwäsche", cash)
    FurtherPost.objects.update(valid_from=dates.today() + dt.timedelta(days=1))
    services.follow_all()
    assert held(job) == []
    FurtherPost.objects.update(valid_from=dates.today())
    services.follow_all()
    assert held(job) == ["Geldwäsche"]
    yesterday = dates.today() - dt.timedelta(days=1)
    FurtherPost.objects.update(valid_from=yesterday, valid_until=yesterday)
    services.follow_all()
    assert held(job) == []


@pytest.mark.django_db
def test_who_leaves_keeps_no_obligation_by_a_post(town, job, post, cash):
    duty(town, "Geldwäsche", cash)
    assert follow(job) == ["Geldwäsche"]
    job.valid_until = dates.today() - dt.timedelta(days=1)
    job.save()
    assert follow(job) == []


@pytest.mark.django_db
def test_changing_places_changes_no_obligation(town, job, post, depot, cash):
    duty(town, "Motorsäge", depot)
    duty(town, "Geldwäsche", cash)
    duty(town, "Leitung", positions=["Kassenleitung"])
    before = follow(job)
    assert before == ["Geldwäsche", "Leitung", "Motorsäge"]
    staff.make_main(post=post, by=None)
    assert follow(job) == before


def effects(found):
    return [(one.effect.value, one.text) for one in found]


@pytest.mark.django_db
def test_change_of_the_main_place_leaves_what_the_post_asks_for(town, hr, job, post, depot, cash):
    duty(town, "Motorsäge", depot)
    duty(town, "Geldwäsche", cash)
    follow(job)
    found = foretell(hr, job, Move(job.pk, None, ""))
    assert effects(found) == [("ends", "Motorsäge"), ("stays", "Geldwäsche")]


@pytest.mark.django_db
def test_new_posts_are_foretold(town, hr, job, depot, cash):
    duty(town, "Geldwäsche", cash)
    move = Move(job.pk, depot.pk, "", further=((cash.pk, ""),))
    assert effects(foretell(hr, job, move)) == [("begins", "Geldwäsche")]
    assert foretell(hr, job, Move(job.pk, depot.pk, "", further=())) == []


@pytest.mark.django_db
def test_post_in_what_becomes_the_main_department_is_over(town, hr, job, post, cash):
    duty(town, "Kasse", positions=["Kassenleitung"])
    follow(job)
    found = foretell(hr, job, Move(job.pk, cash.pk, "Sachbearbeitung"))
    assert effects(found) == [("ends", "Kasse")]


@pytest.mark.django_db
def test_sum_of_many_changes_knows_posts_that_stay(town, job, post, cash):
    duty(town, "Geldwäsche", cash)
    follow(job)
    (said,) = in_sum(town, [Move(job.pk, None, "")])
    assert said == "Durch diese Änderungen beginnt und endet keine Pflicht."
    (said,) = in_sum(town, [Move(job.pk, None, "", further=())])
    assert "1 endet" in said
