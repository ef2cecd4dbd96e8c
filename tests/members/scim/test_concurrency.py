"""Eight at a time on PostgreSQL: nobody is put on the list twice, no change is lost."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import IntegrityError, connection

from campus.kit.errors import DomainError
from members.people.models import Department, Employment
from members.scim import services
from members.scim.models import DirectoryUser
from tests.members.scim.conftest import at_work, user

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
WORKERS = 8


def at_once(deed, things):
    """Do something with each of the things at the same time; return what came of it."""

    def alone(thing):
        try:
            return deed(thing)
        except (DomainError, IntegrityError):
            return None
        finally:
            connection.close()

    with ThreadPoolExecutor(WORKERS) as pool:
        return list(pool.map(alone, things))


def test_the_same_user_told_of_eight_times_is_put_on_the_list_once(key, office):
    told = at_once(lambda _number: services.add_user(key=key, user=user()), range(WORKERS))
    assert len([row for row in told if row]) == 1
    assert DirectoryUser.objects.count() == 1
    assert Employment.objects.filter(municipality=key.municipality).count() == 1


def test_eight_users_of_one_new_department_make_it_once(key):
    def tell(number):
        facts = {"emails": [], **at_work(employeeNumber=str(number), department="Neues Amt")}
        return services.add_user(key=key, user=user(login=f"n{number}", **facts))

    told = at_once(tell, range(WORKERS))
    again = [number for number, row in enumerate(told) if row is None]
    # Who came at the same moment is refused as a whole, and told of again by the directory.
    for number in again:
        assert tell(number).employment.department.name == "Neues Amt"
    assert Department.objects.filter(municipality=key.municipality).count() == 1
    assert Employment.objects.filter(department__name="Neues Amt").count() == WORKERS


def test_deactivating_and_changing_at_once_leaves_one_of_the_two(key, erika):
    def change(title):
        facts = {"active": False} if title is None else {"title": title}
        return services.change_user(key=key, row=erika, user=user(**facts))

    at_once(change, [None, "Leitung"] * 4)
    row = DirectoryUser.objects.select_related("employment").get()
    assert row.said.is_active is (row.employment.valid_until is None)
    assert Employment.objects.filter(person=erika.employment.person).count() == 1
