"""What becomes of a row, case by case, from values alone."""

import datetime as dt

import pytest

from members.imports.columns import Field
from members.imports.known import Known, KnownJob, spellings
from members.imports.planning import Action, Options, plan_row
from members.imports.repeats import faults_of_repeats
from members.imports.values import entry_of

TODAY = dt.date(2026, 6, 1)
OPTIONS = Options(first_day=TODAY)
FIELDS = [Field.NUMBER, Field.FIRST, Field.LAST, Field.EMAIL, Field.DEPARTMENT, Field.UNTIL]


def job(**changes):
    values = {
        "pk": 1,
        "first_name": "Erika",
        "last_name": "Groß",
        "email": "e@x.example",
        "department": "Bauhof",
        "position": "",
        "number": "0012",
        "valid_from": dt.date(2020, 1, 1),
        "valid_until": None,
    }
    return KnownJob(**{**values, **changes})


def plan(line, *jobs, options=OPTIONS, addresses=None, fields=FIELDS):
    known = Known(
        today=TODAY,
        jobs=jobs,
        addresses=addresses or {},
        departments={"bauhof": "Bauhof", "ämter": "Ämter"},
    )
    return plan_row(entry_of(2, line.split(";"), dict(enumerate(fields))), known, options)


def new_values(done):
    return {change.field: change.new for change in done.changes}


@pytest.mark.parametrize(
    ("line", "action"),
    [
        ("99;Max;Muster;m@x.example;BAUHOF;", Action.ADD),
        (";Max;Muster;;;", Action.ADD),
        ("0012;Erika;Groß;e@x.example;Bauhof;", Action.SAME),
        ("12;Erika;Groß;E@X.EXAMPLE;bauhof;", Action.SAME),
        (";Erika;Groß;e@x.example;;", Action.SAME),
        ("0012;Erika;Klein;;;", Action.CHANGE),
        ("0012;;;;Ämter;", Action.CHANGE),
        ("0012;Erika;Groß;;;31.12.2026", Action.END),
        ("98;Max;Muster;;;01.01.2026", Action.SAME),
        ("0012;Max;Muster;;;", Action.FAULT),
        ("99;Erika;Groß;;;", Action.ADD),
        (";Erika;Groß;;;", Action.FAULT),
        ("99;Erika;Groß;e@x.example;;", Action.FAULT),
        ("97;;;;;", Action.FAULT),
        ("0012;Erika;Groß;;Mondamt;", Action.FAULT),
        ("0012;Erika;Groß;;;01.01.2019", Action.FAULT),
    ],
)
def test_row_does_what_it_says(line, action):
    assert plan(line, job()).action is action


def test_department_is_written_as_the_list_of_staff_writes_it():
    assert new_values(plan("99;Max;Muster;;BAUHOF;"))[Field.DEPARTMENT] == "Bauhof"


def test_unknown_department_is_added_where_that_was_agreed():
    done = plan("0012;Erika;Groß;;Mondamt;", job(), options=Options(TODAY, adds_departments=True))
    assert new_values(done) == {Field.DEPARTMENT: "Mondamt"}


@pytest.mark.parametrize(
    ("erases", "changes"), [(False, {}), (True, {Field.DEPARTMENT: "", Field.EMAIL: ""})]
)
def test_empty_cell_leaves_or_erases_as_chosen(erases, changes):
    done = plan("0012;;;;;", job(), options=Options(TODAY, empty_erases=erases))
    assert new_values(done) == changes


def test_column_that_is_missing_erases_nothing():
    options = Options(TODAY, empty_erases=True)
    assert plan("0012", job(), options=options, fields=[Field.NUMBER]).action is Action.SAME


def test_change_names_the_old_value_and_the_new():
    (change,) = plan("0012;Erika;Klein;;;", job()).changes
    assert (change.field, change.old, change.new) == (Field.LAST, "Groß", "Klein")


@pytest.mark.parametrize(
    ("state", "hint"),
    [
        ({"is_known_elsewhere": True}, "Auch eine andere Organisation kennt diese Person."),
        ({"has_account": True}, "Wer einen Zugang hat, ändert sie dort selbst."),
    ],
)
def test_address_that_is_not_ours_to_change_stays_with_a_hint(state, hint):
    done = plan("0012;Erika;Groß;neu@x.example;Ämter;", job(**state))
    assert new_values(done) == {Field.DEPARTMENT: "Ämter"}
    assert hint in done.hints[0]


def test_address_of_somebody_else_is_refused():
    taken = {"m@x.example": "Muster"}
    assert plan("0012;Erika;Groß;m@x.example;;", job(), addresses=taken).action is Action.FAULT
    assert plan("99;Eva;Klein;m@x.example;;", addresses=taken).action is Action.FAULT


def test_person_known_elsewhere_is_added_and_keeps_the_account():
    done = plan("99;Max;Muster;m@x.example;;", addresses={"m@x.example": "muster"})
    assert done.action is Action.ADD
    assert "behält den Zugang" in done.hints[0]


def test_number_is_added_to_somebody_found_by_address():
    done = plan("77;Erika;Groß;e@x.example;;", job(number=""))
    assert new_values(done) == {Field.NUMBER: "77"}


def test_somebody_who_left_comes_back_with_the_old_number():
    left = job(valid_until=dt.date(2026, 1, 31))
    done = plan("0012;Erika;Groß;;Ämter;", left)
    assert done.action is Action.BACK
    assert new_values(done) == {Field.DEPARTMENT: "Ämter", Field.FROM: "2026-06-01"}


def test_somebody_who_left_and_still_has_does_nothing():
    left = job(valid_until=dt.date(2026, 1, 31))
    assert plan("0012;Erika;Groß;;;31.01.2026", left).action is Action.SAME


def test_return_before_the_last_day_is_explained():
    left = job(valid_until=dt.date(2026, 5, 31))
    done = plan("0012;Erika;Groß;;;", left, options=Options(dt.date(2026, 5, 1)))
    assert done.faults == ("Am 31.05.2026 ausgeschieden; der neue erste Tag muss später sein.",)


def test_running_job_counts_before_one_that_has_ended():
    jobs = (job(pk=1, valid_until=dt.date(2025, 1, 1)), job(pk=2, valid_from=dt.date(2026, 1, 1)))
    found = plan("12;Erika;Groß;;;", *jobs).job
    assert found is not None and found.pk == 2


def test_exact_number_counts_before_one_with_other_zeros():
    jobs = (job(pk=1, number="0012"), job(pk=2, number="12"))
    found = plan("12;Erika;Groß;;;", *jobs).job
    assert found is not None and found.pk == 2


def test_planned_last_day_is_taken_back_only_when_empty_erases():
    leaving = job(valid_until=dt.date(2026, 12, 31))
    assert plan("0012;Erika;Groß;e@x.example;Bauhof;", leaving).action is Action.SAME
    erase = Options(TODAY, empty_erases=True)
    done = plan("0012;Erika;Groß;e@x.example;Bauhof;", leaving, options=erase)
    assert (done.action, new_values(done)) == (Action.CHANGE, {Field.UNTIL: ""})


@pytest.mark.parametrize(
    ("number", "some"), [("12", {"12", "0012", "0000000012"}), ("A7", {"A7"}), ("", {""})]
)
def test_spellings_of_a_number(number, some):
    assert some <= set(spellings(number))


def test_repeated_numbers_and_addresses_name_the_other_rows():
    lines = {2: "1;a@x.de", 3: "1;b@x.de", 4: "2;A@X.DE", 5: ";"}
    columns = {0: Field.NUMBER, 1: Field.EMAIL}
    faults = faults_of_repeats(entry_of(n, line.split(";"), columns) for n, line in lines.items())
    assert {number: len(found) for number, found in faults.items()} == {2: 2, 3: 1, 4: 1}
    assert faults[3] == ["Die Personalnummer steht auch in Zeile 2."]
