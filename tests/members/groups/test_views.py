"""HR's pages of groups: whom they show to whom, what bad input gets, number of queries."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from campus.kit import dates
from courses.assignments.models import Obligation
from members.groups.models import StaffGroup
from members.roles.catalogue import Role
from tests.factories.assignments import ObligationFactory
from tests.factories.groups import StaffGroupFactory
from tests.factories.organisations import MunicipalityFactory
from tests.factories.people import DepartmentFactory, EmploymentFactory
from tests.factories.roles import GrantFactory

pytestmark = pytest.mark.django_db
LIST, ADD = reverse("staff_groups:list"), reverse("staff_groups:add")


@pytest.fixture
def town():
    return MunicipalityFactory()


@pytest.fixture
def hr(client, town):
    client.force_login(GrantFactory(role=Role.HR_MANAGER, municipality=town).user)
    return client


@pytest.fixture
def depot(town):
    return DepartmentFactory(municipality=town, name="Bauhof")


@pytest.fixture
def officer(client, depot):
    client.force_login(GrantFactory(role=Role.DEPARTMENT_HR, department=depot).user)
    return client


def address(name, group):
    return reverse(f"staff_groups:{name}", args=[group.pk])


def page(response):
    return response.content.decode()


def test_look_shows_who_matches_and_writes_nothing(hr, town, depot):
    inside = EmploymentFactory(municipality=town, department=depot, position="Leitung Bauhof")
    EmploymentFactory(municipality=town, position="Leitung Kasse")
    values = {"name": "Leitung", "departments": [depot.pk], "position_words": "leitung"}

    text = page(hr.post(ADD, {**values, "step": "look"}))

    assert "1 Person gehört jetzt dazu" in text
    assert f"{inside.person.last_name}, {inside.person.first_name}" in text
    assert "Es ist noch nichts gespeichert." in text
    assert not StaffGroup.objects.exists()


def test_save_stores_the_rule_and_shows_the_group(hr, town, depot):
    job = EmploymentFactory(municipality=town, personnel_number="0042")
    day = dates.today().isoformat()
    values = {"name": "Neue", "departments": [depot.pk], "entered_from": day, "people": "42"}

    text = page(hr.post(ADD, {**values, "step": "save"}, follow=True))

    group = StaffGroup.objects.get()
    assert (list(group.departments.all()), list(group.people.all())) == ([depot], [job])
    assert "Amt: Bauhof, mit allen darunter" in text
    assert "1 Person namentlich" in text
    assert 'value="Neue"' in page(hr.get(address("change", group)))


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"name": ""}, "Name der Gruppe"),
        ({"name": "Leer"}, "Wählen Sie mindestens eine Regel"),
        ({"name": "vorhanden", "position_words": "x"}, "schon eine Gruppe"),
        ({"name": "Wer", "people": "Niemand Hier"}, "Niemand Hier"),
        ({"name": "Tag", "entered_from": "31.02.2026"}, "gültiges Datum"),
        (
            {"name": "Tage", "entered_from": "2026-02-01", "entered_until": "2026-01-01"},
            "Der letzte Tag liegt vor dem ersten",
        ),
        ({"name": "Amt", "departments": ["999999"]}, "999999"),
    ],
)
def test_bad_input_is_explained_and_kept(hr, town, values, sentence):
    StaffGroupFactory(municipality=town, name="Vorhanden")
    response = hr.post(ADD, {**values, "step": "save"})
    assert response.status_code == 400
    assert sentence in page(response)
    assert values["name"] in page(response)
    assert StaffGroup.objects.count() == 1


def test_change_names_who_would_no_longer_belong_to_it(hr, town):
    stays = EmploymentFactory(municipality=town, position="Leitung Kasse")
    goes = EmploymentFactory(municipality=town, position="Leitung Archiv")
    group = StaffGroupFactory(municipality=town)
    values = {"name": group.name, "position_words": "kasse", "step": "look"}

    response = hr.post(address("change", group), values)

    matches = response.context["matches"]
    assert (list(matches.page), matches.going, matches.coming) == ([stays], [goes], 0)
    assert "Gehören nicht mehr dazu" in page(response)


def test_many_matches_are_paged_by_buttons(hr, town):
    EmploymentFactory.create_batch(52, municipality=town, department=None, position="Leitung")
    values = {"name": "Viele", "position_words": "leitung"}
    assert 'name="page" value="2"' in page(hr.post(ADD, {**values, "step": "look"}))
    second = hr.post(ADD, {**values, "page": "2"})
    assert len(second.context["matches"].page) == 2


def test_training_officer_sees_only_members_of_the_own_department(officer, town, depot):
    mine = EmploymentFactory(municipality=town, department=depot, position="Leitung")
    other = EmploymentFactory(municipality=town, position="Leitung")
    shared = StaffGroupFactory(municipality=town, name="Leitungen")
    hidden = StaffGroupFactory(municipality=town, name="Verborgene", position_words="kasse")
    EmploymentFactory(municipality=town, position="Kasse")

    text = page(officer.get(LIST))
    assert "Leitungen" in text and "Verborgene" not in text
    members = officer.get(address("detail", shared))
    assert list(members.context["page"]) == [mine]
    assert other.person.last_name not in page(members)
    assert officer.get(address("detail", hidden)).status_code == 404
    assert officer.get(address("change", shared)).status_code == 404
    assert officer.get(ADD).status_code == 403


@pytest.mark.parametrize("name", ["detail", "change", "remove"])
def test_a_group_of_another_town_does_not_exist(hr, name):
    assert hr.get(address(name, StaffGroupFactory())).status_code == 404


def test_a_foreign_town_does_not_exist(hr):
    assert hr.get(LIST, {"kommune": MunicipalityFactory().slug}).status_code == 404


def test_list_without_groups_says_what_they_are_for(hr):
    assert "Noch ist keine Gruppe festgelegt" in page(hr.get(LIST))


def test_remove_asks_and_refuses_where_an_obligation_needs_it(hr, town):
    group = StaffGroupFactory(municipality=town)
    obligation = ObligationFactory(municipality=town)
    obligation.groups.add(group)
    assert "entfernen?" in page(hr.get(address("remove", group)))
    text = page(hr.post(address("remove", group), follow=True))
    assert "wird noch gebraucht" in text
    assert obligation.name in text
    Obligation.objects.update(ended_at=dates.now())
    hr.post(address("remove", group))
    assert not StaffGroup.objects.exists()


def test_detail_takes_the_same_queries_for_any_number(hr, town):
    group = StaffGroupFactory(municipality=town)

    def queries():
        with CaptureQueriesContext(connection) as caught:
            assert hr.get(address("detail", group)).status_code == 200
        return len(caught)

    EmploymentFactory(municipality=town, position="Leitung")
    few = queries()
    EmploymentFactory.create_batch(4, municipality=town, position="Leitung")
    assert queries() == few
