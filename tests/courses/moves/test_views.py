"""HR changes a department: sees the difference first; an import says the sum."""

import datetime as dt

import pytest
from django.urls import reverse

from campus.kit import dates
from courses.assignments.models import Period
from courses.moves import receivers, services
from courses.moves.foretelling import foretell, in_sum
from members.people.consequences import Effect, Move, stamp_of
from members.people.signals import jobs_changed
from members.roles.catalogue import Role
from tests.factories.assignments import ObligationFactory, PeriodFactory
from tests.factories.organisations import MunicipalityFactory
from tests.factories.people import EmploymentFactory, PersonFactory
from tests.factories.roles import GrantFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def job(town, depot):
    return EmploymentFactory(
        municipality=town, department=depot, person=PersonFactory(user=None, email=None)
    )


@pytest.fixture
def duties(town, depot, cash, job):
    """One obligation of the depot, one of the cash desk, one of all; the person has two."""
    rows = {}
    for title, where in (("Motorsäge", [depot]), ("Geldwäsche", [cash]), ("Datenschutz", [])):
        rows[title] = ObligationFactory(municipality=town, course=None, title=title)
        rows[title].departments.set(where)
    for title in ("Motorsäge", "Datenschutz"):
        PeriodFactory(obligation=rows[title], employment=job)
    return rows


@pytest.fixture
def hr(client, town):
    client.force_login(GrantFactory(role=Role.HR_MANAGER, municipality=town).user)
    return client


def values(job, department, **more):
    person = job.person
    return {
        "first_name": person.first_name,
        "last_name": person.last_name,
        "email": "",
        "department": department.pk if department else "",
        "position": job.position,
        "personnel_number": "",
        **more,
    }


def page(response):
    return response.content.decode()


def change(client, job, **data):
    return client.post(reverse("people:change", args=[job.pk]), data)


def test_change_of_department_shows_the_difference_before_it_is_saved(hr, job, cash, duties):
    response = change(hr, job, **values(job, cash))
    text = page(response)
    for heading, title in (
        ("Fällt weg", "Motorsäge"),
        ("Kommt hinzu", "Geldwäsche"),
        ("Bleibt", "Datenschutz"),
    ):
        assert heading in text and title in text
    assert "Bauhof → Stadtkasse" in text
    job.refresh_from_db()
    assert job.department.name == "Bauhof"

    again = hr.post(
        reverse("people:change", args=[job.pk]),
        {**values(job, cash), "seen": response.context["stamp"]},
    )
    assert again.status_code == 302
    job.refresh_from_db()
    assert job.department == cash


def test_confirmation_of_what_was_not_seen_is_asked_again(hr, job, cash, duties):
    response = change(hr, job, **values(job, cash), seen="another")
    assert response.status_code == 409
    assert "Bitte sehen Sie noch einmal hin" in page(response)
    job.refresh_from_db()
    assert job.department.name == "Bauhof"


def test_going_back_to_the_form_keeps_what_was_chosen(hr, job, cash, duties):
    response = change(hr, job, **values(job, cash), step="change")
    assert response.status_code == 200
    assert f'value="{cash.pk}" selected' in page(response)


@pytest.mark.parametrize("changed", [{}, {"personnel_number": "77"}, {"last_name": "Neu"}])
def test_change_by_which_nothing_begins_or_ends_is_saved_at_once(hr, job, depot, duties, changed):
    assert change(hr, job, **{**values(job, depot), **changed}).status_code == 302


def test_change_without_any_obligation_is_saved_at_once(hr, job, cash):
    assert change(hr, job, **values(job, cash)).status_code == 302


def test_training_officer_reads_only_what_may_be_seen(town, depot, cash, job, duties):
    here = GrantFactory(role=Role.DEPARTMENT_HR, department=depot).user
    elsewhere = GrantFactory(role=Role.DEPARTMENT_HR, department=cash).user
    move = Move(job.pk, cash.pk, job.position)
    assert {one.text for one in foretell(here, job, move)} == set(duties)
    assert foretell(elsewhere, job, move) == []


def test_words_do_not_depend_on_how_somebody_stands(town, cash, job, duties):
    hr = GrantFactory(role=Role.HR_MANAGER, municipality=town).user
    move = Move(job.pk, cash.pk, job.position)
    before = foretell(hr, job, move)
    Period.objects.update(fulfilled_on=dates.today())
    assert foretell(hr, job, move) == before
    assert stamp_of(before) == stamp_of(reversed(before))


def test_what_was_there_before_is_said_to_come_back(town, depot, cash, job, duties):
    hr = GrantFactory(role=Role.HR_MANAGER, municipality=town).user
    job.department = cash
    job.save()
    services.follow(employment_ids=[job.pk])
    found = foretell(hr, job, Move(job.pk, depot.pk, job.position))
    notes = {one.text: (one.effect, one.note) for one in found}
    assert notes["Motorsäge"] == (Effect.BEGINS, "Kehrt mit den Nachweisen zurück.")
    assert notes["Geldwäsche"] == (Effect.ENDS, "Was nachgewiesen ist, bleibt.")


def test_many_changes_are_told_as_a_sum(town, depot, cash, job, duties):
    other = EmploymentFactory(municipality=town, department=cash)
    moves = [
        Move(job.pk, cash.pk, job.position),
        Move(other.pk, cash.pk, other.position),
        Move(0, cash.pk, ""),
    ]
    assert in_sum(town, moves) == [
        "3 Pflichten beginnen und 1 endet, für 2 Personen. Was nachgewiesen ist, bleibt."
    ]
    assert in_sum(town, [Move(job.pk, None, "", leaves=True)]) == [
        "0 Pflichten beginnen und 2 enden, für 1 Person. Was nachgewiesen ist, bleibt."
    ]
    assert in_sum(town, [Move(job.pk, depot.pk, job.position)]) == [
        "Durch diese Änderungen beginnt und endet keine Pflicht."
    ]
    assert in_sum(MunicipalityFactory(), moves) == []


def test_arrivals_count_with_the_moves(town, depot, cash, job, duties):
    new = [Move(-row, cash.pk, "Kasse", begins_on=dates.today()) for row in (2, 3)]
    assert in_sum(town, new) == [
        "4 Pflichten beginnen und 0 enden, für 2 Personen. Was nachgewiesen ist, bleibt."
    ]
    assert in_sum(town, [*new, Move(job.pk, None, "", leaves=True)]) == [
        "4 Pflichten beginnen und 2 enden, für 3 Personen. Was nachgewiesen ist, bleibt."
    ]


def test_what_can_be_undone_is_followed_later(job, cash, duties, monkeypatch):
    job.department = cash
    job.save()
    later = dates.now() + dt.timedelta(minutes=10)
    monkeypatch.setattr(receivers, "AT_ONCE", 0)
    for settled_at in (later, None):
        jobs_changed.send(object, employment_ids=[job.pk], settled_at=settled_at)
    monkeypatch.setattr(receivers, "AT_ONCE", 20)
    jobs_changed.send(object, employment_ids=[job.pk], settled_at=None)
    assert Period.objects.get(obligation=duties["Motorsäge"]).archived_on
