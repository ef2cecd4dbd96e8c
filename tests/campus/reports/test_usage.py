"""Use of a provider's courses for its statement: counted by municipality, small numbers hidden."""

import datetime as dt

import pytest
from django.core.exceptions import FieldDoesNotExist
from hypothesis import given
from hypothesis import strategies as st

from campus.kit import dates
from campus.reports import usage
from campus.reports.suppression import K
from courses.learning.models import Progress
from members.settlement import usage as settlement
from members.settlement.models import UsageLine
from tests.factories.enrolment import EnrolmentFactory, OfferFactory
from tests.factories.organisations import MunicipalityFactory
from tests.factories.people import EmploymentFactory

FIRST, LAST = dt.date(2025, 4, 1), dt.date(2025, 6, 30)
MAY = dt.datetime(2025, 5, 12, 12, tzinfo=dt.UTC)


@pytest.fixture
def offer(db):
    return OfferFactory()


def learn(offer, town, count, *, begun=0, done=0, at=MAY):
    """Let so many people of a town take a seat; the first ones begin, or complete."""
    for number in range(count):
        seat = EnrolmentFactory(
            offer=offer, employment=EmploymentFactory(municipality=town), confirmed_at=at
        )
        Progress.objects.update_or_create(
            enrolment=seat,
            defaults={
                "started_at": at if number < begun else None,
                "completed_at": at if number < done else None,
                "percent": 100 if number < done else 0,
            },
        )


def counted(offer, first=FIRST, last=LAST):
    rows = usage.usage_of(offer.course.module.provider_id, first, last)
    return [(row.enrolments, row.starts, row.completions) for row in rows]


def test_large_groups_are_told_with_their_sum(offer):
    for _ in range(2):
        learn(offer, MunicipalityFactory(), 5, begun=5, done=5)
    assert counted(offer) == [(5, 5, 5), (5, 5, 5), (10, 10, 10)]


def test_small_number_is_hidden_with_what_would_reveal_it(offer):
    small, large = MunicipalityFactory(), MunicipalityFactory()
    learn(offer, small, 2, begun=2, done=2)
    learn(offer, large, 10, begun=10, done=10)
    found = counted(offer)
    assert found[0] == (None, None, None)
    # With the large one and the sum the small one would be known.
    assert found[1] == (None, None, None)


def test_few_who_have_not_begun_are_not_told_either(offer):
    learn(offer, MunicipalityFactory(), 10, begun=9, done=0)
    assert counted(offer) == [(10, None, 0), (10, None, 0)]


def test_sum_of_nothing_does_not_tell_of_the_few_who_have_not_begun(offer):
    learn(offer, MunicipalityFactory(), 1)
    assert counted(offer) == [(None, None, None), (None, None, None)]


def test_one_person_with_many_seats_is_no_group(offer):
    job = EmploymentFactory()
    for _ in range(6):
        EnrolmentFactory(offer=offer, employment=job, confirmed_at=MAY, state="finished")
    assert counted(offer)[0][0] is None


@pytest.mark.parametrize(
    ("moment", "inside"),
    [
        (dt.datetime(2025, 3, 31, 21, 59, tzinfo=dt.UTC), False),
        (dt.datetime(2025, 3, 31, 22, 0, tzinfo=dt.UTC), True),
        (dt.datetime(2025, 6, 30, 21, 59, tzinfo=dt.UTC), True),
        (dt.datetime(2025, 6, 30, 22, 0, tzinfo=dt.UTC), False),
    ],
)
def test_quarter_begins_and_ends_at_german_midnight(offer, moment, inside):
    learn(offer, MunicipalityFactory(), 5, begun=5, done=5, at=moment)
    assert counted(offer) == ([(5, 5, 5)] * 2 if inside else [])


def test_other_providers_are_not_counted(offer):
    learn(OfferFactory(), MunicipalityFactory(), 6, begun=6)
    assert counted(offer) == []


def test_queries_do_not_grow_with_municipalities(offer, django_assert_num_queries):
    for _ in range(3):
        learn(offer, MunicipalityFactory(), 2)
    with django_assert_num_queries(3):
        usage.usage_of(offer.course.module.provider_id, FIRST, LAST)


def test_settlement_asks_this_room_and_stores_numbers_only(offer):
    learn(offer, MunicipalityFactory(), 5, begun=5, done=5)
    provider = offer.course.module.provider_id
    assert settlement.usage_of(provider, FIRST, LAST) == usage.usage_of(provider, FIRST, LAST)
    for name in ("person", "employment", "enrolment", "registration", "course"):
        with pytest.raises(FieldDoesNotExist):
            UsageLine._meta.get_field(name)


PAIRS = st.lists(st.tuples(st.integers(1, 4), st.integers(1, 9)), max_size=60)


@given(taken=PAIRS, part=st.integers(0, 60))
def test_nothing_that_is_told_gives_a_small_group_away(taken, part):
    done = taken[:part]
    keys = sorted({town for town, _ in taken})
    bases = usage._counts(taken, keys)
    report = usage._suppressed(done, keys, bases)
    shown = report.tables[0]
    people = {key: len({person for town, person in done if town == key}) for key in keys}
    for key, count in shown.items():
        assert count is None or count == 0 or people[key] >= K
        assert count is None or not 0 < bases[key] - count < K
    hidden = [key for key, count in shown.items() if count is None]
    total = usage._sum(report)
    if total is not None and hidden:
        assert len(hidden) > 1
        rest = total - sum(count or 0 for count in shown.values())
        assert rest >= K


def test_clock_of_the_demo_plays_no_part(offer):
    with dates.moved_clock(MAY):
        assert counted(offer) == []
