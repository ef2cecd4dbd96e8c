"""Where somebody works: main place and further posts, for lists, rules and names."""

import datetime as dt

import pytest

from campus.kit import dates
from campus.kit.personal_data import Erasing, Subject
from members.people import personal_data, rules, selectors
from members.people.models import Employment, FurtherPost
from members.people.places import Place
from members.people.selectors import StaffFilter
from members.roles.catalogue import Role
from tests.factories.organisations import MunicipalityFactory
from tests.factories.people import DepartmentFactory, EmploymentFactory, FurtherPostFactory
from tests.factories.roles import GrantFactory

pytestmark = pytest.mark.django_db


def ago(count):
    return dates.today() - dt.timedelta(days=count)


@pytest.fixture
def town():
    return MunicipalityFactory()


@pytest.fixture
def office(town):
    return DepartmentFactory(municipality=town, name="Standesamt")


@pytest.fixture
def job(town, office):
    """Return a job with the main place elsewhere and a further post in the office."""
    found = EmploymentFactory(municipality=town, department__name="Bürgeramt")
    FurtherPostFactory(employment=found, department=office)
    return found


def test_staff_of_a_department_are_those_with_any_post_there(town, office, job):
    EmploymentFactory(municipality=town)
    for department in (office, job.department):
        assert list(selectors.staff_of(town, department=department)) == [job]
    assert selectors.staff_of(town).count() == 2


def test_staff_of_a_department_have_their_posts_on_the_day(town, office, job):
    assert list(selectors.staff_of(town, department=office, day=ago(180))) == [job]
    assert not selectors.staff_of(town, department=office, day=ago(181)).exists()


def test_post_below_a_department_counts_for_it(town, office, job):
    top = DepartmentFactory(municipality=town, name="Bürgerdienste")
    office.parent = top
    office.save()
    assert list(selectors.staff_of(town, department=top)) == [job]


def test_list_of_staff_is_filtered_by_any_post(town, office, job):
    both = EmploymentFactory(municipality=town, department=office)
    found = selectors.filtered(Employment.objects.all(), StaffFilter(department=office))
    assert set(found) == {job, both}


def test_who_is_in_a_branch_twice_is_one_person(town, office, job):
    office.parent = job.department
    office.save()
    assert list(selectors.staff_of(town, department=job.department)) == [job]


def test_departments_count_whoever_works_there_today(town, office, job):
    gone = EmploymentFactory(municipality=town, valid_until=ago(1))
    FurtherPostFactory(employment=gone, department=office)
    over = EmploymentFactory(municipality=town)
    FurtherPostFactory(employment=over, department=office, valid_until=ago(1))
    rows = {row.department.name: row.staff for row in selectors.department_rows(town)}
    assert (rows["Standesamt"], rows["Bürgeramt"]) == (1, 1)


@pytest.mark.parametrize(("day", "there"), [(181, False), (180, True), (30, True), (29, False)])
def test_post_holds_from_the_first_to_the_last_day(job, office, day, there):
    FurtherPost.objects.update(valid_until=ago(30))
    met = Employment.objects.filter(selectors.in_departments([office.pk], day=ago(day)))
    assert met.exists() is there
    assert (job.pk in selectors.further_posts([job.pk], ago(day))) is there
    assert (job.pk in selectors.further_places([job.pk], ago(day))) is there


def test_condition_reads_departments_by_key_or_by_query(job, office):
    query = selectors.departments_of(office.municipality).filter(pk=office.pk)
    for departments in ([office.pk], {office.pk}, query):
        assert list(Employment.objects.filter(selectors.in_departments(departments))) == [job]
    assert not Employment.objects.filter(selectors.in_departments([])).exists()


def test_condition_reaches_the_job_from_other_rows(job, office):
    other = FurtherPost.objects.filter(selectors.in_departments([office.pk], job="employment__"))
    assert other.get().employment == job
    main = FurtherPost.objects.filter(selectors.mainly_in([office.pk], job="employment__"))
    assert not main.exists()


def test_who_pays_is_the_main_place(job, office):
    assert not Employment.objects.filter(selectors.mainly_in([office.pk])).exists()
    assert Employment.objects.filter(selectors.mainly_in([job.department_id])).get() == job


def test_names_begin_with_the_main_place(job):
    archive = DepartmentFactory(municipality=job.municipality, name="Archiv")
    FurtherPostFactory(employment=job, department=archive)
    (shown,) = selectors.with_departments([job])
    assert shown.departments_shown == "Bürgeramt, Archiv, Standesamt"


def test_names_are_those_of_own_departments_only(job, office):
    (shown,) = selectors.with_departments([job], {office.pk})
    assert shown.departments_shown == "Standesamt"
    (shown,) = selectors.with_departments([job], frozenset())
    assert shown.departments_shown == ""


def test_name_stands_once_and_nothing_stands_for_nothing():
    main = Place(1, "Bauamt")
    assert selectors.named(main, [Place(1, "Bauamt"), Place(2, "Archiv")]) == "Bauamt, Archiv"
    assert selectors.named(Place(None, ""), [Place(2, "Archiv")]) == "Archiv"
    assert selectors.named(Place(None, "")) == ""


@pytest.mark.parametrize("count", [1, 7])
def test_names_cost_one_query_for_any_number(town, office, count, django_assert_num_queries):
    for _number in range(count):
        FurtherPostFactory(employment=EmploymentFactory(municipality=town), department=office)
    rows = list(selectors.staff_of(town))
    with django_assert_num_queries(1):
        assert len(selectors.with_departments(rows)) == count


def test_training_officer_looks_after_further_posts_but_not_after_the_main_place(job, office):
    user = GrantFactory(role=Role.DEPARTMENT_HR, department=office).user
    assert list(rules.manageable_jobs(user)) == [job]
    assert rules.may_manage_job(user, job)
    assert not rules.may_change_job(user, job)
    assert rules.manageable_posts(user, job).get().department == office
    assert rules.departments_told(user, job.municipality) == {office.pk}


def test_training_officer_of_the_main_place_does_not_see_the_post(job):
    user = GrantFactory(role=Role.DEPARTMENT_HR, department=job.department).user
    assert rules.may_change_job(user, job)
    assert not rules.manageable_posts(user, job).exists()


def test_human_resources_see_all(job, office):
    user = GrantFactory(role=Role.HR_MANAGER, municipality=job.municipality).user
    assert rules.may_change_job(user, job)
    assert rules.manageable_posts(user, job).count() == 1
    assert rules.departments_told(user, job.municipality) is None


@pytest.mark.parametrize("over", [True, False])
def test_post_that_is_over_opens_nothing(job, office, over):
    FurtherPost.objects.update(valid_until=ago(1 if over else 0))
    user = GrantFactory(role=Role.DEPARTMENT_HR, department=office).user
    assert rules.manageable_jobs(user).exists() is not over


def test_job_without_a_department_is_nobodys_but_human_resources(town):
    job = EmploymentFactory(municipality=town, department=None)
    user = GrantFactory(role=Role.DEPARTMENT_HR, municipality=town).user
    assert not rules.may_manage_job(user, job)
    assert not rules.may_change_job(user, job)


def subject_of(job):
    return Subject(job.person_id, job.person.user_id, None)


def test_copy_of_ones_data_tells_further_posts(job):
    (row,) = personal_data.employments(subject_of(job))
    assert row["further_posts"] == [
        {
            "department": "Standesamt",
            "position": "Standesbeamtin",
            "valid_from": ago(180),
            "valid_until": None,
        }
    ]


def test_copy_tells_a_department_that_is_gone_by_its_name_then(job, office):
    FurtherPost.objects.update(valid_until=ago(1))
    office.delete()
    (row,) = personal_data.employments(subject_of(job))
    assert row["further_posts"][0]["department"] == "Standesamt"


def test_function_is_forgotten_with_the_name(job):
    Employment.objects.update(valid_until=ago(1))
    personal_data.forget(Erasing(subject_of(job), keep_name=False))
    assert FurtherPost.objects.get().position == ""
