"""Heads assign to their team what human resources let them: preview, release, undo, refusals."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import ModelLogEntry

from campus.kit import dates
from campus.kit.undoing import UNDO_FOR
from courses.assignments.models import Period
from courses.bundles.models import Bundle
from courses.oversight import handing, services
from courses.oversight.errors import NotHanded
from courses.oversight.models import Handed
from members.deputies.models import Deputyship
from members.messages.models import Message
from members.people.models import AccessLogEntry
from members.roles.catalogue import Role
from tests.factories.assignments import ObligationFactory, PeriodFactory
from tests.factories.pathways import courses, published
from tests.factories.people import DepartmentFactory, EmploymentFactory
from tests.factories.policies import PolicyFactory
from tests.factories.roles import GrantFactory
from tests.support.handing import HAND_ON, assign, values

pytestmark = pytest.mark.django_db
TEAM, HANDED = reverse("oversight:team"), reverse("oversight:handed")


def text(response):
    return response.content.decode()


def test_at_first_heads_assign_nothing(client, head, people, town):
    row = ObligationFactory(municipality=town)
    row.people.add(people[0])
    client.force_login(head)
    assert HAND_ON not in text(client.get(TEAM))
    assert "Nichts zuzuweisen" in text(client.get(HAND_ON))
    assert client.post(HAND_ON, values(row, people[1])).status_code == 400
    assert not Bundle.objects.exists()


def test_human_resources_say_what_heads_may_assign(client, hr, town, duty, stranger):
    other = ObligationFactory(municipality=town, course=None, title="Erste Hilfe")
    other.people.add(stranger)
    for_all = ObligationFactory(municipality=town, course=None, title="Datenschutz für alle")
    client.force_login(hr)
    page = text(client.get(HANDED))
    assert "Leiterprüfung" in page and "Erste Hilfe" in page
    assert for_all.title not in page
    client.post(HANDED, {"obligations": [other.pk]})
    assert handing.handed_in(town) == {other.pk}
    entry = ModelLogEntry.objects.get(action="oversight.let_heads_assign")
    assert entry.user == hr
    assert entry.data == {"before": [duty.pk], "now": [other.pk]}


def test_saving_the_same_again_is_no_entry_in_the_log(client, hr, duty):
    client.force_login(hr)
    client.post(HANDED, {"obligations": [duty.pk]})
    assert not ModelLogEntry.objects.filter(action="oversight.let_heads_assign").exists()


@pytest.mark.parametrize("typed", ["999999", "x", "-1"])
def test_foreign_obligation_cannot_be_ticked(client, hr, duty, town, typed):
    client.force_login(hr)
    assert client.post(HANDED, {"obligations": [typed]}).status_code == 400
    assert handing.handed_in(town) == {duty.pk}


def test_without_obligations_the_page_says_what_to_do(client, hr):
    client.force_login(hr)
    assert "Keine Pflicht zur Auswahl" in text(client.get(HANDED))


def test_head_looks_confirms_and_the_people_have_it(client, head, people, duty):
    client.force_login(head)
    assert HAND_ON in text(client.get(TEAM))
    preview = text(client.post(HAND_ON, values(duty, *people)))
    assert all(str(job.person) in preview for job in people)
    assert f"{dates.today() + dt.timedelta(days=30):%d.%m.%Y}" in preview
    assert not Bundle.objects.exists()
    page = text(assign(client, duty, *people))
    assert "Zugewiesen." in page
    assert Period.objects.filter(employment__in=people).count() == 2
    bundle = Bundle.objects.get()
    assert (bundle.created_by, bundle.municipality) == (head, duty.municipality)
    assert ModelLogEntry.objects.filter(action="oversight.hand_on", user=head).count() == 1


def test_people_are_told_after_ten_minutes_not_before(client, head, people, duty):
    client.force_login(head)
    assign(client, duty, people[0])
    assert not Message.objects.filter(kind="course_bundles_assigned").exists()
    assert Bundle.objects.get().told_at is None


def test_head_takes_back_what_was_just_assigned(client, head, people, duty):
    client.force_login(head)
    page = text(assign(client, duty, *people))
    address = reverse("oversight:undo_handing", args=[Bundle.objects.get().reference])
    assert address in page
    page = text(client.post(address, follow=True))
    assert "Rückgängig gemacht." in page and address not in page
    assert not Period.objects.filter(employment__in=people).exists()
    assert set(duty.people.all()) != set(people)


def test_after_ten_minutes_nothing_is_taken_back(client, head, people, duty):
    client.force_login(head)
    assign(client, duty, *people)
    Bundle.objects.update(finished_at=dates.now() - UNDO_FOR)
    assert "rueckgaengig" not in text(client.get(TEAM))
    address = reverse("oversight:undo_handing", args=[Bundle.objects.get().reference])
    assert "Zehn Minuten sind vorbei" in text(client.post(address, follow=True))
    assert Period.objects.filter(employment__in=people).count() == 2


def test_nobody_takes_back_what_another_head_has_assigned(client, head, people, duty, depot):
    client.force_login(head)
    assign(client, duty, *people)
    other = GrantFactory(role=Role.SUPERIOR, department=depot).user
    client.force_login(other)
    address = reverse("oversight:undo_handing", args=[Bundle.objects.get().reference])
    assert client.post(address).status_code == 404


def test_why_somebody_does_not_get_it_is_not_told(client, head, people, duty):
    PeriodFactory(obligation=duty, employment=people[0], due_on=dates.today())
    duty.people.add(people[0])
    duty.released.add(people[1])
    client.force_login(head)
    page = text(client.post(HAND_ON, values(duty, *people)))
    assert "Niemand erhielte etwas Neues" in page
    assert "ändert sich nichts" in page
    assert 'value="confirm"' not in page


@pytest.mark.parametrize("who", ["stranger", "self"])
def test_only_people_of_the_own_team_can_be_chosen(client, head, stranger, duty, who):
    job = stranger if who == "stranger" else head.person.employments.get()
    client.force_login(head)
    response = client.post(HAND_ON, values(duty, job))
    assert response.status_code == 400
    assert not Bundle.objects.exists()


@pytest.mark.parametrize(
    ("left_out", "sentence"),
    [
        ("obligation", "Wählen Sie, was Sie zuweisen möchten."),
        ("people", "Wählen Sie mindestens eine Person."),
    ],
)
def test_what_is_missing_is_said_and_the_rest_stays(client, head, people, duty, left_out, sentence):
    client.force_login(head)
    sent = values(duty, people[0])
    del sent[left_out]
    response = client.post(HAND_ON, sent)
    assert response.status_code == 400
    assert sentence in text(response)
    assert "checked" in text(response)


def test_changing_something_keeps_what_was_chosen(client, head, people, duty):
    client.force_login(head)
    response = client.post(HAND_ON, {**values(duty, people[0]), "step": "change"})
    assert response.status_code == 200
    assert text(response).count("checked") == 2


def test_obligation_of_another_municipality_is_not_given_to_people_here(client, head, people, duty):
    elsewhere = DepartmentFactory()
    GrantFactory(role=Role.SUPERIOR, department=elsewhere, user=head)
    there = EmploymentFactory(municipality=elsewhere.municipality, department=elsewhere)
    client.force_login(head)
    response = client.post(HAND_ON, values(duty, people[0], there))
    assert response.status_code == 400
    assert "gehört zu einer anderen Kommune" in text(response)


def test_what_has_changed_since_the_look_is_shown_anew(client, head, people, duty):
    client.force_login(head)
    stamp = client.post(HAND_ON, values(duty, *people)).context["stamp"]
    duty.people.add(people[0])
    PeriodFactory(obligation=duty, employment=people[0], due_on=dates.today())
    sent = {**values(duty, *people), "step": "confirm", "stamp": stamp}
    response = client.post(HAND_ON, sent)
    assert response.status_code == 409
    assert "Seit Ihrem Blick hat sich etwas geändert" in text(response)
    assert not Bundle.objects.exists()


@pytest.mark.parametrize("change", ["no longer handed", "moved away", "not the head"])
def test_service_refuses_what_the_head_may_not(head, people, duty, town, change):
    row = handing.Handing(duty, people)
    stamp = row.plan(head).stamp
    if change == "no longer handed":
        Handed.objects.all().delete()
    if change == "moved away":
        people[0].department = DepartmentFactory(municipality=town)
        people[0].save()
    by = people[0].person.user if change == "not the head" else head
    with pytest.raises(NotHanded):
        services.hand_on(handing=row, stamp=stamp, by=by)
    assert not Bundle.objects.exists()


def test_deputy_assigns_for_the_head(client, head, people, duty, stranger):
    today = dates.today()
    deputy = stranger.person.user
    Deputyship.objects.create(principal=head, deputy=deputy, first_day=today, last_day=today)
    client.force_login(deputy)
    assign(client, duty, people[0])
    assert Bundle.objects.get().created_by == deputy


def test_agreement_that_hides_the_team_leaves_nobody_to_assign_to(client, head, people, duty):
    PolicyFactory(municipality=duty.municipality, hidden=["superiors"])
    client.force_login(head)
    assert HAND_ON not in text(client.get(TEAM))
    assert client.post(HAND_ON, values(duty, people[0])).status_code == 400


def test_look_at_the_preview_is_noted(client, head, people, duty):
    client.force_login(head)
    client.post(HAND_ON, values(duty, people[0]))
    entry = AccessLogEntry.objects.get()
    assert (entry.person, entry.what, entry.viewer_role) == (
        people[0].person,
        "team",
        "superior",
    )


def test_path_is_assigned_like_a_course(head, people, town, stranger):
    version = published(*courses(1))
    row = ObligationFactory(municipality=town, course=None, path=version.path, title="Weg")
    row.people.add(stranger)
    Handed.objects.create(obligation=row)
    plan = handing.Handing(row, people).plan(head)
    assert plan.gets == 2
    assert plan.lines[0].existing == row


def test_course_is_assigned_like_a_proof(head, people, town, stranger):
    row = ObligationFactory(municipality=town)
    row.people.add(stranger)
    assert handing.Handing(row, people).plan(head).gets == 2


def test_obligation_that_has_ended_is_not_offered(head, people, duty):
    assert list(handing.handed_to(head)) == [duty]
    duty.ended_at = dates.now()
    duty.save()
    assert not handing.handed_to(head).exists()


def test_choosing_costs_as_much_for_many_as_for_few(client, head, people, duty, town, depot):
    def cost():
        with CaptureQueriesContext(connection) as caught:
            assert client.get(HAND_ON).status_code == 200
        return len(caught)

    client.force_login(head)
    few = cost()
    for _number in range(5):
        EmploymentFactory(municipality=town, department=depot)
        row = ObligationFactory(municipality=town)
        row.people.add(people[0])
        Handed.objects.create(obligation=row)
    assert cost() == few
