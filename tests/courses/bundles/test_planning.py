"""The preview: who gets what, who has it, what stands in the way; nothing is written."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from campus.kit import dates
from courses.assignments import services as obligations
from courses.assignments.models import Obligation, Period
from courses.bundles.models import Bundle
from courses.bundles.planning import Plan, things_of
from courses.bundles.words import conflicts_of, deadlines_of
from tests.factories.assignments import ObligationFactory, PeriodFactory
from tests.factories.groups import StaffGroupFactory
from tests.factories.pathways import PrerequisiteFactory, courses, published
from tests.factories.people import EmploymentFactory

pytestmark = pytest.mark.django_db


def standings(plan):
    return {
        line.thing.title: {hit.key: hit.standing.value for hit in line.verdict.hits}
        for line in plan.lines
    }


def test_plan_tells_for_every_thing_who_stands_how_and_writes_nothing(
    town, hr, depot, jobs, course, choose
):
    has, exempt, proven = jobs
    running = ObligationFactory(municipality=town, course=course)
    PeriodFactory(obligation=running, employment=has)
    obligations.exempt(employment=exempt, begins_on=dates.today(), ends_on=None, by=hr)
    former = ObligationFactory(municipality=town, course=None, title="ERSTE Hilfe")
    PeriodFactory(obligation=former, employment=proven, fulfilled_on=dates.today())
    obligations.end(obligation=former, by=hr)
    before = Period.objects.count(), Obligation.objects.count()

    plan = Plan(choose([course], proofs=["Erste Hilfe"]), hr)

    assert standings(plan) == {
        course.title: {has.pk: "has", exempt.pk: "exempt", proven.pk: "new"},
        "Erste Hilfe": {has.pk: "new", exempt.pk: "exempt", proven.pk: "proven"},
    }
    assert plan.gets == 5
    assert (Period.objects.count(), Obligation.objects.count()) == before
    assert not Bundle.objects.exists()


def test_whoever_is_in_several_sets_gets_it_once(town, hr, depot, jobs, course, choose):
    group = StaffGroupFactory(municipality=town, in_departments=[depot], position_words="")
    plan = Plan(choose([course], departments=[depot], groups=[group], people=[jobs[0]]), hr)
    [line] = plan.lines
    assert {hit.key: hit.ways for hit in line.verdict.hits} == {jobs[0].pk: 3, jobs[1].pk: 2}
    assert conflicts_of(line) == ["2 Personen wurden mehrfach ausgewählt und erhalten es einmal."]


def test_whoever_was_released_does_not_get_it_again(town, hr, jobs, course, choose, assign):
    running = ObligationFactory(municipality=town, course=course)
    running.people.add(jobs[0])
    running.released.add(jobs[1])
    choice = choose([course])
    plan = Plan(choice, hr)
    found = standings(plan)[course.title]
    assert [found[job.pk] for job in jobs] == ["new", "released", "new"]
    assert assign(choice).done == plan.gets == 2
    assert not Period.objects.filter(employment=jobs[1]).exists()


def test_conflicts_are_said_with_their_reason(town, hr, depot, course, choose):
    one, two, first = courses(3)
    PrerequisiteFactory(course=course, requires=first)
    EmploymentFactory(
        municipality=town, department=depot, valid_until=dates.today() + dt.timedelta(days=5)
    )
    ObligationFactory(municipality=town, course=one)
    named = ObligationFactory(municipality=town, course=two)
    named.departments.add(depot)
    path = published(one, course)
    plan = Plan(choose([course, one, two], [path], departments=[depot]), hr)

    told = {line.thing.title: " ".join(conflicts_of(line)) for line in plan.lines}

    assert "1 Person geht vor der Frist." in told[course.title]
    assert f"Es baut auf „{first.title}“ auf" in told[course.title]
    assert f"Teil des Lernpfads „{path.title}“" in told[course.title]
    assert "schon für alle Mitarbeitenden Pflicht" in told[one.title]
    assert "Frist und Wiederholung bleiben" in told[two.title]


def test_sets_without_anybody_say_so(hr, depot, course, choose):
    [line] = Plan(choose([course], departments=[depot]), hr).lines
    assert conflicts_of(line) == ["Zu Ihrer Auswahl gehört niemand."]
    assert deadlines_of(line) == ""


def test_deadlines_are_the_first_and_the_last(town, hr, course, choose):
    terms = {"due_start": "entry"}
    EmploymentFactory(municipality=town, valid_from=dates.today() + dt.timedelta(days=0))
    [line] = Plan(choose([course], terms=terms), hr).lines
    assert " bis " not in deadlines_of(line)
    EmploymentFactory(municipality=town, valid_from=dates.today() - dt.timedelta(days=10))
    [line] = Plan(choose([course], terms=terms), hr).lines
    assert " bis " in deadlines_of(line)


def test_things_are_taken_once_and_a_path_is_never_repeated(course, choose):
    path = published(course)
    found = things_of([course, course], [path], ["Erste Hilfe", "erste hilfe"])
    assert [thing.title for thing in found] == [course.title, path.title, "erste hilfe"]
    choice = choose([course], [path])
    terms = [choice.terms_for(thing)["valid_months"] for thing in choice.things]
    assert terms == [12, None]


def test_plan_takes_the_same_queries_for_few_and_for_many(town, hr, jobs, choose):
    many = courses(4)

    def queries(chosen):
        with CaptureQueriesContext(connection) as caught:
            plan = Plan(choose(chosen, proofs=["Erste Hilfe"]), hr)
            assert plan.stamp and len(plan.lines) == len(chosen) + 1
        return len(caught)

    few = queries(many[:1])
    EmploymentFactory.create_batch(3, municipality=town)
    assert queries(many) == few
