"""A column names further departments: shown before, written as a whole, undone, told once."""

import datetime as dt

import pytest
from django.urls import reverse

from campus.kit import dates
from members.imports import selectors
from members.imports.columns import Field, guess
from members.imports.known import Known, KnownJob
from members.imports.models import ImportRow
from members.imports.planning import Action, Options, joined, names_in, plan_row
from members.imports.values import entry_of
from members.people import services as staff
from members.people.models import Department, Employment, FurtherPost
from tests.factories.assignments import ObligationFactory
from tests.factories.people import DepartmentFactory, FurtherPostFactory
from tests.members.imports.conftest import actions

TODAY = dt.date(2026, 6, 1)
FIELDS = [Field.NUMBER, Field.FIRST, Field.LAST, Field.DEPARTMENT, Field.FURTHER, Field.UNTIL]
HEAD = "Personalnummer;Vorname;Nachname;Amt;Weitere Ämter;Austritt"


def plan(*cells, further=(), erases=False, adds=False):
    job = KnownJob(
        pk=1,
        first_name="Erika",
        last_name="Groß",
        email="",
        department="Bauhof",
        position="",
        number="12",
        valid_from=dt.date(2020, 1, 1),
        valid_until=None,
        further=further,
    )
    names = ("Bauhof", "Standesamt", "Archiv")
    known = Known(today=TODAY, jobs=(job,), departments={name.casefold(): name for name in names})
    options = Options(first_day=TODAY, empty_erases=erases, adds_departments=adds)
    return plan_row(entry_of(2, cells, dict(enumerate(FIELDS))), known, options)


def change_of(done):
    return next(((one.old, one.new) for one in done.changes if one.field is Field.FURTHER), None)


@pytest.mark.parametrize(
    ("cell", "further", "erases", "change"),
    [
        ("Standesamt", (), False, ("", "Standesamt")),
        ("standesamt;  ARCHIV ;", (), False, ("", "Archiv; Standesamt")),
        ("Standesamt|Archiv", (), False, ("", "Archiv; Standesamt")),
        ("Standesamt\nArchiv", (), False, ("", "Archiv; Standesamt")),
        ("Archiv; Standesamt", ("Standesamt", "Archiv"), False, None),
        ("Standesamt; standesamt", ("Standesamt",), False, None),
        ("Archiv", ("Standesamt",), False, ("Standesamt", "Archiv")),
        ("", ("Standesamt",), False, None),
        ("", ("Standesamt",), True, ("Standesamt", "")),
        (" ; ", ("Standesamt",), True, ("Standesamt", "")),
        ("", (), True, None),
        # Some programs list the main department among all of them.
        ("Bauhof; Standesamt", ("Standesamt",), False, None),
        ("Bauhof", (), False, None),
    ],
)
def test_cell_is_compared_with_the_posts_that_are_there(cell, further, erases, change):
    done = plan("12", "Erika", "Groß", "Bauhof", cell, further=further, erases=erases)
    assert change_of(done) == change
    assert done.action is (Action.CHANGE if change else Action.SAME)


def test_post_that_becomes_the_main_place_ends_though_no_column_says_so():
    done = plan("12", "Erika", "Groß", "Standesamt", further=("Standesamt", "Archiv"))
    assert change_of(done) == ("Archiv; Standesamt", "Archiv")


def test_swap_of_main_place_and_post_is_one_change_of_each():
    done = plan("12", "Erika", "Groß", "Standesamt", "Bauhof", further=("Standesamt",))
    assert change_of(done) == ("Standesamt", "Bauhof")
    assert done.value(Field.DEPARTMENT) == "Standesamt"


def test_who_leaves_needs_no_change_of_posts():
    done = plan("12", "Erika", "Groß", "", "Archiv", "01.05.2026", further=("Standesamt",))
    assert (done.action, change_of(done)) == (Action.END, None)


def test_new_people_get_further_posts_at_once():
    done = plan("77", "Max", "Muster", "Bauhof", "Archiv; Bauhof")
    assert (done.action, change_of(done)) == (Action.ADD, ("", "Archiv"))


@pytest.mark.parametrize(
    ("cell", "adds", "sentence"),
    [
        ("Standesamt; Phantomamt", False, "Es gibt kein Amt „Phantomamt“."),
        ("x" * 121, True, "ist zu lang; höchstens 120 Zeichen"),
        ("x;" * 600, True, "ist zu lang; höchstens 1000 Zeichen"),
    ],
)
def test_fault_is_told_in_a_sentence(cell, adds, sentence):
    done = plan("12", "Erika", "Groß", "Bauhof", cell, adds=adds)
    assert done.action is Action.FAULT
    assert sentence in " ".join(done.faults)


def test_unknown_department_may_be_added():
    done = plan("12", "Erika", "Groß", "Bauhof", "Neues Amt", adds=True)
    assert change_of(done) == ("", "Neues Amt")


@pytest.mark.parametrize("names", [[], ["Archiv"], ["Archiv", "Bürgeramt", "standesamt"]])
def test_names_come_back_from_one_value(names):
    assert names_in(joined(reversed(names))) == names


@pytest.mark.parametrize("heading", ["Weitere Ämter", "weitere Dienststellen", "WEITERE STELLEN"])
def test_heading_is_recognised(heading):
    assert guess([heading], {}) == {0: Field.FURTHER}


@pytest.fixture
def office(town):
    return DepartmentFactory(municipality=town, name="Standesamt")


@pytest.fixture
def archive(town):
    return DepartmentFactory(municipality=town, name="Archiv")


def write(staff_list, *lines, **wishes):
    return staff_list.write(*lines, head=HEAD, **wishes)


def posts():
    """Return what somebody's further posts say, the running ones and those that are over."""
    fields = ("department__name", "position", "valid_from", "valid_until")
    return sorted(FurtherPost.objects.values_list(*fields))


@pytest.mark.django_db
def test_posts_are_added_and_ended(staff_list, erika, office, archive):
    FurtherPostFactory(employment=erika, department=archive)
    today = dates.today()
    run = write(staff_list, "0012;Erika;Groß;Bauhof;Standesamt;")
    assert selectors.outcomes(run) == {"done": 1}
    old, new = posts()
    assert (old[0], old[3]) == ("Archiv", today - dt.timedelta(days=1))
    assert new == ("Standesamt", "", today, None)
    assert FurtherPost.objects.get(department=office).added_by == staff_list.user


@pytest.mark.django_db
def test_post_that_stays_keeps_function_and_days(staff_list, erika, office, archive):
    FurtherPostFactory(employment=erika, department=office)
    before = posts()
    write(staff_list, '0012;Erika;Groß;Bauhof;"Standesamt; Archiv";')
    assert [one for one in posts() if one[0] == "Standesamt"] == before


@pytest.mark.django_db
def test_same_file_again_changes_nothing(staff_list, erika, office, archive):
    line = '0012;Erika;Groß;Bauhof;"Archiv; Standesamt";'
    write(staff_list, line)
    before = posts()
    assert actions(staff_list.check(line, head=HEAD)) == ["same"]
    assert posts() == before


@pytest.mark.django_db
@pytest.mark.parametrize(("erases", "left"), [(False, 1), (True, 0)])
def test_empty_cell_leaves_or_erases_as_chosen(staff_list, erika, office, erases, left):
    FurtherPostFactory(employment=erika, department=office)
    run = staff_list.check("0012;Erika;Groß;Bauhof;;", head=HEAD, empty_erases=erases)
    assert actions(run) == ["change" if erases else "same"]
    if erases:
        staff_list.confirm(run)
    assert FurtherPost.objects.on(dates.today()).count() == left


@pytest.mark.django_db
@pytest.mark.parametrize("begins_in", [-180, 0, 20])
def test_undo_gives_all_posts_back(staff_list, erika, office, archive, begins_in):
    begin = dates.today() + dt.timedelta(days=begins_in)
    FurtherPostFactory(employment=erika, department=office, valid_from=begin)
    before = posts()
    run = write(staff_list, "0012;Erika;Groß;Bauhof;Archiv;")
    assert posts() != before
    run = staff_list.undo(run)
    assert (selectors.outcomes(run), posts()) == ({"undone": 1}, before)


@pytest.mark.django_db
def test_undo_of_a_swap_gives_both_back(staff_list, erika, bauhof, office):
    FurtherPostFactory(employment=erika, department=office)
    before = posts()
    run = write(staff_list, "0012;Erika;Groß;Standesamt;Bauhof;")
    erika.refresh_from_db()
    assert erika.department == office
    staff_list.undo(run)
    erika.refresh_from_db()
    assert (erika.department, posts()) == (bauhof, before)


@pytest.mark.django_db
def test_undo_leaves_what_somebody_has_entered_since(staff_list, erika, office, archive):
    run = write(staff_list, "0012;Erika;Groß;Bauhof;Standesamt;")
    FurtherPostFactory(employment=erika, department=archive)
    run = staff_list.undo(run)
    assert run.rows.get().outcome == ImportRow.Outcome.KEPT
    assert FurtherPost.objects.count() == 2


@pytest.mark.django_db
def test_undo_takes_new_people_away_with_their_posts(staff_list, office, bauhof):
    run = write(staff_list, "77;Max;Muster;Bauhof;Standesamt;")
    assert FurtherPost.objects.get().employment.personnel_number == "77"
    staff_list.undo(run)
    assert not FurtherPost.objects.exists()
    assert not Employment.objects.filter(personnel_number="77").exists()


@pytest.mark.django_db
def test_departments_that_only_further_posts_name_are_added_and_taken_back(staff_list, erika):
    line = '0012;Erika;Groß;Bauhof;"Neues Amt; Archiv";'
    run = staff_list.check(line, head=HEAD, adds_departments=True)
    assert selectors.new_departments(run) == [("Archiv", ""), ("Neues Amt", "")]
    run = staff_list.confirm(run)
    assert Department.objects.filter(name__in=("Neues Amt", "Archiv")).count() == 2
    staff_list.undo(run)
    assert not Department.objects.filter(name__in=("Neues Amt", "Archiv")).exists()


@pytest.mark.django_db
def test_preview_knows_what_becomes_of_obligations(staff_list, erika, bauhof, office, archive):
    FurtherPostFactory(employment=erika, department=office)
    run = staff_list.check('0012;Erika;Groß;Bauhof;"Standesamt; Archiv";', head=HEAD)
    (move,) = selectors.moves_of(run)
    assert sorted(move.further) == sorted([(archive.pk, ""), (office.pk, "Standesbeamtin")])


@pytest.mark.django_db
def test_page_shows_change_and_obligations(client, hr, staff_list, erika, office):
    duty = ObligationFactory(municipality=staff_list.town, course=None, title="Personenstand")
    duty.departments.add(office)
    run = staff_list.check("0012;Erika;Groß;Bauhof;Standesamt;", head=HEAD)
    page = client.get(reverse("imports:run", args=[run.reference])).content.decode()
    assert "Weitere Ämter" in page and "Standesamt" in page
    assert "1 Pflicht beginnt" in page


@pytest.mark.django_db
def test_two_rows_of_one_number_stay_a_fault(staff_list, erika, office):
    run = staff_list.check("0012;Erika;Groß;Bauhof;;", "0012;Erika;Groß;Standesamt;;", head=HEAD)
    assert actions(run) == ["fault", "fault"]


@pytest.mark.django_db
def test_posts_of_a_job_to_come_begin_with_it(staff_list, office, bauhof):
    later = dates.today() + dt.timedelta(days=30)
    write(staff_list, "77;Max;Muster;Bauhof;Standesamt;", first_day=later)
    assert FurtherPost.objects.get().valid_from == later


@pytest.mark.django_db
def test_list_of_posts_is_restored_only_where_it_was_changed(erika, office, archive):
    kept = FurtherPostFactory(employment=erika, department=office)
    told = staff.posts_kept(erika)
    FurtherPost.objects.update(position="Leitung")
    by_hand = FurtherPostFactory(employment=erika, department=archive)
    staff.restore_posts(employment=erika, kept=told, added=())
    kept.refresh_from_db()
    assert kept.position == "Leitung"
    assert FurtherPost.objects.filter(pk=by_hand.pk).exists()
