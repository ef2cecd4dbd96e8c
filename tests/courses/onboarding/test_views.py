"""HR's way through the pages: fill in, deadlines, preview, save, progress, out and in, undo."""

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from campus.kit import dates
from courses.assignments.models import Obligation, Period
from courses.onboarding.models import Plan
from members.people.models import AccessLogEntry
from members.roles.catalogue import Role
from members.second_person.models import Proposal, Rule
from tests.factories.onboarding import entered, saved_plan
from tests.factories.organisations import MunicipalityFactory
from tests.factories.people import EmploymentFactory
from tests.factories.roles import GrantFactory

pytestmark = pytest.mark.django_db
LIST, CREATE = reverse("course_onboarding:list"), reverse("course_onboarding:create")


@pytest.fixture
def signed_in(client, hr):
    client.force_login(hr)
    return client


def page(response):
    return response.content.decode()


def steps_of(response):
    """Return what the fields for deadlines hold."""
    return {
        field.html_name: field.value()
        for _thing, form in response.context["steps"].forms
        for field in form
    }


def confirm(client, values, step="everybody", address=CREATE, **changed):
    looked = client.post(address, values)
    filled = {**values, **steps_of(looked), **changed, "stamp": looked.context["stamp"]}
    return client.post(address, {**filled, "step": step})


def test_list_is_empty_at_first_and_names_plans_with_their_people(signed_in, begins, filled):
    assert "Noch kein Einstiegsplan" in page(signed_in.get(LIST))
    begins()
    confirm(signed_in, filled)
    text = page(signed_in.get(LIST))
    assert "Neu im Bauamt" in text and "läuft" in text and "Erste Hilfe" in text
    assert signed_in.get(LIST).context["rows"][0][0].members == 1


def test_preview_names_newcomers_and_writes_nothing(signed_in, begins, old_hand, filled, course):
    job = begins(3)
    text = page(signed_in.post(CREATE, filled))
    assert "Vorschau: Noch ist nichts geschrieben" in text
    assert "1 Neue oder Neuer ist schon da" in text
    assert str(job.person) in text and str(old_hand.person) not in text
    assert course.title in text and "Reihenfolge und Fristen" in text
    assert not Plan.objects.exists() and not Obligation.objects.exists()
    assert AccessLogEntry.objects.filter(what="matrix").count() == 1


def test_saved_for_everybody_shows_progress_in_words_and_offers_undo(signed_in, begins, filled):
    job = begins(3)
    response = confirm(signed_in, filled)
    text = page(signed_in.get(response.url))
    assert "2 Pflichten haben begonnen" in text
    assert "0 von 2 erledigt (0 %)" in text
    assert str(job.person) in text and "zugewiesen" in text
    plan = Plan.objects.get()
    undo = reverse("course_onboarding:undo", args=[plan.reference])
    text = page(signed_in.post(undo, follow=True))
    assert "Rückgängig gemacht" in text
    assert not Period.objects.exists()
    assert signed_in.post(undo).status_code == 409


def test_saved_for_newcomers_only_leaves_those_who_are_there(signed_in, begins, filled):
    job = begins(3)
    response = confirm(signed_in, filled, "newcomers")
    assert not Period.objects.exists()
    text = page(signed_in.get(response.url, {"art": "left_out"}))
    assert str(job.person) in text and "Aufnehmen" in text
    address = reverse("course_onboarding:member", args=[Plan.objects.get().reference, job.pk])
    assert "in den Plan" in page(signed_in.get(address))
    signed_in.post(address, {"into": "1"})
    assert Period.objects.filter(employment=job).count() == 2
    assert "aus dem Plan" in page(signed_in.get(address))
    text = page(signed_in.post(address, follow=True))
    assert "Herausgenommen" in text
    assert not Period.objects.filter(archived_on=None).exists()
    # Sent twice it is not its own opposite.
    assert "nicht mehr im Plan" in page(signed_in.post(address, follow=True))


def test_deadlines_and_order_are_those_of_the_fields(signed_in, begins, filled):
    begins(3)
    looked = signed_in.post(CREATE, filled)
    fields = steps_of(looked)
    course, proof = (form.prefix for _thing, form in looked.context["steps"].forms)
    fields |= {f"{course}-place": 2, f"{proof}-place": 1, f"{proof}-due_amount": 5}
    looked = signed_in.post(CREATE, {**filled, **fields})
    stamp = looked.context["stamp"]
    signed_in.post(CREATE, {**filled, **fields, "stamp": stamp, "step": "everybody"})
    items = Plan.objects.get().versions.get().items.all()
    assert [(one.position, one.due_amount) for one in items] == [(1, 5), (2, 30)]
    assert items[0].title == "Erste Hilfe"


def test_deadline_that_was_changed_without_looking_is_shown_first(signed_in, begins, filled):
    begins(3)
    prefix = signed_in.post(CREATE, filled).context["steps"].forms[0][1].prefix
    response = confirm(signed_in, filled, **{f"{prefix}-due_amount": "7"})
    assert response.status_code == 409
    assert "Seit Ihrem Blick hat sich etwas geändert" in page(response)
    assert not Plan.objects.exists()
    assert steps_of(response)[f"{prefix}-due_amount"] == "7"


@pytest.mark.parametrize("amount", ["", "0", "1000", "viel", "-3"])
def test_bad_deadline_is_explained_and_nothing_is_lost(signed_in, filled, amount):
    prefix = signed_in.post(CREATE, filled).context["steps"].forms[0][1].prefix
    values = {**filled, f"{prefix}-due_amount": amount, "step": "everybody", "stamp": "x"}
    response = signed_in.post(CREATE, values)
    assert response.status_code == 400
    assert "Erste Hilfe" in page(response)
    assert response.context["steps"].forms[0][1].errors
    assert not Plan.objects.exists()


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"name": ""}, "id_name"),
        ({"name": "x" * 81}, "80"),
        ({"legal_basis": ""}, "id_legal_basis"),
        ({"entered_from": ""}, "id_entered_from"),
        ({"entered_from": "31.02.2027"}, "id_entered_from"),
        ({"entered_until": "2020-01-01"}, "Der letzte Tag liegt vor dem ersten"),
        ({"courses": [], "proofs": ""}, "Wählen Sie mindestens einen Kurs"),
        ({"courses": ["999999"]}, "999999"),
        ({"departments": ["999999"]}, "999999"),
        ({"groups": ["x"]}, "x"),
        ({"paths": ["999999"]}, "999999"),
        ({"proofs": "x" * 161}, "höchstens 160 Zeichen"),
        ({"proofs": "\n".join(f"Nachweis {n}" for n in range(31))}, "höchstens 30"),
    ],
)
def test_bad_input_is_explained_and_kept(signed_in, filled, changed, sentence):
    response = signed_in.post(CREATE, {**filled, **changed})
    assert response.status_code == 400
    assert sentence in page(response)
    assert not Plan.objects.exists()


def test_change_keeps_what_was_filled_in_and_the_deadlines(signed_in, filled):
    looked = signed_in.post(CREATE, filled)
    prefix = looked.context["steps"].forms[0][1].prefix
    values = {**filled, **steps_of(looked), f"{prefix}-due_amount": "77", "step": "change"}
    response = signed_in.post(CREATE, values)
    assert response.status_code == 200
    assert "Neu im Bauamt" in page(response) and 'value="77"' in page(response)


def test_name_of_another_plan_is_refused_beside_the_field(signed_in, filled):
    confirm(signed_in, filled, "newcomers")
    response = confirm(signed_in, filled, "newcomers")
    assert response.status_code == 400
    assert "Es gibt schon einen Einstiegsplan" in page(response)


def test_new_version_begins_with_what_the_plan_says(signed_in, begins, filled):
    begins(2)
    confirm(signed_in, filled)
    plan = Plan.objects.get()
    address = reverse("course_onboarding:change", args=[plan.reference])
    form = signed_in.get(address).context["form"]
    assert form.initial["name"] == "Neu im Bauamt"
    assert form.initial["proofs"] == "Erste Hilfe"
    values = {**filled, "proofs": "Erste Hilfe\nFührerschein"}
    looked = signed_in.post(address, values)
    assert "0 Neue sind schon da" in page(looked)
    confirm(signed_in, values, "newcomers", address)
    assert plan.versions.count() == 2
    text = page(signed_in.get(reverse("course_onboarding:detail", args=[plan.reference])))
    assert "Fassung 2" in text and "Führerschein" in text


def test_states_are_set_and_an_ended_plan_says_so(signed_in, filled, begins):
    confirm(signed_in, filled, "newcomers")
    plan = Plan.objects.get()
    address = reverse("course_onboarding:state", args=[plan.reference])
    assert "Angehalten" in page(signed_in.post(address, {"do": "pause"}, follow=True))
    begins()
    text = page(signed_in.post(address, {"do": "resume"}, follow=True))
    assert "1 Person ist inzwischen gekommen" in text
    assert "Der Plan läuft wieder." in page(signed_in.post(address, {"do": "resume"}, follow=True))
    assert "Beendet" in page(signed_in.post(address, {"do": "end"}, follow=True))
    refused = signed_in.post(address, {"do": "pause"})
    assert (refused.status_code, "ist beendet" in page(refused)) == (409, True)
    change = reverse("course_onboarding:change", args=[plan.reference])
    assert signed_in.get(change).status_code == 302
    assert signed_in.post(address, {"do": "x"}).status_code == 302


def test_many_are_proposed_to_a_colleague_who_releases_exactly_that(
    client, signed_in, town, begins, filled
):
    Rule.objects.create(municipality=town, from_people=2)
    colleague = GrantFactory(role=Role.HR_MANAGER, municipality=town).user
    jobs = [begins(1), begins(2)]
    assert "zur Freigabe vorschlagen" in page(signed_in.post(CREATE, filled))
    confirm(signed_in, filled)
    proposal = Proposal.objects.get()
    assert (proposal.kind, proposal.people) == ("onboarding", 2)
    assert not Plan.objects.exists()
    client.force_login(colleague)
    shown = client.get(reverse("course_onboarding:proposed", args=[proposal.reference]))
    assert shown.status_code == 200 and str(jobs[0].person) in page(shown)
    detail = reverse("second_person:detail", args=[proposal.reference])
    client.post(detail, {"step": "release"})
    assert Period.objects.count() == 4
    assert client.get(shown.request["PATH_INFO"]).status_code == 302


def test_proposal_is_overtaken_by_whoever_begins(client, signed_in, town, begins, filled):
    Rule.objects.create(municipality=town, from_people=1)
    colleague = GrantFactory(role=Role.HR_MANAGER, municipality=town).user
    begins(1)
    confirm(signed_in, filled)
    proposal = Proposal.objects.get()
    begins(1)
    client.force_login(colleague)
    shown = client.get(reverse("course_onboarding:proposed", args=[proposal.reference]))
    assert shown.status_code == 409
    client.post(reverse("second_person:detail", args=[proposal.reference]), {"step": "release"})
    proposal.refresh_from_db()
    assert proposal.state == "outdated" and not Plan.objects.exists()


def test_newcomers_only_need_nobody_else(signed_in, town, begins, filled):
    Rule.objects.create(municipality=town, from_people=1)
    begins(1)
    confirm(signed_in, filled, "newcomers")
    assert Plan.objects.exists() and not Proposal.objects.exists()


def test_preview_has_pages_and_costs_the_same_for_any_number(signed_in, begins, filled):
    def asked():
        with CaptureQueriesContext(connection) as caught:
            signed_in.post(CREATE, filled)
        return len(caught)

    begins(1), begins(2)
    asked()
    few = asked()
    for number in range(28):
        begins(number % 9)
    assert asked() <= few
    looked = signed_in.post(CREATE, filled)
    assert len(looked.context["people"]) == 25
    assert "Seite 1 von 2" in page(looked)
    second = signed_in.post(CREATE, {**filled, **steps_of(looked), "page": "2"})
    assert len(second.context["people"]) == 5


def test_page_of_a_plan_costs_the_same_for_any_number(signed_in, town, begins):
    version = saved_plan(town)
    address = reverse("course_onboarding:detail", args=[version.plan.reference])

    def asked():
        with CaptureQueriesContext(connection) as caught:
            signed_in.get(address)
        return len(caught)

    entered(version, begins(1))
    asked()
    few = asked()
    for number in range(27):
        entered(version, begins(number % 5))
    assert asked() <= few
    assert len(signed_in.get(address).context["people"]) == 25
    assert len(signed_in.get(address, {"page": 2}).context["people"]) == 3


def test_only_human_resources_of_the_whole_town_keep_plans(client, signed_in, office, town):
    assert signed_in.get(LIST, {"kommune": MunicipalityFactory().slug}).status_code == 404
    foreign = saved_plan(MunicipalityFactory()).plan
    for name in ("detail", "change"):
        address = reverse(f"course_onboarding:{name}", args=[foreign.reference])
        assert signed_in.get(address).status_code == 404
    unknown = reverse("course_onboarding:detail", args=[uuid.UUID(int=1)])
    assert signed_in.get(unknown).status_code == 404
    plan = saved_plan(town).plan
    stranger = EmploymentFactory(municipality=town)
    member = reverse("course_onboarding:member", args=[plan.reference, stranger.pk])
    assert signed_in.get(member).status_code == 404
    client.force_login(GrantFactory(role=Role.DEPARTMENT_HR, department=office).user)
    assert client.get(CREATE).status_code == 403
    assert dates.today()
