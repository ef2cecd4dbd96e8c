"""A whole import against the database: nothing before the confirmation, all of it undone."""

import datetime as dt

import pytest

from campus.kit import dates
from campus.kit.dates import moved_clock
from members.imports import selectors, services
from members.imports.columns import Field
from members.imports.errors import (
    AnotherRuns,
    ColumnsMissing,
    ColumnTwice,
    NothingToDo,
    PlanOutdated,
    TooLateToUndo,
)
from members.imports.models import ImportProfile, ImportRow, ImportRun
from members.imports.tidying import forget_old, left_over
from members.people.models import Department, Employment, Invitation, Person
from members.roles.catalogue import Role
from members.roles.models import Grant
from members.second_person.models import Rule
from tests.factories.accounts import UserFactory
from tests.factories.people import EmploymentFactory
from tests.factories.roles import GrantFactory
from tests.members.imports.conftest import actions, rows

pytestmark = pytest.mark.django_db
MAX = "99;Max;Muster;m@x.example;Bauhof;Leitung;01.04.2026;"


def job_of(number):
    return Employment.objects.select_related("person", "department").get(personnel_number=number)


def test_preview_writes_nothing_of_the_list_of_staff(staff_list, erika):
    run = staff_list.check(MAX, "0012;Erika;Klein", "5;;", "6;A;B;kein-at")
    assert actions(run) == ["add", "change", "fault", "fault"]
    assert run.summary == selectors.counts(run)
    assert Person.objects.filter(employments__municipality=staff_list.town).count() == 1
    assert job_of("0012").person.last_name == "Groß"


def test_confirmed_rows_are_written_and_faulty_ones_left_out(staff_list, erika, bauhof):
    run = staff_list.write(MAX, "0012;Erika;Klein;;;Leitung", "6;A;B;kein-at")
    new = job_of("99")
    assert (str(new.person), new.department, new.position) == ("Max Muster", bauhof, "Leitung")
    assert (new.valid_from, new.added_by) == (dt.date(2026, 4, 1), staff_list.user)
    changed = job_of("0012")
    assert (changed.person.last_name, changed.position) == ("Klein", "Leitung")
    assert (run.state, selectors.outcomes(run)) == ("done", {"done": 2})
    assert bytes(run.content) == b""


def test_undo_leaves_the_list_as_it_was(staff_list, erika):
    before = list(Employment.objects.values())
    people = list(Person.objects.order_by("pk").values())
    lines = (MAX.replace("Bauhof", "Neues Amt"), "0012;Erika;Klein;neu@x.example;Neues Amt;Chefin")
    run = staff_list.write(*lines, adds_departments=True)
    assert Department.objects.filter(name="Neues Amt").exists()
    run = staff_list.undo(run)
    assert list(Employment.objects.values()) == before
    assert list(Person.objects.order_by("pk").values()) == people
    assert not Department.objects.filter(name="Neues Amt").exists()
    assert (run.state, selectors.outcomes(run)) == ("undone", {"undone": 2})


def test_undo_gives_back_invitations_and_roles_of_somebody_ended(staff_list, erika):
    erika.person.user = UserFactory()
    erika.person.save()
    given = GrantFactory(
        user=erika.person.user, role=Role.CONTACT_PERSON, municipality=staff_list.town
    )
    yesterday = dates.today() - dt.timedelta(days=1)
    run = staff_list.write(f"0012;Erika;Groß;;;;;{yesterday:%d.%m.%Y}")
    given.refresh_from_db()
    assert (job_of("0012").valid_until, given.revoked_at is None) == (yesterday, False)
    staff_list.undo(run)
    assert job_of("0012").valid_until is None
    assert Grant.objects.filter(user=given.user, role=given.role, revoked_at=None).exists()


def test_undo_leaves_what_somebody_has_changed_since(staff_list, erika):
    run = staff_list.write("0012;Erika;Groß;;;Leitung", MAX)
    Employment.objects.filter(pk=erika.pk).update(position="Dezernentin")
    run = staff_list.undo(run)
    assert job_of("0012").position == "Dezernentin"
    kept = run.rows.get(outcome=ImportRow.Outcome.KEPT)
    assert "seit dem Import geändert" in kept.note


def test_undo_is_refused_after_ten_minutes(staff_list):
    run = staff_list.write(MAX)
    with moved_clock(dates.now() + dt.timedelta(minutes=11)), pytest.raises(TooLateToUndo):
        services.request_undo(run=run)


def test_former_colleague_comes_back_with_number_account_and_record(staff_list, erika):
    Employment.objects.filter(pk=erika.pk).update(valid_until=dates.today() - dt.timedelta(days=30))
    run = staff_list.write("12;Erika;Groß;;Bauhof;Leitung")
    jobs = Employment.objects.filter(person=erika.person).order_by("pk")
    assert [job.personnel_number for job in jobs] == ["0012", "0012"]
    staff_list.undo(run)
    assert jobs.all().get() == erika


def test_complete_file_ends_whoever_is_missing_and_has_a_number(staff_list, erika, town, user):
    by_hand = EmploymentFactory(municipality=town, personnel_number="")
    own = EmploymentFactory(municipality=town, personnel_number="1", person__user=user)
    run = staff_list.check(MAX, is_complete=True)
    assert [row.name for row in run.rows.filter(action="end")] == ["Erika Groß"]
    staff_list.confirm(run)
    assert job_of("0012").valid_until == dates.today()
    for stays in (by_hand, own):
        stays.refresh_from_db()
        assert stays.valid_until is None


def test_missing_people_stay_as_long_as_a_row_is_faulty(staff_list, erika):
    staff_list.write(MAX, "0O12;Erika;;", is_complete=True)
    assert job_of("0012").valid_until is None


def test_row_that_no_longer_holds_is_refused_and_the_others_are_written(staff_list, erika):
    run = staff_list.check(MAX, "0012;Erika;Groß;;;Leitung")
    Employment.objects.filter(pk=erika.pk).update(position="Dezernentin")
    run = staff_list.confirm(run)
    assert selectors.outcomes(run) == {"done": 1, "refused": 1}
    assert "seit der Vorschau geändert" in run.rows.get(outcome="refused").note


def test_interrupted_run_goes_on_where_it_stopped(staff_list, monkeypatch):
    monkeypatch.setattr("members.imports.writing.BATCH", 2)
    lines = [f"{n};Vor{n};Nach{n}" for n in range(1, 6)]
    run = staff_list.check(*lines)
    run = services.confirm_run(run=run, stamp=run.stamp, confirmed_by=staff_list.user)
    first = run.rows.order_by("pk").first()
    ImportRow.objects.filter(pk=first.pk).update(outcome="done")
    with moved_clock(dates.now() + dt.timedelta(minutes=5)):
        assert left_over().writing == [run.reference]
    services.write_run(reference=run.reference)
    assert services.write_run(reference=run.reference) is None
    assert Employment.objects.filter(municipality=staff_list.town).count() == 4
    assert left_over().writing == []


@pytest.mark.parametrize("stamp", ["", "2020-01-01T00:00:00+00:00"])
def test_confirmation_of_another_preview_is_refused(staff_list, stamp):
    run = staff_list.check(MAX)
    with pytest.raises(PlanOutdated):
        services.confirm_run(run=run, stamp=stamp, confirmed_by=staff_list.user)


def test_preview_without_changes_cannot_be_confirmed(staff_list, erika):
    run = staff_list.check("0012;Erika;Groß")
    with pytest.raises(NothingToDo):
        services.confirm_run(run=run, stamp=run.stamp, confirmed_by=staff_list.user)


def test_two_imports_never_run_at_once(staff_list):
    first, second = staff_list.check(MAX), staff_list.check("98;Eva;Klein")
    services.confirm_run(run=first, stamp=first.stamp, confirmed_by=staff_list.user)
    with pytest.raises(AnotherRuns):
        services.confirm_run(run=second, stamp=second.stamp, confirmed_by=staff_list.user)


def test_rule_of_two_counts_the_rows_that_change_something(staff_list, town):
    Rule.objects.create(municipality=town, from_people=3)
    run = staff_list.check(MAX, "98;Eva;Klein")
    run = services.confirm_run(run=run, stamp=run.stamp, confirmed_by=staff_list.user)
    assert run.state == ImportRun.State.RUNNING


def test_invitations_wait_until_nothing_can_be_undone(staff_list):
    run = staff_list.write(MAX, "98;Eva;Klein")
    assert services.invite_added(reference=run.reference) == 0
    assert not Invitation.objects.exists()
    with moved_clock(dates.now() + dt.timedelta(minutes=13)):
        assert left_over().inviting == [run.reference]
        assert services.invite_added(reference=run.reference) == 1
        assert services.invite_added(reference=run.reference) == 0
        assert left_over().inviting == []
    assert Invitation.objects.get().person.email == "m@x.example"
    assert len(selectors.letters_needed(run)) == 1


def test_inviting_at_once_ends_the_time_to_undo(staff_list):
    run = services.invite_now(run=staff_list.write(MAX))
    assert services.invite_added(reference=run.reference) == 1
    with pytest.raises(TooLateToUndo):
        services.request_undo(run=run)


def test_choice_of_columns_is_remembered_for_the_municipality(staff_list, town):
    staff_list.check("1;Eva;Klein;Bauhof", head="Kennung;Vorname;Nachname;Ort", adds_departments=1)
    profile = ImportProfile.objects.get(municipality=town)
    assert profile.headings == {"kennung": "", "vorname": "first_name", "nachname": "last_name"} | {
        "ort": ""
    }


@pytest.mark.parametrize(
    ("head", "columns", "error"),
    [("a;b", {}, ColumnsMissing), ("a;b", {0: "last_name", 1: "last_name"}, ColumnTwice)],
)
def test_columns_that_recognise_nobody_are_refused(staff_list, user, town, head, columns, error):
    run = services.start_import(
        municipality=town, content=f"{head}\n1;2".encode(), file_name="x", created_by=user
    )
    fields = {index: Field(name) for index, name in columns.items()}
    with pytest.raises(error):
        services.check_run(run=run, wishes=services.Wishes("", fields, run.options))


def test_two_rows_that_mean_one_person_are_both_refused(staff_list, erika):
    run = staff_list.check("0012;Erika;Groß", ";Erika;Groß;e@x.example")
    assert actions(run) == ["fault", "fault"]
    assert "Eine andere Zeile" in rows(run)[0].faults[0]


def test_new_department_is_put_below_the_one_the_file_names(staff_list):
    head = "Vorname;Nachname;Amt;Fachbereich"
    run = staff_list.check("Eva;Klein;Gärtnerei;Technik", head=head, adds_departments=True)
    staff_list.confirm(run)
    assert Department.objects.get(name="Gärtnerei").parent.name == "Technik"


def test_drafts_and_old_rows_are_forgotten(staff_list):
    staff_list.check(MAX)
    run = staff_list.write("98;Eva;Klein")
    with moved_clock(dates.now() + dt.timedelta(days=30)):
        assert forget_old() > 0
    assert list(ImportRun.objects.all()) == [run]
    assert not ImportRow.objects.exists()


@pytest.mark.parametrize("number", [3, 12])
def test_preview_asks_as_often_for_many_rows_as_for_few(
    staff_list, number, django_assert_max_num_queries
):
    lines = [f"{n};Vor{n};Nach{n};n{n}@x.example" for n in range(number)]
    with django_assert_max_num_queries(20):
        staff_list.check(*lines)
