"""The pages of human resources and of the staff council."""

import datetime as dt

import pytest
from django.urls import reverse

from campus.kit import dates
from members.people.services import log_access
from members.policies.models import Policy
from members.policies.words import SIGHTS, VIEWS
from members.roles.catalogue import Role
from tests.factories.organisations import MunicipalityFactory
from tests.factories.people import EmploymentFactory
from tests.factories.policies import PolicyFactory
from tests.factories.roles import GrantFactory

pytestmark = pytest.mark.django_db

INDEX = reverse("policies:index")
PROPOSE = reverse("policies:propose")
LOG = reverse("policies:access_log")


@pytest.fixture
def town():
    """Return a municipality."""
    return MunicipalityFactory(name="Stadt Musterhausen")


def signed_in(client, role, town):
    """Sign in somebody with a role."""
    user = GrantFactory(role=role, municipality=town).user
    client.force_login(user)
    return user


def text_of(response):
    """Return what a page says."""
    return response.content.decode()


def test_page_says_what_holds_where_nothing_was_agreed(client, town):
    signed_in(client, Role.HR_MANAGER, town)
    page = text_of(client.get(INDEX))
    assert "Hier ist noch nichts vereinbart" in page
    for label, _help in SIGHTS.values():
        assert str(label) in page


def test_page_shows_what_is_hidden_in_words(client, town):
    PolicyFactory(municipality=town, hidden=["files"])
    signed_in(client, Role.STAFF_COUNCIL, town)
    page = text_of(client.get(INDEX))
    assert "<strong>Matrix als Datei speichern</strong>: nicht sichtbar" in page
    assert "Version 1, gilt seit" in page


def test_council_proposes_nothing(client, town):
    signed_in(client, Role.STAFF_COUNCIL, town)
    assert PROPOSE not in text_of(client.get(INDEX))
    assert client.get(PROPOSE).status_code == 403


def test_form_begins_with_what_holds(client, town):
    PolicyFactory(municipality=town, hidden=["files"])
    signed_in(client, Role.HR_MANAGER, town)
    form = client.get(PROPOSE).context["form"]
    assert set(form.initial["shown"]) == {
        "fulfilled_on",
        "version",
        "reminded_on",
        "department_officers",
        "superiors",
        "team_requests",
    }


def test_narrower_version_is_saved_and_said(client, town):
    signed_in(client, Role.HR_MANAGER, town)
    data = {"shown": ["version"], "reference": "§ 5", "in_force_from": dates.today().isoformat()}
    page = text_of(client.post(PROPOSE, data, follow=True))
    assert "Version 1 gilt als vereinbart" in page
    assert Policy.objects.get().hidden == [
        "department_officers",
        "files",
        "fulfilled_on",
        "reminded_on",
        "superiors",
        "team_requests",
    ]


@pytest.mark.parametrize(
    ("change", "status", "sentence"),
    [
        ({"reference": ""}, 400, "Schreiben Sie, wo das vereinbart ist"),
        ({"in_force_from": "31.02.2026"}, 400, "Datum"),
        ({"in_force_from": "2020-01-01"}, 400, "frühestens heute"),
        ({"shown": ["score"]}, 400, "score"),
        ({"shown": list(SIGHTS)}, 409, "Personalrat hier zustimmen"),
        ({}, 400, "Genau das steht schon in Version 1"),
    ],
)
def test_refused_version_says_why_and_keeps_what_was_typed(client, town, change, status, sentence):
    PolicyFactory(municipality=town, hidden=[str(one) for one in SIGHTS if one != "version"])
    signed_in(client, Role.HR_MANAGER, town)
    today = dates.today().isoformat()
    data = {"shown": ["version"], "reference": "Mein Text", "in_force_from": today, **change}
    response = client.post(PROPOSE, data)
    assert response.status_code == status
    assert sentence in text_of(response)
    if "reference" not in change:
        assert "Mein Text" in text_of(response)
    assert Policy.objects.count() == 1


def test_council_agrees_on_the_page(client, town):
    waiting = PolicyFactory(municipality=town, state=Policy.State.PROPOSED)
    signed_in(client, Role.STAFF_COUNCIL, town)
    assert "Für den Personalrat zustimmen" in text_of(client.get(INDEX))
    address = reverse("policies:decide", args=[waiting.pk])
    assert "Sie haben zugestimmt." in text_of(
        client.post(address, {"decision": "agree"}, follow=True)
    )


def test_declining_without_words_is_refused_on_the_page(client, town):
    waiting = PolicyFactory(municipality=town, state=Policy.State.PROPOSED)
    signed_in(client, Role.STAFF_COUNCIL, town)
    address = reverse("policies:decide", args=[waiting.pk])
    response = client.post(address, {"decision": "decline", "reason": " "})
    assert response.status_code == 400
    assert "Bitte schreiben Sie, warum Sie nicht zustimmen" in text_of(response)


def test_human_resources_cannot_decide_for_the_council(client, town):
    waiting = PolicyFactory(municipality=town, state=Policy.State.PROPOSED)
    signed_in(client, Role.HR_MANAGER, town)
    assert "Für den Personalrat zustimmen" not in text_of(client.get(INDEX))
    address = reverse("policies:decide", args=[waiting.pk])
    assert client.post(address, {"decision": "agree"}).status_code == 404


def test_document_is_machine_readable(client, town):
    policy = PolicyFactory(municipality=town, hidden=["files"], number=4)
    signed_in(client, Role.STAFF_COUNCIL, town)
    content = client.get(reverse("policies:document", args=[policy.pk])).json()
    assert content["version"] == 4
    assert content["municipality"] == town.ars
    assert content["shows"]["files"] is False


def test_foreign_agreement_does_not_exist(client, town):
    foreign = PolicyFactory(state=Policy.State.PROPOSED)
    signed_in(client, Role.STAFF_COUNCIL, town)
    for name in ("document", "decide"):
        address = reverse(f"policies:{name}", args=[foreign.pk])
        response = client.post(address) if name == "decide" else client.get(address)
        assert response.status_code == 404
    for name in ("index", "council", "reports", "access_log"):
        address = f"{reverse(f'policies:{name}')}?kommune={foreign.municipality.slug}"
        assert client.get(address).status_code == 404


def test_reports_name_every_view_and_what_was_taken_away(client, town):
    PolicyFactory(municipality=town, hidden=["reminded_on"])
    signed_in(client, Role.STAFF_COUNCIL, town)
    page = text_of(client.get(reverse("policies:reports")))
    for view in VIEWS.values():
        assert str(view.title) in page
    assert page.count("<li>Tag der letzten Erinnerung</li>") == 2


def look(town, viewer, *, people, what="matrix", day=None):
    """Let somebody open a view."""
    with dates.moved_clock(day or dates.now()):
        log_access(
            viewer=viewer,
            viewer_role="hr_manager",
            people=people,
            what=what,
            municipality=town,
        )


def test_log_counts_looks_and_people_and_names_nobody(client, town):
    viewer = GrantFactory(role=Role.HR_MANAGER, municipality=town).user
    people = [EmploymentFactory(municipality=town).person for _ in range(3)]
    look(town, viewer, people=people)
    look(town, viewer, people=people[:1])
    signed_in(client, Role.STAFF_COUNCIL, town)
    response = client.get(LOG)
    [row] = response.context["rows"]
    assert (row["access"].looks, row["access"].people) == (2, 3)
    page = text_of(response)
    assert "Matrix der Pflichtkurse" in page
    for name in [str(viewer), viewer.last_name, *(person.last_name for person in people)]:
        assert name not in page


def test_log_separates_days_roles_and_views(client, town):
    viewer = GrantFactory(role=Role.HR_MANAGER, municipality=town).user
    people = [EmploymentFactory(municipality=town).person]
    look(town, viewer, people=people)
    look(town, viewer, people=people, what="staff")
    look(town, viewer, people=people, day=dates.now() - dt.timedelta(days=2))
    signed_in(client, Role.STAFF_COUNCIL, town)
    rows = client.get(LOG).context["rows"]
    assert [row["access"].what for row in rows] == ["matrix", "staff", "matrix"]


def test_looks_of_another_employer_do_not_count(client, town):
    other = MunicipalityFactory()
    viewer = GrantFactory(role=Role.HR_MANAGER, municipality=other).user
    both = EmploymentFactory(municipality=town).person
    EmploymentFactory(municipality=other, person=both)
    look(other, viewer, people=[both])
    signed_in(client, Role.STAFF_COUNCIL, town)
    assert "Noch kein Zugriff" in text_of(client.get(LOG))


def test_log_costs_the_same_for_any_number_of_looks(
    client, town, django_assert_max_num_queries, django_assert_num_queries
):
    viewer = GrantFactory(role=Role.HR_MANAGER, municipality=town).user
    signed_in(client, Role.STAFF_COUNCIL, town)
    client.get(LOG)
    for number in range(12):
        people = [EmploymentFactory(municipality=town).person]
        look(town, viewer, people=people, day=dates.now() - dt.timedelta(days=number))
    with django_assert_max_num_queries(9):
        assert len(client.get(LOG).context["rows"]) == 12


def test_home_of_the_council_points_to_what_waits(client, town):
    PolicyFactory(municipality=town, state=Policy.State.PROPOSED)
    signed_in(client, Role.STAFF_COUNCIL, town)
    page = text_of(client.get(reverse("policies:council")))
    assert "Version 1 der Dienstvereinbarung wartet auf Sie" in page
    assert reverse("policies:reports") in page
    assert LOG in page
