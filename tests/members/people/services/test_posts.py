"""Further posts: added, changed, ended, made the main one; refused in whole sentences."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from campus.kit import dates
from members.people import errors, services
from members.people.models import FormerPlace, FurtherPost
from members.people.services.posts import end_posts_in
from members.people.signals import jobs_changed
from tests.factories.accounts import UserFactory
from tests.factories.people import DepartmentFactory, EmploymentFactory, FurtherPostFactory

pytestmark = pytest.mark.django_db


def days(count):
    return dt.timedelta(days=count)


@pytest.fixture
def job():
    return EmploymentFactory(department__name="Bürgeramt", person__last_name="Groß")


@pytest.fixture
def office(job):
    return DepartmentFactory(municipality=job.municipality, name="Standesamt")


def add(job, department, **values):
    details = {"position": "Standesbeamtin", "valid_from": dates.today(), "added_by": None}
    return services.add_post(employment=job, department=department, **{**details, **values})


def change(post, **values):
    kept = {
        "department": post.department,
        "position": post.position,
        "valid_until": post.valid_until,
        "changed_by": None,
    }
    return services.change_post(post=post, **{**kept, **values})


def spans(job):
    """Return the further posts of a job, the first one first."""
    rows = FurtherPost.objects.filter(employment=job).order_by("valid_from", "pk")
    return list(rows.values_list("department_name", "valid_from", "valid_until"))


def test_post_is_added_beside_the_main_place(job, office):
    user = UserFactory()
    post = add(job, office, added_by=user)
    assert str(post) == "Standesamt, Standesbeamtin"
    assert (post.added_by, post.valid_until, post.department_name) == (user, None, "Standesamt")
    job.refresh_from_db()
    assert job.department.name == "Bürgeramt"


def test_post_without_a_function_is_called_like_its_department(job, office):
    assert str(add(job, office, position="")) == "Standesamt"


@pytest.mark.parametrize("deed", ["add", "change", "end", "make_main"])
def test_change_is_announced_once(job, office, deed, django_capture_on_commit_callbacks):
    post = None if deed == "add" else FurtherPostFactory(employment=job, department=office)
    found = []

    def hear(sender, employment_ids, **news):
        found.append(employment_ids)

    deeds = {
        "add": lambda: add(job, office),
        "change": lambda: change(post, position="Leitung"),
        "end": lambda: services.end_post(post=post, last_day=dates.today(), ended_by=None),
        "make_main": lambda: services.make_main(post=post, by=None),
    }
    jobs_changed.connect(hear, dispatch_uid="test.hear")
    try:
        with django_capture_on_commit_callbacks(execute=True):
            deeds[deed]()
    finally:
        jobs_changed.disconnect(dispatch_uid="test.hear")
    assert found == [[job.pk]]


def test_many_changes_are_announced_by_who_makes_them(
    job, office, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks() as callbacks:
        post = add(job, office, quietly=True)
        change(post, position="", quietly=True)
        services.end_post(post=post, last_day=dates.today(), ended_by=None, quietly=True)
    assert callbacks == []


def test_nobody_works_in_one_department_twice(job, office):
    with pytest.raises(errors.AlreadyThere) as main:
        add(job, job.department)
    assert str(main.value).endswith("Groß arbeitet zu dieser Zeit schon in „Bürgeramt“.")
    add(job, office)
    for again in ({}, {"valid_from": dates.today() + days(9)}):
        with pytest.raises(errors.AlreadyThere):
            add(job, office, **again)


def test_same_department_may_come_again_after_an_end(job, office):
    today = dates.today()
    add(job, office, valid_until=today + days(9))
    with pytest.raises(errors.AlreadyThere):
        add(job, office, valid_from=today + days(9))
    again = add(job, office, valid_from=today + days(10))
    with pytest.raises(errors.AlreadyThere):
        change(FurtherPost.objects.exclude(pk=again.pk).get(), valid_until=None)


def test_post_may_lie_before_one_that_begins_later(job, office):
    today = dates.today()
    add(job, office, valid_from=today + days(10))
    assert add(job, office, valid_until=today + days(9)).pk
    with pytest.raises(errors.AlreadyThere):
        add(job, office, valid_from=today + days(5), valid_until=today + days(20))


def test_database_keeps_the_same_department_from_running_twice(job, office):
    FurtherPostFactory(employment=job, department=office)
    with pytest.raises(IntegrityError), transaction.atomic():
        FurtherPostFactory(employment=job, department=office)
    with pytest.raises(IntegrityError), transaction.atomic():
        FurtherPostFactory(employment=job, valid_until=dates.today() - days(999))


def test_department_of_another_municipality_is_refused(job, office):
    foreign = DepartmentFactory()
    with pytest.raises(errors.DepartmentNotThere):
        add(job, foreign)
    with pytest.raises(errors.DepartmentNotThere):
        change(add(job, office), department=foreign)
    assert [name for name, *_days in spans(job)] == ["Standesamt"]


@pytest.mark.parametrize(
    ("first", "refused"), [(-366, True), (-365, False), (30, False), (31, True)]
)
def test_post_lies_within_the_employment(job, office, first, refused):
    today = dates.today()
    job.valid_until = today + days(30)
    job.save()
    if not refused:
        assert add(job, office, valid_from=today + days(first)).pk
        return
    with pytest.raises(errors.PostOutsideEmployment) as error:
        add(job, office, valid_from=today + days(first))
    assert " – " in str(error.value)


def test_refusal_says_since_when_somebody_works_there(job, office):
    with pytest.raises(errors.PostOutsideEmployment, match=r"ab \d\d\.\d\d\.\d{4}"):
        add(job, office, valid_from=job.valid_from - days(1))


def test_last_day_does_not_come_before_the_first(job, office):
    today = dates.today()
    with pytest.raises(errors.EndsBeforeItBegins):
        add(job, office, valid_until=today - days(1))
    post = FurtherPostFactory(employment=job, department=office)
    with pytest.raises(errors.EndsBeforeItBegins):
        change(post, valid_until=post.valid_from - days(1))
    with pytest.raises(errors.EndsBeforeItBegins):
        services.end_post(post=post, last_day=post.valid_from - days(1), ended_by=None)


def test_end_closes_the_row_and_keeps_who_did_it(job, office):
    user, today = UserFactory(), dates.today()
    post = FurtherPostFactory(employment=job, department=office)
    services.end_post(post=post, last_day=today, ended_by=user)
    post.refresh_from_db()
    assert (post.valid_until, post.ended_by) == (today, user)
    assert FurtherPost.objects.on(today).get() == post
    assert not FurtherPost.objects.on(today + days(1)).exists()
    assert not FurtherPost.objects.not_over_on(today + days(1)).exists()


@pytest.mark.parametrize("begins_in", [0, 5])
def test_what_has_not_begun_is_removed(job, office, begins_in):
    post = add(job, office, valid_from=dates.today() + days(begins_in))
    services.end_post(post=post, last_day=post.valid_from - days(1), ended_by=None)
    assert spans(job) == []


def test_change_within_the_department_changes_the_row(job, office):
    user, today = UserFactory(), dates.today()
    post = FurtherPostFactory(employment=job, department=office)
    changed = change(post, position="Leitung", valid_until=today + days(3), changed_by=user)
    assert (changed.pk, changed.position, changed.ended_by) == (post.pk, "Leitung", user)
    assert change(changed, valid_until=None).ended_by is None


def test_change_of_department_closes_and_begins(job, office):
    today = dates.today()
    archive = DepartmentFactory(municipality=job.municipality, name="Archiv")
    post = FurtherPostFactory(employment=job, department=office)
    change(post, department=archive)
    assert spans(job) == [
        ("Standesamt", post.valid_from, today - days(1)),
        ("Archiv", today, None),
    ]


def test_change_of_department_on_the_first_day_leaves_no_trace(job, office):
    archive = DepartmentFactory(municipality=job.municipality, name="Archiv")
    change(add(job, office), department=archive)
    assert spans(job) == [("Archiv", dates.today(), None)]


def test_post_and_main_place_change_places(job, office):
    user, today, before = UserFactory(), dates.today(), job.department
    post = FurtherPostFactory(employment=job, department=office)
    changed = services.make_main(post=post, by=user)
    assert (changed.department, changed.position) == (office, "Standesbeamtin")
    assert spans(job) == [
        ("Standesamt", post.valid_from, today - days(1)),
        ("Bürgeramt", today, None),
    ]
    further = FurtherPost.objects.on(today).get()
    assert (further.department, further.position) == (before, "Sachbearbeitung")
    assert FormerPlace.objects.get().department == before
    back = services.make_main(post=further, by=user)
    assert (back.department, back.position) == (before, "Sachbearbeitung")


def test_who_had_no_department_has_no_further_post_afterwards(office):
    job = EmploymentFactory(municipality=office.municipality, department=None)
    services.make_main(post=FurtherPostFactory(employment=job, department=office), by=None)
    assert not FurtherPost.objects.on(dates.today()).exists()


def test_post_that_has_not_begun_is_not_made_the_main_one(job, office):
    post = add(job, office, valid_from=dates.today() + days(3))
    with pytest.raises(errors.PostNotBegun):
        services.make_main(post=post, by=None)


def test_post_ends_where_the_main_place_comes_to_it(job, office):
    post = FurtherPostFactory(employment=job, department=office)
    services.change_employment(
        employment=job, department=office, position="Leitung", personnel_number=""
    )
    post.refresh_from_db()
    assert post.valid_until == dates.today() - days(1)
    assert end_posts_in(employment=job, department=None) == []


def test_department_stays_as_long_as_a_post_names_it(job, office):
    post = FurtherPostFactory(employment=job, department=office)
    with pytest.raises(errors.DepartmentInUse):
        services.remove_department(department=office)
    services.end_post(post=post, last_day=dates.today() - days(1), ended_by=None)
    services.remove_department(department=office)
    post.refresh_from_db()
    assert (post.department, str(post)) == (None, "Standesamt, Standesbeamtin")


def test_department_to_come_stays_as_well(job, office):
    add(job, office, valid_from=dates.today() + days(5))
    with pytest.raises(errors.DepartmentInUse):
        services.remove_department(department=office)


def test_new_name_of_a_department_reaches_posts_that_are_not_over(job, office):
    over = FurtherPostFactory(
        employment=job, department=office, valid_until=dates.today() - days(10)
    )
    running = FurtherPostFactory(
        employment=job, department=office, valid_from=dates.today() - days(5)
    )
    services.change_department(
        department=office, name="Standesamt und Archiv", parent=None, cost_centre=""
    )
    for post, name in ((over, "Standesamt"), (running, "Standesamt und Archiv")):
        post.refresh_from_db()
        assert post.department_name == name


def test_job_entered_by_mistake_takes_its_posts_along(job, office):
    person = job.person
    person.user = None
    person.save()
    FurtherPostFactory(employment=job, department=office)
    services.withdraw_employment(employment=job)
    assert not FurtherPost.objects.exists()
