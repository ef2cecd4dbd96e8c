"""A prepared query gives what the query itself gives, at every call and with any values."""

import datetime as dt
import socket
import uuid
from types import SimpleNamespace

import pytest
from django.db import transaction
from django.db.models import F, Q

from campus.kit import dates
from campus.kit.prepared import NotPrepared, Prepared, PreparedObjects, _is_quiet
from courses.enrolment.models import Enrolment
from members.people.models import Employment, Person
from tests.factories.enrolment import EnrolmentFactory
from tests.factories.people import EmploymentFactory, PersonFactory

pytestmark = pytest.mark.django_db


def by_key(pk):
    return Person.objects.filter(pk=pk).values_list("pk", "first_name", "email")


def by_keys(keys):
    return Person.objects.filter(pk__in=keys).order_by("pk").values_list("pk")


def by_name(name, other):
    return Person.objects.filter(Q(last_name=name) | Q(last_name=other)).values_list("last_name")


def by_day(day):
    return Employment.objects.active_on(day).values_list("pk", "valid_from", "valid_until")


def by_registration(registration):
    rows = Enrolment.objects.filter(registration=registration)
    return rows.values_list("registration", "confirmed_at", "offer__price", "version_id")


def by_moment(moment):
    return Enrolment.objects.filter(confirmed_at__lt=moment).values_list("pk")


def check(build, *calls):
    """Return how many rows were found; all calls give the same as the query itself."""
    prepared, found = Prepared(build), 0
    for arguments in calls:
        expected = [tuple(row) for row in build(*arguments)]
        assert prepared(*arguments) == expected
        found += len(expected)
    return found


def test_numbers_and_lists_of_any_length():
    people = PersonFactory.create_batch(3)
    assert check(by_key, *((one.pk,) for one in people), (0,)) == 3
    keys = [one.pk for one in people]
    assert check(by_keys, (keys,), (keys[:1],), (keys[1:],), ([],), (keys,)) == 9


def test_texts_stand_where_they_belong():
    PersonFactory(last_name="Eins")
    PersonFactory(last_name="Zwei")
    assert check(by_name, ("Eins", "Drei"), ("Vier", "Zwei"), ("Eins", "Zwei"), ("%s", "'")) == 4


def test_days_as_conditions_and_as_results():
    EmploymentFactory()
    EmploymentFactory(valid_until=dates.today() - dt.timedelta(days=1))
    later = dates.today() + dt.timedelta(days=1)
    assert check(by_day, (dates.today(),), (later,), (dt.date(1990, 1, 1),)) == 2


def test_uuids_moments_and_amounts():
    seat = EnrolmentFactory()
    assert check(by_registration, (seat.registration,), (uuid.uuid4(),)) == 1
    later = dates.now() + dt.timedelta(hours=1)
    assert check(by_moment, (later,), (later - dt.timedelta(days=9),)) == 1


def test_second_call_works_out_no_sql_anew():
    calls = []

    def build(pk):
        calls.append(pk)
        return by_key(pk)

    prepared = Prepared(build)
    for pk in (1, 2, 3):
        prepared(pk)
    assert len(calls) == 1


def test_part_of_the_rows_is_that_of_the_whole():
    keys = [one.pk for one in PersonFactory.create_batch(5)]
    prepared = Prepared(by_keys)
    whole = prepared(keys)
    for first, count in ((0, 2), (2, 2), (4, 2), (9, 2), (0, 0)):
        assert prepared.page(first, count, keys) == whole[first : first + count]
    assert prepared(keys) == whole


def test_query_that_can_have_no_rows_asks_nobody(django_assert_num_queries):
    prepared = Prepared(by_keys)
    with django_assert_num_queries(0):
        assert prepared([]) == []


def test_argument_that_the_query_does_not_use_is_refused():
    with pytest.raises(NotPrepared):
        Prepared(lambda pk, unused: by_key(pk))(1, 2)


@pytest.mark.parametrize("argument", [1.5, None, True, object()])
def test_argument_of_another_kind_is_refused(argument):
    with pytest.raises(NotPrepared):
        Prepared(by_key)(argument)


def seats_of(person_id):
    rows = Enrolment.objects.filter(person_id=person_id).select_related("offer__course", "person")
    return rows.annotate(course_title=F("offer__course__title")).order_by("pk")


def test_rows_of_a_model_come_with_what_belongs_to_them(django_assert_num_queries):
    seat, foreign = EnrolmentFactory(), EnrolmentFactory()
    prepared = PreparedObjects(seats_of)
    prepared(foreign.person_id)
    with django_assert_num_queries(1):
        (found,) = prepared(seat.person_id)
        assert found == seat
        assert found.offer.course.title == found.course_title == seat.offer.course.title
        assert found.person == seat.person
    assert found.registration == seat.registration
    assert found.confirmed_at == seat.confirmed_at


def test_row_of_a_model_can_be_changed_and_saved():
    person = PersonFactory(first_name="Kim")
    found = PreparedObjects(lambda pk: Person.objects.filter(pk=pk)).first(person.pk)
    found.first_name = "Kai"
    found.save()
    person.refresh_from_db()
    assert (person.first_name, found._state.adding) == ("Kai", False)


def test_first_row_is_none_where_nothing_fits():
    prepared = PreparedObjects(lambda pk: Person.objects.filter(pk=pk))
    assert prepared.first(0) is None


def test_optional_relation_without_a_row_is_none(django_assert_num_queries):
    person = PersonFactory(user=None)
    prepared = PreparedObjects(lambda pk: Person.objects.filter(pk=pk).select_related("user"))
    with django_assert_num_queries(1):
        assert prepared.first(person.pk).user is None


def test_prefetched_rows_are_refused():
    rows = Person.objects.prefetch_related("employments")
    with pytest.raises(NotPrepared):
        PreparedObjects(lambda pk: rows.filter(pk=pk))(1)


def test_locked_row_is_read_as_it_is_now():
    person = PersonFactory(first_name="Kim")
    prepared = PreparedObjects(lambda pk: Person.objects.select_for_update().filter(pk=pk))
    with transaction.atomic():
        assert prepared.first(person.pk).first_name == "Kim"
        Person.objects.filter(pk=person.pk).update(first_name="Kai")
        assert prepared.first(person.pk).first_name == "Kai"


def test_idle_connection_is_quiet_until_the_server_says_something_or_goes():
    ours, theirs = socket.socketpair()
    opened = SimpleNamespace(closed=False, fileno=ours.fileno)
    with ours:
        assert _is_quiet(opened)
        theirs.send(b"farewell")
        assert not _is_quiet(opened)
        ours.recv(100)
        assert _is_quiet(opened)
        theirs.close()
        assert not _is_quiet(opened)


@pytest.mark.parametrize("opened", [None, SimpleNamespace(closed=True)])
def test_connection_that_is_not_open_is_not_quiet(opened):
    assert not _is_quiet(opened)
