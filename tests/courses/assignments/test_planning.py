"""The preview of an assignment: whom it would concern, what the rule means by days."""

import datetime as dt

import pytest
from django.urls import reverse

from campus.kit import dates
from courses.assignments import audiences, planning, services
from courses.assignments.errors import RuleContradicts
from courses.assignments.models import Exemption, Obligation, Period
from courses.assignments.planning import Standing
from courses.assignments.services.turns import enter
from courses.assignments.terms import check_terms
from courses.assignments.turns.due import DueRule, Start
from courses.assignments.turns.expiry import Expiry, Rule
from courses.assignments.turns.timeline import Rhythm
from courses.assignments.words import deadline_words
from courses.enrolment.models import Offer
from members.messages.models import Message
from members.people import naming
from members.people.models import Employment
from members.roles.catalogue import Role
from tests.factories.accounts import UserFactory
from tests.factories.assignments import ObligationFactory, PeriodFactory
from tests.factories.catalogue import CoursePageFactory
from tests.factories.organisations import MunicipalityFactory
from tests.factories.people import DepartmentFactory, EmploymentFactory
from tests.factories.roles import GrantFactory

CREATE = reverse("assignments:create")
TODAY = dt.date(2026, 3, 1)
MONTH = DueRule(Start.ASSIGNMENT, amount=30)


@pytest.mark.parametrize(
    ("expiry", "days"),
    [
        (
            Expiry(12, window=60),
            ("2026-03-31", "2027-03-31", "2027-01-30", "2028-03-31", "2028-04-30"),
        ),
        (
            Expiry(12, window=60, carried=10),
            ("2026-03-31", "2027-03-31", "2027-01-30", "2028-02-09", "2028-04-30"),
        ),
        (
            Expiry(12, Rule.FIXED, window=60, base=dt.date(2020, 12, 31), minimum=6),
            ("2026-03-31", "2026-12-31", "2026-11-01", "2027-12-31", "2027-12-31"),
        ),
    ],
)
def test_example_shows_deadline_end_window_early_and_late(expiry, days):
    found = planning.example(Rhythm(MONTH, expiry), TODAY)
    shown = (
        found.due_on,
        found.valid_until,
        found.renew_from,
        found.early_until,
        found.late_until,
    )
    assert tuple(str(day) for day in shown) == days


def test_example_of_what_is_learnt_once_has_no_renewal():
    found = planning.example(Rhythm(MONTH), TODAY)
    assert (found.valid_until, found.renew_from, found.late_until) == (None, None, None)


def test_example_begins_where_the_obligation_does():
    start = dt.date(2026, 6, 1)
    found = planning.example(Rhythm(MONTH), TODAY, starts_on=start)
    assert (found.opens_on, found.due_on) == (start, start)


@pytest.mark.parametrize(
    ("expiry", "sentence"),
    [
        (Expiry(1, window=60), "so früh erneuern"),
        (Expiry(12, Rule.FIXED), "Nennen Sie den festen Tag"),
        (Expiry(12, Rule.FIXED, base=TODAY, minimum=24), "Mindestgültigkeit"),
        (Expiry(0), "mindestens einen"),
    ],
)
def test_rule_that_contradicts_itself_is_refused_in_words(expiry, sentence):
    with pytest.raises(RuleContradicts) as refusal:
        check_terms(Rhythm(MONTH, expiry))
    assert sentence in str(refusal.value)


pytest_db = pytest.mark.django_db


@pytest.fixture
def town():
    return MunicipalityFactory()


@pytest.fixture
def hr(client, town):
    """Sign in as human resources of the town."""
    client.force_login(GrantFactory(role=Role.HR_MANAGER, municipality=town).user)
    return client


def page(response):
    return response.content.decode()


def values(**changes):
    course = CoursePageFactory()
    Offer.objects.create(course=course)
    due = dates.today() + dt.timedelta(days=30)
    given = {
        "course": course.pk,
        "legal_basis": "§ 12 ArbSchG",
        "due_on": due.isoformat(),
        **changes,
    }
    return {name: value for name, value in given.items() if value is not None}


@pytest_db
def test_audience_is_everybody_in_any_of_the_chosen_sets(town):
    above = DepartmentFactory(municipality=town)
    below = DepartmentFactory(municipality=town, parent=above)
    inside = EmploymentFactory(municipality=town, department=below)
    caretaker = EmploymentFactory(municipality=town, position="Hausmeister")
    single = EmploymentFactory(municipality=town)
    other = EmploymentFactory(municipality=town, position="Sachbearbeitung")

    def chosen(departments=(), positions=(), people=()):
        ids = [job.pk for job in people]
        sets = audiences.audience(
            town, departments=departments, positions=positions, people_ids=ids
        )
        return set(audiences.staff_in(town, sets))

    assert chosen() == {inside, caretaker, single, other}
    assert chosen([above], ["Hausmeister"], [single]) == {inside, caretaker, single}
    assert chosen(positions=["Hausmeister"]) == {caretaker}
    assert audiences.positions_in(town) == ["Hausmeister", "Sachbearbeitung"]


@pytest_db
def test_people_are_found_by_number_address_and_name(town):
    job = EmploymentFactory(municipality=town, personnel_number="0042")
    twins = EmploymentFactory.create_batch(
        2, municipality=town, person__first_name="Kim", person__last_name="Muster"
    )
    staff = Employment.objects.filter(municipality=town)
    names = ["42", "0042", job.person.email.upper(), str(job.person)]
    assert naming.named(staff, names) == [job] * 4
    several, nobody = naming.named(staff, [str(twins[0].person), "43"])
    assert "Mehrere Personen heißen" in several
    assert "Niemand hat hier" in nobody


@pytest_db
def test_plan_tells_new_exempt_and_proven_apart_and_writes_nothing(town):
    new, exempt, proven = EmploymentFactory.create_batch(3, municipality=town)
    Exemption.objects.create(employment=exempt, begins_on=dates.today())
    ended = ObligationFactory(municipality=town, ended_at=dates.now(), valid_months=12)
    enter(PeriodFactory(obligation=ended, employment=proven), on=dates.today(), source="course")
    draft = services.draft(
        municipality=town,
        course=ended.course,
        legal_basis="x",
        by=UserFactory(),
        due_on=dates.today(),
    )

    found = planning.concerned(draft, chosen=audiences.audience(town), day=dates.today())

    assert {one.employment: one.standing for one in found} == {
        new: Standing.NEW,
        exempt: Standing.EXEMPT,
        proven: Standing.PROVEN,
    }
    assert Obligation.objects.count() == 1


@pytest_db
def test_voluntary_learning_is_no_proof_in_the_plan(town):
    job = EmploymentFactory(municipality=town)
    elsewhere = PeriodFactory(obligation=ObligationFactory(), employment=job)
    enter(elsewhere, on=dates.today(), source="course")
    draft = services.draft(
        municipality=town,
        course=elsewhere.obligation.course,
        legal_basis="x",
        by=UserFactory(),
        due_on=dates.today(),
    )
    (found,) = planning.concerned(draft, chosen=audiences.audience(town), day=dates.today())
    assert found.standing is Standing.NEW


@pytest_db
def test_preview_names_people_and_days_and_writes_nothing(hr, town):
    job = EmploymentFactory(municipality=town)

    text = page(hr.post(CREATE, values(valid_months=12)))

    assert "1 Person bekommt die Pflicht" in text
    assert str(job.person) in text
    assert "Der Nachweis gilt bis zum" in text
    assert not Obligation.objects.exists()
    assert not Message.objects.exists()


@pytest_db
def test_preview_carries_every_choice_to_the_confirmation(hr, town):
    department = DepartmentFactory(municipality=town)
    job = EmploymentFactory(municipality=town, department=department, position="Hausmeister")
    given = values(
        departments=[department.pk],
        positions=["Hausmeister"],
        people=job.person.email,
        valid_months=24,
        expiry_rule="fixed",
        fixed_day="2020-12-31",
        minimum_months=12,
        window_days=90,
        grace_days=7,
    )
    form = hr.post(CREATE, given).context["form"]
    assert set(form.data) - {"csrfmiddlewaretoken"} <= set(form.fields) | {"step"}

    hr.post(CREATE, {**given, "step": "confirm"})

    found = Obligation.objects.get()
    assert list(found.departments.all()) == [department]
    assert (found.positions, list(found.people.all())) == (["Hausmeister"], [job])
    expiry = found.rhythm.expiry
    assert (expiry.months, expiry.rule, expiry.window) == (24, Rule.FIXED, 90)
    assert (expiry.base, expiry.minimum) == (dt.date(2020, 12, 31), 12)
    assert found.rhythm.grace == 7
    assert Message.objects.filter(kind="assignments_assigned").count() == 1


@pytest_db
def test_preview_goes_back_to_the_form_with_what_was_typed(hr, town):
    response = hr.post(CREATE, values(step="change", legal_basis="Dienstanweisung 7"))
    assert response.status_code == 200
    assert "Dienstanweisung 7" in page(response)


@pytest_db
@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        (
            {"course": None},
            "Wählen Sie einen Kurs oder Lernpfad, oder benennen Sie unten",
        ),
        ({"due_on": None}, "Nennen Sie den Termin."),
        ({"due_start": "entry"}, "Nennen Sie, wie lange Zeit ist."),
        ({"people": "Niemand Hier"}, "Niemand hat hier diese Nummer"),
        ({"positions": "Papst"}, "gültige Auswahl"),
        ({"valid_months": "1"}, "so früh erneuern"),
        ({"valid_months": "0"}, "größer oder gleich 1"),
        ({"valid_months": "12", "expiry_rule": "fixed"}, "Nennen Sie den festen Tag"),
    ],
)
def test_preview_with_bad_input_says_why(hr, town, changes, sentence):
    EmploymentFactory(municipality=town)
    response = hr.post(CREATE, values(**changes))
    assert response.status_code == 400
    assert sentence in page(response)


@pytest_db
def test_preview_of_what_is_obligatory_already_says_so(hr, town):
    running = ObligationFactory(municipality=town)
    Offer.objects.create(course=running.course)
    EmploymentFactory(municipality=town)
    response = hr.post(CREATE, values(course=running.course.pk))
    assert response.status_code == 400
    assert "Dieser Kurs ist schon Pflicht." in page(response)


@pytest_db
def test_proof_from_elsewhere_may_be_obligatory_without_a_course(hr, town):
    EmploymentFactory(municipality=town)
    given = values(course=None, title="Erste Hilfe", due_start="assignment", due_amount=3)
    given |= {"due_unit": "months", "due_on": "", "step": "confirm"}

    text = page(hr.post(CREATE, given, follow=True))

    assert "Erste Hilfe" in text
    found = Obligation.objects.get()
    assert (found.course, found.name, found.due_on) == (None, "Erste Hilfe", None)
    assert Period.objects.get().due_on == dates.add_months(dates.today(), 3)
    assert deadline_words(found) == "3 Monate, gezählt: Ab der Zuweisung"
    for name in ("assignments:dashboard", "oversight:matrix", "oversight:matrix_csv"):
        assert "Erste Hilfe" in page(hr.get(reverse(name)))


@pytest_db
def test_newcomer_has_time_from_the_first_working_day_on(town):
    duty = ObligationFactory(
        municipality=town, due_start="entry", due_amount=10, due_unit="working_days", due_on=None
    )
    EmploymentFactory(municipality=town, valid_from=dates.today())
    (period,) = services.extend(obligation=duty)
    assert 14 <= (period.due_on - dates.today()).days <= 20
    assert services.extend(obligation=duty) == []


@pytest_db
def test_person_assigned_by_department_and_by_name_gets_one_turn(town):
    department = DepartmentFactory(municipality=town)
    job = EmploymentFactory(municipality=town, department=department)
    duty = services.assign(
        municipality=town,
        course=CoursePageFactory(),
        legal_basis="x",
        by=UserFactory(),
        due_on=dates.today(),
        departments=[department],
        people=[job],
        positions=[job.position],
    )
    assert duty.periods.count() == 1
