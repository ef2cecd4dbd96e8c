"""Who stands in for whom: appointed by name, for some days, within one municipality."""

import datetime as dt

import pytest
from django.urls import reverse

from campus.kit import dates
from campus.kit.errors import DomainError
from campus.kit.personal_data import Erasing, Subject
from members.deputies import selectors, services
from members.deputies.models import Deputyship
from members.deputies.personal_data import deputyships, forget
from members.messages.models import Message
from members.roles.catalogue import Role
from tests.factories.organisations import MunicipalityFactory
from tests.factories.people import EmploymentFactory
from tests.factories.roles import GrantFactory

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture
def town(db):
    return MunicipalityFactory()


@pytest.fixture
def boss(town):
    job = EmploymentFactory(municipality=town)
    GrantFactory(user=job.person.user, role=Role.APPROVER, department=job.department)
    return job.person.user


@pytest.fixture
def colleague(town):
    return EmploymentFactory(municipality=town, personnel_number="4711")


def appoint(boss, job, *, begin=0, length=7, typed=None):
    first = dates.today() + begin * DAY
    return services.appoint(
        principal=boss,
        typed=typed or job.person.email,
        first_day=first,
        last_day=first + length * DAY,
    )


@pytest.mark.parametrize("by", ["address", "capitals", "number", "blanks"])
def test_colleague_is_named_by_address_or_number(boss, colleague, by):
    address = colleague.person.email
    typed = {
        "address": address,
        "capitals": address.upper(),
        "number": "4711",
        "blanks": f"  {address} ",
    }[by]
    assert appoint(boss, colleague, typed=typed).deputy == colleague.person.user


def test_deputy_is_told_once_with_the_days(boss, colleague):
    row = appoint(boss, colleague)
    message = Message.objects.get()
    assert message.recipient == colleague.person.user
    assert message.subject == f"Sie vertreten {boss.get_full_name()}"
    assert f"{row.first_day:%d.%m.%Y}" in message.body
    assert f"{row.last_day:%d.%m.%Y}" in message.body


@pytest.mark.parametrize("who", ["nobody", "other town", "no account", "left", "closed account"])
def test_only_colleagues_with_a_sign_in_can_stand_in(boss, town, who):
    ended = dates.today() - DAY
    job = {
        "nobody": lambda: None,
        "other town": EmploymentFactory,
        "no account": lambda: EmploymentFactory(
            municipality=town, person__user=None, person__email="x@rathaus.example"
        ),
        "left": lambda: EmploymentFactory(municipality=town, valid_until=ended),
        "closed account": lambda: EmploymentFactory(
            municipality=town, person__user__is_active=False
        ),
    }[who]()
    with pytest.raises(DomainError) as refused:
        appoint(boss, job, typed="niemand@rathaus.example" if job is None else None)
    assert refused.value.code == "nobody_there"
    assert "arbeitet hier niemand" in str(refused.value)


def test_nobody_stands_in_for_themselves(boss):
    with pytest.raises(DomainError) as refused:
        services.appoint(
            principal=boss, typed=boss.email, first_day=dates.today(), last_day=dates.today()
        )
    assert refused.value.code == "oneself"


@pytest.mark.parametrize(
    ("begin", "length", "good"), [(0, 0, True), (3, -1, False), (-5, 2, False)]
)
def test_days_have_to_be_in_order_and_not_over(boss, colleague, begin, length, good):
    if good:
        assert appoint(boss, colleague, begin=begin, length=length).pk
    else:
        with pytest.raises(DomainError) as refused:
            appoint(boss, colleague, begin=begin, length=length)
        assert refused.value.code == "days_in_disorder"


@pytest.mark.parametrize(("begin", "good"), [(0, False), (7, False), (8, True), (-3, False)])
def test_the_same_deputy_twice_in_the_same_days_is_refused(boss, colleague, begin, good):
    appoint(boss, colleague)
    if good:
        appoint(boss, colleague, begin=begin)
    else:
        with pytest.raises(DomainError, match="vertritt Sie in diesen Tagen schon"):
            appoint(boss, colleague, begin=begin)


@pytest.mark.parametrize(
    ("moved", "holds"), [(-1, False), (0, True), (7, True), (8, False)], ids=str
)
def test_standing_in_holds_from_the_first_to_the_last_day(boss, colleague, moved, holds):
    appoint(boss, colleague)
    deputy = colleague.person.user
    with dates.moved_clock(dates.now() + moved * DAY):
        assert selectors.principals_of(deputy) == ([boss] if holds else [])
        assert selectors.deputies_of([boss]) == ([deputy] if holds else [])


def test_who_has_left_is_stood_in_for_by_nobody(boss, colleague):
    appoint(boss, colleague)
    boss.is_active = False
    boss.save()
    assert selectors.principals_of(colleague.person.user) == []


def test_two_deputies_of_two_are_each_named_once(boss, colleague, town):
    second = EmploymentFactory(municipality=town)
    appoint(boss, colleague)
    appoint(second.person.user, colleague)
    assert selectors.deputies_of([boss, second.person.user]) == [colleague.person.user]


def test_what_has_not_begun_is_deleted_and_what_has_begun_ends_yesterday(boss, colleague):
    services.end(row=appoint(boss, colleague, begin=2))
    assert not Deputyship.objects.exists()
    row = appoint(boss, colleague)
    with dates.moved_clock(dates.now() + 3 * DAY):
        services.end(row=row)
        row.refresh_from_db()
        assert row.last_day == dates.today() - DAY


@pytest.fixture
def desk(client, boss):
    client.force_login(boss)
    return client


def test_page_appoints_and_ends(desk, boss, colleague):
    data = {
        "typed": "4711",
        "first_day": dates.today().isoformat(),
        "last_day": (dates.today() + DAY).isoformat(),
    }
    name = colleague.person.user.get_full_name()
    answer = desk.post(reverse("deputies:index"), data, follow=True)
    assert f"{name} vertritt Sie und erfährt davon." in answer.content.decode()
    row = Deputyship.objects.get()
    answer = desk.post(reverse("deputies:end", args=[row.pk]), follow=True)
    assert f"{name} vertritt Sie nicht mehr." in answer.content.decode()


def test_page_keeps_what_was_typed(desk):
    data = {"typed": "wer@anders.example", "first_day": "2026-01-01", "last_day": "gestern"}
    answer = desk.post(reverse("deputies:index"), data)
    assert answer.status_code == 400
    assert "wer@anders.example" in answer.content.decode()


def test_those_of_others_are_ended_by_nobody_else(client, boss, colleague):
    row = appoint(boss, colleague)
    client.force_login(colleague.person.user)
    assert client.post(reverse("deputies:end", args=[row.pk])).status_code == 404
    text = client.get(reverse("deputies:index")).content.decode()
    assert "Wen Sie vertreten" in text
    assert "Vertretung benennen" not in text


def test_who_decides_nothing_and_stands_in_for_nobody_has_no_page(client, colleague):
    client.force_login(colleague.person.user)
    assert client.get(reverse("deputies:index")).status_code == 403


def test_both_read_it_in_their_copy_and_either_takes_it_along(boss, colleague):
    for user, part in ((boss, "principal"), (colleague.person.user, "deputy")):
        appoint(boss, colleague)
        subject = Subject(person_id=user.person.pk, user_id=user.pk)
        (row,) = deputyships(subject)
        assert row["part"] == part
        assert forget(Erasing(subject)) == 1
