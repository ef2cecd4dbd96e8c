"""The way through the pages: fill in, look, confirm, undo; what bad input gets."""

import uuid

import pytest
from django.urls import reverse

from campus.kit import dates
from courses.assignments.models import Obligation, Period
from courses.bundles import tasks
from courses.bundles.models import Bundle
from courses.bundles.services import assigning
from courses.catalogue.models import CoursePage
from members.messages.models import Message
from members.people.models import AccessLogEntry
from members.roles.catalogue import Role
from tests.factories.enrolment import OfferFactory
from tests.factories.organisations import MunicipalityFactory
from tests.factories.pathways import courses, published
from tests.factories.people import EmploymentFactory
from tests.factories.roles import GrantFactory

pytestmark = pytest.mark.django_db
LIST, CREATE = reverse("course_bundles:list"), reverse("course_bundles:create")


@pytest.fixture
def signed_in(client, hr):
    client.force_login(hr)
    return client


def page(response):
    return response.content.decode()


def confirm(client, values):
    stamp = client.post(CREATE, values).context["stamp"]
    return client.post(CREATE, {**values, "step": "confirm", "stamp": stamp})


def test_preview_is_a_table_with_names_and_writes_nothing(signed_in, jobs, values, course):
    text = page(signed_in.post(CREATE, values))
    assert "Vorschau: Noch ist nichts geschrieben" in text
    assert "4 Pflichten würden beginnen." in text
    assert "4 Pflichten zuweisen" in text
    assert text.count("Erste Hilfe</a>") == 1
    assert all(str(job.person) in text for job in jobs[:2])
    assert str(jobs[2].person) not in text
    assert not Obligation.objects.exists()
    assert AccessLogEntry.objects.filter(what="matrix").count() == 2


def test_confirm_leads_to_a_page_that_can_undo(signed_in, jobs, values):
    text = page(signed_in.get(confirm(signed_in, values).url))
    assert "4 Pflichten sind zugewiesen" in text
    bundle = Bundle.objects.get()
    undo = reverse("course_bundles:undo", args=[bundle.reference])
    assert undo in text
    assert "Alles ist rückgängig gemacht" in page(signed_in.post(undo, follow=True))
    assert not Obligation.objects.exists()
    again = signed_in.post(undo)
    assert again.status_code == 409
    assert "nicht mehr rückgängig" in page(again)


def test_confirm_after_a_change_shows_the_new_preview_with_a_sentence(
    signed_in, town, depot, jobs, values
):
    stamp = signed_in.post(CREATE, values).context["stamp"]
    EmploymentFactory(municipality=town, department=depot)
    response = signed_in.post(CREATE, {**values, "step": "confirm", "stamp": stamp})
    assert response.status_code == 409
    assert "Seit Ihrem Blick hat sich etwas geändert" in page(response)
    assert response.context["gets"] == 6
    assert not Obligation.objects.exists()


def test_change_keeps_what_was_filled_in(signed_in, values, course):
    published(*courses(1))
    response = signed_in.post(CREATE, {**values, "step": "change"})
    assert response.status_code == 200
    assert "Erste Hilfe" in page(response)
    assert f'value="{course.pk}"' in page(response)
    assert "Lernpfade" in page(response)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"courses": [], "proofs": ""}, "Wählen Sie mindestens einen Kurs"),
        ({"courses": ["999999"]}, "999999"),
        ({"courses": ["x"]}, "x"),
        ({"paths": ["999999"]}, "999999"),
        ({"proofs": "x" * 161}, "höchstens 160 Zeichen"),
        ({"proofs": "\n".join(f"Nachweis {n}" for n in range(31))}, "höchstens 30"),
        ({"legal_basis": ""}, "id_legal_basis"),
        ({"due_amount": ""}, "Nennen Sie"),
        ({"due_start": "day", "due_on": "2020-01-01"}, "Der Termin ist vorbei"),
        ({"people": "Niemand Hier"}, "Niemand Hier"),
        ({"groups": ["999999"]}, "999999"),
        ({"valid_months": "1", "window_days": "300"}, "früh"),
    ],
)
def test_bad_input_is_explained_and_writes_nothing(signed_in, jobs, values, changed, sentence):
    response = signed_in.post(CREATE, {**values, **changed})
    assert response.status_code == 400
    assert sentence in page(response)
    assert not Obligation.objects.exists()


def test_confirm_where_nobody_gets_anything_explains_it(signed_in, jobs, values):
    confirm(signed_in, values)
    response = confirm(signed_in, values)
    assert response.status_code == 400
    assert "Niemand erhielte etwas Neues" in page(response)
    assert "zuweisen</button>" not in page(signed_in.post(CREATE, values))


def test_large_one_shows_its_progress_and_is_told_by_tasks(
    signed_in, jobs, values, monkeypatch, later
):
    monkeypatch.setattr(assigning, "AT_ONCE", 1)
    address = confirm(signed_in, values).url
    bundle = Bundle.objects.get()
    if bundle.is_busy:
        text = page(signed_in.get(address))
        assert "Sie können die Seite verlassen" in text
        assert "0 von 4 (0 %)" in text
        said = signed_in.get(reverse("course_bundles:progress", args=[bundle.reference])).json()
        assert said == {"percent": 0, "text": "0 von 4 (0 %)", "ready": False}
        tasks.write.call(str(bundle.reference))
    assert Period.objects.count() == 4
    with later():
        assert tasks.go_on.call() == 1
    assert Message.objects.filter(kind="course_bundles_assigned").count() == 2


def test_tell_now_says_so_and_offers_no_undo(signed_in, jobs, values):
    confirm(signed_in, values)
    bundle = Bundle.objects.get()
    tell = reverse("course_bundles:tell", args=[bundle.reference])
    text = page(signed_in.post(tell, follow=True))
    assert "sind benachrichtigt, jede Person in einer Nachricht" in text
    assert "rückgängig machen (bis" not in text
    assert tasks.tell.call(str(bundle.reference)) in (0, 2)


def test_undone_page_names_who_keeps_something(signed_in, jobs, values):
    confirm(signed_in, values)
    Period.objects.filter(employment=jobs[0]).update(fulfilled_on=dates.today())
    undo = reverse("course_bundles:undo", args=[Bundle.objects.get().reference])
    text = page(signed_in.post(undo, follow=True))
    assert "Wer etwas behält" in text
    assert f"{jobs[0].person}: Erste Hilfe" in text
    assert f"{jobs[1].person}:" not in text


def test_list_says_what_was_assigned_together(signed_in, jobs, values, course):
    assert "Noch wurde nichts gemeinsam zugewiesen" in page(signed_in.get(LIST))
    confirm(signed_in, {**values, "name": "Unterweisungen 2027"})
    text = page(signed_in.get(LIST))
    assert "Unterweisungen 2027" in text and course.title in text


def test_own_units_are_offered_and_those_of_other_towns_are_not(signed_in, town, jobs, values):
    own, foreign = (OfferFactory().course for _number in range(2))
    CoursePage.objects.filter(pk=own.pk).update(only_for=town)
    CoursePage.objects.filter(pk=foreign.pk).update(only_for=MunicipalityFactory())
    offered = signed_in.get(CREATE).context["form"].fields["courses"].queryset
    assert own in offered
    assert foreign not in offered
    text = page(signed_in.post(CREATE, {**values, "courses": [own.pk]}))
    assert "Vorschau: Noch ist nichts geschrieben" in text
    answer = signed_in.post(CREATE, {**values, "courses": [foreign.pk]})
    assert answer.status_code == 400
    assert signed_in.get(confirm(signed_in, {**values, "courses": [own.pk]}).url).status_code == 200
    assert Obligation.objects.filter(course=own).exists()


def test_only_human_resources_of_the_whole_town_assign(client, signed_in, depot):
    assert signed_in.get(LIST, {"kommune": MunicipalityFactory().slug}).status_code == 404
    foreign = Bundle.objects.create(municipality=MunicipalityFactory())
    for name in ("detail", "progress"):
        address = reverse(f"course_bundles:{name}", args=[foreign.reference])
        assert signed_in.get(address).status_code == 404
    assert (
        signed_in.get(reverse("course_bundles:detail", args=[uuid.UUID(int=1)])).status_code == 404
    )
    client.force_login(GrantFactory(role=Role.DEPARTMENT_HR, department=depot).user)
    assert client.get(CREATE).status_code == 403
