"""Beside the matrix: sums of departments, views that are kept, who is late and who reminds them."""

import datetime as dt
import re

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from campus.kit import dates
from campus.kit.personal_data import Erasing, Subject
from courses.assignments import services as assignments
from courses.assignments.models import Reminder
from courses.oversight import personal_data, services
from courses.oversight.errors import NameMissing, TooManyViews
from courses.oversight.models import SavedView
from courses.oversight.selectors import Unit, below
from courses.oversight.services import saved_views
from courses.oversight.sums import Sum, branches
from courses.oversight.wishes import Wish
from members.people.models import AccessLogEntry
from members.roles.catalogue import Role
from tests.factories.assignments import ObligationFactory, PeriodFactory
from tests.factories.organisations import MunicipalityFactory
from tests.factories.people import DepartmentFactory, EmploymentFactory
from tests.factories.policies import PolicyFactory
from tests.factories.roles import GrantFactory

LATE, REMIND = reverse("oversight:late"), reverse("oversight:remind")
SAVE, DEPARTMENTS = reverse("oversight:save_view"), reverse("oversight:departments")
MATRIX = reverse("oversight:matrix")


def text(response):
    return response.content.decode()


TREE = [
    Unit(1, "Hauptamt", None),
    Unit(2, "Personal", 1),
    Unit(3, "Ausbildung", 2),
    Unit(4, "Bauamt", None),
    Unit(5, "Fremd", 99),
]


@pytest.mark.parametrize(
    ("top", "expected"), [(0, {1, 2, 3}), (1, {2, 3}), (2, {3}), (3, {4}), (4, {5})]
)
def test_department_reaches_down_to_all_below_it(top, expected):
    assert below(TREE, TREE[top]) == expected


def test_sums_of_a_department_hold_those_of_all_below_it_once():
    own = {1: Sum(2, 4, 3, 1), 2: Sum(1, 1, 0, 1), 3: Sum(5, 5, 5, 0), None: Sum(7, 7, 7, 7)}
    found = {one.name: (one.depth, one.total) for one in branches(TREE, own)}
    assert list(found) == ["Hauptamt", "Personal", "Ausbildung", "Bauamt", "Fremd"]
    assert found["Hauptamt"] == (0, Sum(8, 10, 8, 2))
    assert found["Personal"] == (1, Sum(6, 6, 5, 1))
    assert found["Ausbildung"] == (2, Sum(5, 5, 5, 0))
    assert found["Bauamt"] == found["Fremd"] == (0, Sum())


@pytest.fixture
def town(db):
    return MunicipalityFactory()


@pytest.fixture
def hr(client, town):
    """Sign in as human resources of the town."""
    client.force_login(GrantFactory(role=Role.HR_MANAGER, municipality=town).user)
    return client


@pytest.fixture
def duty(town):
    return ObligationFactory(municipality=town, course=None, title="Brandschutz")


def late(duty, days=3, **facts):
    return PeriodFactory(obligation=duty, due_on=dates.today() - dt.timedelta(days=days), **facts)


def test_departments_say_how_much_is_valid_and_lead_to_their_people(hr, town, duty):
    top = DepartmentFactory(municipality=town, name="Hauptamt")
    inner = DepartmentFactory(municipality=town, name="Personal", parent=top)
    PeriodFactory(
        obligation=duty,
        employment=EmploymentFactory(municipality=town, department=top),
        fulfilled_on=dates.today(),
    )
    tardy = late(duty, employment=EmploymentFactory(municipality=town, department=inner))
    page = text(hr.get(DEPARTMENTS))
    assert "1 von 2" in page
    assert "1 überfällig" in page
    assert f"{MATRIX}?kommune={town.slug}&amp;amt={inner.pk}" in page
    assert str(tardy.employment.person) not in page
    assert str(tardy.employment.person) in text(hr.get(MATRIX, {"amt": inner.pk}))
    assert "0 von 1" in text(hr.get(DEPARTMENTS, {"amt": inner.pk}))


def test_departments_and_the_list_cost_the_same_for_many(hr, town, duty):
    def cost(address):
        with CaptureQueriesContext(connection) as caught:
            assert hr.get(address).status_code == 200
        return len(caught)

    def fill(count):
        for _number in range(count):
            unit = DepartmentFactory(municipality=town)
            late(duty, employment=EmploymentFactory(municipality=town, department=unit))

    fill(2)
    few = cost(DEPARTMENTS), cost(LATE)
    fill(6)
    assert (cost(DEPARTMENTS), cost(LATE)) == few


def test_department_officer_sums_the_own_department_alone(client, town, duty):
    own, other = DepartmentFactory.create_batch(2, municipality=town)
    for unit in (own, other):
        late(duty, employment=EmploymentFactory(municipality=town, department=unit))
    client.force_login(GrantFactory(role=Role.DEPARTMENT_HR, department=own).user)
    page = text(client.get(DEPARTMENTS))
    assert own.name in page
    assert not re.search(rf"amt={other.pk}\b", page)
    assert other.name not in page
    assert "0 von 1" in page
    assert client.post(REMIND, {"wer": "alle"}).status_code == 403


def test_view_is_kept_found_again_shared_and_removed(hr, client, town, duty):
    query = f"status=open&status=overdue&kommune=fremd&unsinn=1&pflicht={duty.pk}"
    response = hr.post(SAVE, {"name": "  Was   offen ist ", "ansicht": query, "geteilt": "1"})
    view = SavedView.objects.get()
    assert view.query == f"kommune={town.slug}&status=open&status=overdue&pflicht={duty.pk}"
    assert response["Location"] == f"{MATRIX}?{view.query}"
    assert "Was offen ist" in text(hr.get(MATRIX))
    colleague = GrantFactory(role=Role.HR_MANAGER, municipality=town).user
    client.force_login(colleague)
    assert "Was offen ist" in text(client.get(MATRIX))
    remove = reverse("oversight:remove_view", args=[view.pk])
    assert client.post(remove).status_code == 404
    client.force_login(view.owner)
    client.post(remove)
    assert not SavedView.objects.exists()


@pytest.mark.parametrize("is_shared", [True, False])
def test_view_of_another_municipality_is_never_offered(hr, town, duty, is_shared):
    foreign = GrantFactory(role=Role.HR_MANAGER)
    services.save_view(
        municipality=foreign.municipality,
        name="Fremde Ansicht",
        wish=Wish(),
        is_shared=is_shared,
        owner=foreign.user,
    )
    own = {"municipality": town, "wish": Wish(), "owner": foreign.user}
    services.save_view(**own, name="Nur meine", is_shared=False)
    page = text(hr.get(MATRIX))
    assert "Fremde Ansicht" not in page
    assert "Nur meine" not in page


def test_view_of_the_same_name_takes_the_place_of_the_one_before(town, duty):
    owner = GrantFactory(role=Role.HR_MANAGER, municipality=town).user
    facts = {"municipality": town, "is_shared": False, "owner": owner}
    first = services.save_view(**facts, name="Offen", wish=Wish())
    second = services.save_view(**facts, name="Offen", wish=Wish(department="7"))
    assert first.pk == second.pk
    assert SavedView.objects.get().query.endswith("amt=7")


def test_view_without_a_name_and_too_many_are_refused(town, monkeypatch):
    owner = GrantFactory(role=Role.HR_MANAGER, municipality=town).user
    facts = {"municipality": town, "wish": Wish(), "is_shared": False, "owner": owner}
    with pytest.raises(NameMissing):
        services.save_view(**facts, name="   ")
    monkeypatch.setattr(saved_views, "MOST_VIEWS", 1)
    services.save_view(**facts, name="Eins")
    with pytest.raises(TooManyViews):
        services.save_view(**facts, name="Zwei")
    assert SavedView.objects.count() == 1


def test_name_missing_is_said_on_the_page(hr, duty):
    assert "Geben Sie der Ansicht einen Namen" in text(hr.post(SAVE, {"name": ""}, follow=True))


def test_late_are_listed_the_longest_first_and_the_look_is_noted(hr, town, duty):
    short, long = late(duty, days=2), late(duty, days=20)
    PeriodFactory(obligation=duty)
    Reminder.objects.create(period=long, sent_on=dt.date(2026, 1, 2))
    page = text(hr.get(LATE))
    assert page.index(str(long.employment.person)) < page.index(str(short.employment.person))
    assert "02.01.2026" in page
    assert "2 Pflichten" in page
    assert AccessLogEntry.objects.filter(what="late").count() == 2


def test_list_follows_the_works_agreement(hr, town, duty):
    Reminder.objects.create(period=late(duty), sent_on=dt.date(2026, 1, 2))
    PolicyFactory(municipality=town, hidden=["reminded_on"])
    page = text(hr.get(LATE))
    assert "Erinnert" not in page
    assert "02.01.2026" not in page


def test_nobody_late_is_no_empty_page(hr, duty):
    assert "Niemand ist überfällig" in text(hr.get(LATE))


def test_one_click_reminds_one_of_one_obligation(hr, duty, django_capture_on_commit_callbacks):
    one, other = late(duty), late(duty)
    with django_capture_on_commit_callbacks(execute=True):
        page = text(hr.post(REMIND, {"nur": one.pk, "turn": other.pk}, follow=True))
    assert "1 Erinnerung ist verschickt." in page
    assert [reminder.period for reminder in Reminder.objects.all()] == [one]
    again = text(hr.post(REMIND, {"nur": one.pk}, follow=True))
    assert "1 war heute schon verschickt." in again
    assert Reminder.objects.count() == 1


def test_several_are_shown_the_text_first_and_reminded_in_those_words(
    hr, duty, django_capture_on_commit_callbacks
):
    turns = [late(duty) for _ in range(3)]
    chosen = {"wer": "gewaehlt", "turn": [one.pk for one in turns[:2]]}
    page = text(hr.post(REMIND, chosen))
    assert "E-Mail ansehen" in page
    assert str(turns[2].employment.person) not in page
    assert not Reminder.objects.exists()
    sent = {**chosen, "schritt": "senden", "text": "Bitte noch vor dem Fest."}
    with django_capture_on_commit_callbacks(execute=True):
        hr.post(REMIND, sent)
    assert Reminder.objects.count() == 2
    assert all("Bitte noch vor dem Fest." in one.body for one in mail.outbox)


def test_all_are_those_who_are_late_now_and_no_foreign_turn(hr, duty):
    mine, foreign = late(duty), late(ObligationFactory())
    waits = PeriodFactory(obligation=duty)
    sent = {"schritt": "senden", "wer": "alle", "turn": [foreign.pk, waits.pk], "text": ""}
    hr.post(REMIND, sent)
    assert [reminder.period for reminder in Reminder.objects.all()] == [mine]
    page = text(hr.post(REMIND, {"turn": [foreign.pk, "x", "²"]}, follow=True))
    assert "Wählen Sie zuerst jemanden" in page


def test_reminding_counts_whom_it_reached_and_leaves_other_towns_alone(town, duty):
    hr = GrantFactory(role=Role.HR_MANAGER, municipality=town).user
    foreign = late(ObligationFactory())
    turns = [late(duty), late(duty, fulfilled_on=dates.today()), foreign]
    keys = {"turns": [one.pk for one in turns], "municipality": town, "by": hr}
    first = assignments.remind_turns(**keys)
    second = assignments.remind_turns(**keys)
    assert (first.sent, first.today, second.sent, second.today) == (1, 0, 0, 1)
    assert not foreign.reminders.exists()


def test_own_views_are_told_and_forgotten_with_the_person(town):
    job = EmploymentFactory(municipality=town)
    subject = Subject(person_id=job.person_id, user_id=job.person.user_id)
    facts = {"municipality": town, "wish": Wish(), "is_shared": True}
    services.save_view(**facts, name="Meine", owner=job.person.user)
    services.save_view(**facts, name="Andere", owner=EmploymentFactory().person.user)
    assert [row["name"] for row in personal_data.saved_views(subject)] == ["Meine"]
    assert personal_data.forget(Erasing(subject)) == 1
    assert [view.name for view in SavedView.objects.all()] == ["Andere"]
    nobody = Subject(person_id=job.person_id)
    assert list(personal_data.saved_views(nobody)) == []
    assert personal_data.forget(Erasing(nobody)) == 0
