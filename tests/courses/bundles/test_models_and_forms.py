"""How long a bundle can be undone, how far it is, and what its form makes of what was typed."""

import datetime as dt

import pytest

from campus.kit import dates
from courses.assignments.choices import DEFAULT_WINDOW
from courses.bundles import rules, selectors, tasks
from courses.bundles.forms import BundleForm
from courses.bundles.models import Bundle
from courses.catalogue import selectors as catalogue
from members.roles.catalogue import Role
from tests.factories.assignments import PeriodFactory
from tests.factories.groups import StaffGroupFactory
from tests.factories.organisations import MunicipalityFactory
from tests.factories.pathways import courses, published
from tests.factories.people import DepartmentFactory, EmploymentFactory
from tests.factories.roles import GrantFactory

pytestmark = pytest.mark.django_db
State = Bundle.State


@pytest.mark.parametrize(
    ("state", "finished", "told", "can_be_undone"),
    [
        (State.DONE, 0, None, True),
        (State.DONE, -9, None, True),
        (State.DONE, -10, None, False),
        (State.DONE, -1, -1, False),
        (State.RUNNING, None, None, False),
        (State.UNDOING, -1, None, False),
        (State.UNDONE, -1, None, False),
    ],
)
def test_a_bundle_can_be_undone_for_ten_minutes_before_anybody_is_told(
    state, finished, told, can_be_undone
):
    now = dates.now()
    moments = [None if one is None else now + dt.timedelta(minutes=one) for one in (finished, told)]
    bundle = Bundle(state=state, finished_at=moments[0], told_at=moments[1])
    assert bundle.can_be_undone is can_be_undone
    assert bundle.is_busy is (state in (State.RUNNING, State.UNDOING))


@pytest.mark.parametrize(
    ("done", "total", "percent"),
    [(0, 0, 0), (0, 40, 0), (1, 3, 33), (40, 40, 99), (50, 40, 99)],
)
def test_percent_says_how_far_it_is(done, total, percent):
    assert Bundle(done=done, total=total).percent == percent


def test_a_bundle_is_called_by_its_name_or_its_day():
    moment = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)
    assert str(Bundle(title="Start", created_at=moment)) == "Start"
    assert str(Bundle(created_at=moment)) == "01.03.2026"


def test_only_bundles_of_the_own_town_are_seen(hr, town):
    mine = Bundle.objects.create(municipality=town)
    Bundle.objects.create(municipality=MunicipalityFactory())
    officer = GrantFactory(
        role=Role.DEPARTMENT_HR, department=DepartmentFactory(municipality=town)
    ).user
    assert list(rules.bundles(hr)) == [mine]
    assert list(rules.places(hr)) == [town]
    assert not rules.bundles(officer).exists()


def test_latest_bundles_come_first_with_their_parts(town, django_assert_num_queries):
    for title in ("A", "B"):
        bundle = Bundle.objects.create(municipality=town, title=title)
        bundle.parts.create(title="Erste Hilfe", is_new=True)
    with django_assert_num_queries(2):
        found = [(one.title, len(one.parts.all())) for one in selectors.bundles_of(town)]
    assert found == [("B", 1), ("A", 1)]


def test_kept_turns_are_those_of_all_parts(town):
    bundle = Bundle.objects.create(municipality=town)
    turns = PeriodFactory.create_batch(2)
    for turn in turns:
        bundle.parts.create(title="x", is_new=True, kept=[turn.pk])
    bundle.parts.create(title="y", is_new=True)
    assert set(selectors.kept_turns(bundle)) == set(turns)


def test_tasks_for_what_does_not_exist_do_nothing():
    reference = "00000000-0000-4000-8000-000000000000"
    assert tasks.write.call(reference) is None
    assert tasks.undo.call(reference) is None
    assert tasks.tell.call(reference) == 0
    assert tasks.go_on.call() == 0


USUAL = {"legal_basis": "§ 3", "due_start": "day", "due_on": "2999-01-01"}


def filled(town, **values):
    form = BundleForm({**USUAL, **values}, municipality=town, courses=catalogue.bookable_courses())
    form.is_valid()
    return form


def test_form_makes_a_choice_of_everything_that_was_filled_in(town, depot, course):
    job = EmploymentFactory(municipality=town, personnel_number="7", position="Kasse")
    group = StaffGroupFactory(municipality=town)
    path = published(*courses(1))
    form = filled(
        town,
        name="Start",
        courses=[course.pk],
        paths=[path.path_id],
        proofs=" Erste  Hilfe \nErste Hilfe\nStapler",
        departments=[depot.pk],
        positions=["Kasse"],
        groups=[group.pk],
        people="7",
        carries="on",
    )
    choice = form.choice
    assert [thing.title for thing in choice.things] == [
        course.title,
        path.title,
        "Erste Hilfe",
        "Stapler",
    ]
    assert choice.chosen == {
        "departments": [depot],
        "positions": ["Kasse"],
        "groups": [group],
        "people": [job],
    }
    assert (choice.title, choice.carries, choice.municipality) == ("Start", True, town)
    assert choice.terms["due_on"] == dt.date(2999, 1, 1)
    assert choice.terms["window_days"] == DEFAULT_WINDOW
    assert not {"course", "title", "name", "carries", *choice.chosen} & choice.terms.keys()


def test_form_left_as_it_is_means_all_staff_and_carries_proofs(town, course):
    fresh = BundleForm(municipality=town, courses=catalogue.bookable_courses())
    assert fresh.fields["carries"].initial is True
    choice = filled(town, courses=[course.pk]).choice
    assert not any(choice.chosen.values())
    assert choice.carries is False


@pytest.mark.parametrize(
    ("values", "fields"),
    [
        ({}, ["courses"]),
        ({"courses": ["0"]}, ["courses"]),
        ({"paths": ["0"]}, ["paths"]),
        ({"proofs": "x" * 161}, ["proofs"]),
        ({"proofs": "a", "legal_basis": ""}, ["legal_basis"]),
        ({"proofs": "a", "legal_basis": "x" * 241}, ["legal_basis"]),
        ({"proofs": "a", "due_on": ""}, ["due_on"]),
        ({"proofs": "a", "due_on": "31.02.2027"}, ["due_on"]),
        ({"proofs": "a", "due_start": "entry"}, ["due_amount"]),
        ({"proofs": "a", "due_start": "never"}, ["due_start"]),
        ({"proofs": "a", "valid_months": "0"}, ["valid_months"]),
        ({"proofs": "a", "people": "niemand"}, ["people"]),
        ({"proofs": "a", "groups": ["0"]}, ["groups"]),
        ({"proofs": "a", "positions": ["gibt es nicht"]}, ["positions"]),
        ({"proofs": "a", "departments": ["0"]}, ["departments"]),
        ({"proofs": "a", "name": "x" * 161}, ["name"]),
    ],
)
def test_form_says_beside_the_field_what_cannot_be(town, values, fields):
    assert list(filled(town, **values).errors) == fields


def test_form_offers_neither_foreign_groups_nor_drafts_of_paths(town):
    foreign = StaffGroupFactory()
    form = filled(town, proofs="a", groups=[foreign.pk])
    assert list(form.errors) == ["groups"]
    assert form.fields["paths"].choices == []
