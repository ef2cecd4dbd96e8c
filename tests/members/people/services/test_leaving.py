"""Whoever leaves is told in time what stays theirs; the address tells no other employer."""

import datetime as dt

import pytest

from campus.kit import dates
from campus.operations import tasks
from members.messages.models import Message
from members.people import services
from members.people.selectors import StaffFilter, filtered, staff_not_over
from members.roles.catalogue import Role
from tests.factories.organisations import MunicipalityFactory
from tests.factories.people import EmploymentFactory, PersonFactory
from tests.factories.roles import GrantFactory

pytestmark = pytest.mark.django_db


def in_days(number):
    return dates.today() + dt.timedelta(days=number)


def told():
    return Message.objects.filter(kind="people_leaving")


@pytest.mark.parametrize(
    ("last_day", "expected"),
    [(None, 0), (-8, 0), (-7, 1), (0, 1), (30, 1), (31, 0)],
)
def test_leavers_are_told_in_time_and_once(last_day, expected):
    until = None if last_day is None else in_days(last_day)
    EmploymentFactory(valid_until=until)
    assert tasks.tell_leavers.func() == expected
    tasks.tell_leavers.func()
    assert told().count() == expected


def test_another_last_day_is_told_again():
    job = EmploymentFactory(valid_until=in_days(5))
    services.tell_leaver(employment=job)
    job.valid_until = in_days(20)
    job.save()
    services.tell_leaver(employment=job)
    assert told().count() == 2


def test_message_says_what_stays_and_how_to_sign_in():
    job = EmploymentFactory(valid_until=in_days(5), person__user__email="anna@stadt.example")
    services.tell_leaver(employment=job)
    message = told().get()
    for words in ("anna@stadt.example", job.person.user.username, "Nachweise mitnehmen"):
        assert words in message.body
    assert message.recipient == job.person.user


def test_without_account_or_with_another_job_there_nobody_is_told():
    services.tell_leaver(
        employment=EmploymentFactory(person=PersonFactory(user=None), valid_until=in_days(5))
    )
    job = EmploymentFactory(valid_until=in_days(5))
    EmploymentFactory(person=job.person, municipality=job.municipality)
    services.tell_leaver(employment=job)
    assert not told().exists()


def test_hr_enters_the_last_day_and_the_person_is_told(client):
    town = MunicipalityFactory()
    job = EmploymentFactory(municipality=town)
    client.force_login(GrantFactory(role=Role.HR_MANAGER, municipality=town).user)
    page = f"/personal/mitarbeitende/{job.pk}/ende/"
    assert "mit diesem einen Tag alles erledigt" in client.get(page).content.decode()
    client.post(page, {"last_day": in_days(3).isoformat()})
    assert told().get().recipient == job.person.user


@pytest.mark.parametrize("has_left", [True, False])
def test_address_from_another_employer_is_neither_shown_nor_found(client, has_left):
    old = EmploymentFactory(person__user__email="anna@viernheim.example")
    if has_left:
        old.valid_until = in_days(-1)
        old.save()
    new = EmploymentFactory(person=old.person)
    client.force_login(GrantFactory(role=Role.HR_MANAGER, municipality=new.municipality).user)
    for page in ("/personal/mitarbeitende/", f"/personal/mitarbeitende/{new.pk}/"):
        assert "viernheim" not in client.get(page).content.decode()
    assert (
        "verwaltet die Person selbst"
        in client.get(f"/personal/mitarbeitende/{new.pk}/").content.decode()
    )
    found = filtered(staff_not_over(new.municipality), StaffFilter(text="viernheim"))
    assert not found.exists()
    by_name = filtered(staff_not_over(new.municipality), StaffFilter(text=new.person.last_name))
    assert list(by_name) == [new]


def test_only_employer_sees_and_finds_the_address(client):
    job = EmploymentFactory(person__user__email="anna@viernheim.example")
    client.force_login(GrantFactory(role=Role.HR_MANAGER, municipality=job.municipality).user)
    assert "anna@viernheim" in client.get(f"/personal/mitarbeitende/{job.pk}/").content.decode()
    found = filtered(staff_not_over(job.municipality), StaffFilter(text="anna@"))
    assert list(found) == [job]
