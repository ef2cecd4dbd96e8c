"""“My team”: approved requests, those that wait for the head, and which part is shown."""

import datetime as dt
from decimal import Decimal
from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from campus.kit import dates
from courses.enrolment.models import Enrolment
from courses.enrolment.states import State
from courses.oversight import rules
from courses.oversight.team import granted
from members.deputies.models import Deputyship
from members.messages.models import Message
from members.people.models import AccessLogEntry
from members.policies.models import Policy
from members.roles.catalogue import Role
from tests.factories.assignments import ObligationFactory, PeriodFactory
from tests.factories.enrolment import EnrolmentFactory, OfferFactory
from tests.factories.learning import complete
from tests.factories.people import DepartmentFactory, EmploymentFactory
from tests.factories.policies import PolicyFactory
from tests.factories.roles import GrantFactory

pytestmark = pytest.mark.django_db
TEAM, PRIVACY = reverse("oversight:team"), reverse("portal:privacy")
DAY = dt.timedelta(days=1)


def text(response):
    return response.content.decode()


@pytest.fixture
def offer():
    """Return a paid course on which somebody decides."""
    return OfferFactory(approval_needed=True, price=Decimal(120))


@pytest.fixture
def top():
    return DepartmentFactory(name="Hauptamt")


@pytest.fixture
def head(top):
    """Return somebody who leads the department and works in it."""
    job = EmploymentFactory(municipality=top.municipality, department=top)
    GrantFactory(role=Role.SUPERIOR, department=top, user=job.person.user)
    return job.person.user


@pytest.fixture
def member(top):
    return EmploymentFactory(municipality=top.municipality, department=top)


@pytest.fixture
def deciding(head, top):
    """Let the head decide on requests, too."""
    GrantFactory(role=Role.APPROVER, department=top, user=head)
    return head


def request_of(job, offer, state=State.REQUESTED, **facts):
    confirmed = dates.now() if state in (State.CONFIRMED, State.FINISHED) else None
    return EnrolmentFactory(
        employment=job, offer=offer, state=state, **{"confirmed_at": confirmed, **facts}
    )


def address(asked, query=""):
    return reverse("oversight:decide", args=[asked.registration]) + query


@pytest.mark.parametrize(
    ("state", "word"),
    [
        (State.CONFIRMED, "genehmigt"),
        (State.FINISHED, "genehmigt"),
        (State.WAITING, "genehmigt, auf der Warteliste"),
    ],
)
def test_head_sees_an_approved_request_with_price_and_state(
    client, head, member, offer, state, word
):
    request_of(member, offer, state)
    client.force_login(head)
    page = text(client.get(TEAM))
    assert offer.course.title in page
    assert word in page
    assert "120" in page
    assert f"angefragt am {dates.today():%d.%m.%Y}" in page


@pytest.mark.parametrize(
    "state", [State.REQUESTED, State.REJECTED, State.WITHDRAWN, State.CANCELLED]
)
def test_head_sees_no_request_that_was_not_approved(client, head, member, offer, state):
    request_of(member, offer, state)
    client.force_login(head)
    assert offer.course.title not in text(client.get(TEAM))


@pytest.mark.parametrize(
    "facts", [{"source": Enrolment.Source.ASSIGNED}, {"source": Enrolment.Source.BOOKED}], ids=str
)
def test_seat_that_nobody_asked_for_is_no_request(client, head, member, offer, facts):
    request_of(member, offer, State.CONFIRMED, **facts)
    client.force_login(head)
    assert offer.course.title not in text(client.get(TEAM))


def test_course_taken_without_a_request_is_never_shown(client, head, member):
    seat = request_of(member, OfferFactory(), State.CONFIRMED)
    client.force_login(head)
    assert seat.offer.course.title not in text(client.get(TEAM))


def test_page_of_the_team_does_not_depend_on_what_became_of_the_course(client, head, member, offer):
    seat = request_of(member, offer, State.CONFIRMED)
    client.force_login(head)

    def table():
        return text(client.get(TEAM)).partition("<table")[2].partition("</table>")[0]

    before = table()
    complete(seat)
    assert table() == before


@pytest.mark.parametrize(("days", "is_shown"), [(0, True), (364, True), (367, False)])
def test_requests_of_the_last_twelve_months_are_shown(head, member, offer, days, is_shown):
    seat = request_of(member, offer, State.CONFIRMED)
    Enrolment.objects.filter(pk=seat.pk).update(requested_at=dates.now() - days * DAY)
    assert bool(granted({member.pk: member.municipality_id}, dates.today())) is is_shown


def test_agreement_may_hide_requests_and_leave_obligations(client, head, member, offer):
    request_of(member, offer, State.CONFIRMED)
    PolicyFactory(municipality=member.municipality, hidden=["team_requests"])
    client.force_login(head)
    page = text(client.get(TEAM))
    assert str(member.person) in page
    assert offer.course.title not in page


def test_agreements_of_before_hide_requests_until_the_staff_council_has_agreed():
    PolicyFactory(hidden=["files"])
    PolicyFactory(hidden=["team_requests"])
    found = import_module("members.policies.migrations.0003_requests_of_teams")
    found.hide_from_heads(apps, None)
    assert [one.hidden for one in Policy.objects.order_by("pk")] == [
        ["files", "team_requests"],
        ["team_requests"],
    ]


def test_whoever_is_seen_reads_that_requests_are_part_of_it(client, head, member):
    client.force_login(head)
    client.get(TEAM)
    client.force_login(member.person.user)
    assert "Pflichtkurse und genehmigte Anfragen des eigenen Amts" in text(client.get(PRIVACY))


def test_head_approves_from_the_page_of_the_team(client, deciding, member, offer):
    asked = request_of(member, offer)
    client.force_login(deciding)
    page = text(client.get(TEAM + "?wer=direkt"))
    assert "Wartet auf Ihre Entscheidung" in page
    assert address(asked, "?wer=direkt") in page
    response = client.post(address(asked, "?wer=direkt"), {"decision": "approve"}, follow=True)
    assert response.redirect_chain == [(TEAM + "?wer=direkt", 302)]
    assert "Die Anfrage ist genehmigt." in text(response)
    asked.refresh_from_db()
    assert (asked.state, asked.decided_by) == (State.CONFIRMED, deciding)


def test_head_rejects_with_a_reason_that_the_person_reads(client, deciding, member, offer):
    asked = request_of(member, offer)
    client.force_login(deciding)
    client.post(address(asked), {"decision": "reject", "reason": "Im Herbst wieder."})
    asked.refresh_from_db()
    assert (asked.state, asked.reason) == (State.REJECTED, "Im Herbst wieder.")
    assert "Im Herbst wieder." in Message.objects.get(recipient=member.person.user).body


@pytest.mark.parametrize(
    ("values", "status", "sentence"),
    [
        ({"decision": "reject", "reason": " "}, 400, "Grund"),
        ({"decision": "reject", "reason": "ä" * 241}, 400, "äää"),
        ({}, 400, "Bitte wählen Sie"),
        ({"decision": "vielleicht"}, 400, "Bitte wählen Sie"),
    ],
    ids=["no reason", "long", "nothing", "nonsense"],
)
def test_refused_decision_stays_on_the_page_and_keeps_what_was_typed(
    client, deciding, member, offer, values, status, sentence
):
    asked = request_of(member, offer)
    client.force_login(deciding)
    response = client.post(address(asked), values)
    assert response.status_code == status
    assert sentence in text(response)
    assert "Mein Team" in text(response)
    asked.refresh_from_db()
    assert asked.state == State.REQUESTED


def test_request_decided_meanwhile_is_said_in_words(client, deciding, member, offer):
    asked = request_of(member, offer, State.CONFIRMED)
    client.force_login(deciding)
    response = client.post(address(asked), {"decision": "reject", "reason": "Zu spät."})
    assert response.status_code == 409
    assert "Zu spät." in text(response)


def test_head_without_the_task_of_an_approver_sees_and_decides_no_request(
    client, head, member, offer
):
    asked = request_of(member, offer)
    client.force_login(head)
    assert "Wartet auf Ihre Entscheidung" not in text(client.get(TEAM))
    assert client.post(address(asked), {"decision": "approve"}).status_code == 404


def test_request_of_somebody_beside_is_not_decided_here(client, deciding, top, offer):
    beside = DepartmentFactory(municipality=top.municipality)
    GrantFactory(role=Role.APPROVER, department=beside, user=deciding)
    stranger = EmploymentFactory(municipality=top.municipality, department=beside)
    asked = request_of(stranger, offer)
    client.force_login(deciding)
    assert str(stranger.person) not in text(client.get(TEAM))
    assert client.post(address(asked), {"decision": "approve"}).status_code == 404


def test_own_request_is_never_decided_by_oneself(client, deciding, offer):
    asked = request_of(deciding.person.employments.get(), offer)
    client.force_login(deciding)
    assert not rules.requests_of_team(deciding).exists()
    assert client.post(address(asked), {"decision": "approve"}).status_code == 404


def test_deputy_decides_for_the_head_while_standing_in(client, deciding, member, top, offer):
    deputy = EmploymentFactory(municipality=top.municipality).person.user
    today = dates.today()
    Deputyship.objects.create(principal=deciding, deputy=deputy, first_day=today, last_day=today)
    asked = request_of(member, offer)
    client.force_login(deputy)
    client.post(address(asked), {"decision": "approve"})
    asked.refresh_from_db()
    assert (asked.state, asked.decided_by) == (State.CONFIRMED, deputy)


def test_look_at_a_request_is_noted_beside_the_look_at_the_team(client, deciding, member, offer):
    request_of(member, offer)
    client.force_login(deciding)
    client.get(TEAM)
    looks = AccessLogEntry.objects.filter(person=member.person).order_by("what")
    assert [(one.what, one.viewer_role) for one in looks] == [
        ("requests", "approver"),
        ("team", "superior"),
    ]


def test_more_requests_than_the_page_holds_are_counted(client, deciding, member):
    for _number in range(12):
        request_of(member, OfferFactory(approval_needed=True))
    client.force_login(deciding)
    page = text(client.get(TEAM))
    assert "2 weitere Anfragen" in page
    assert page.count("Genehmigen<") == 10


@pytest.fixture
def tree(top, head, member):
    """Return people below: under a head of their own, and under none."""
    place = {"municipality": top.municipality}
    led = DepartmentFactory(**place, name="Personal", parent=top)
    open_one = DepartmentFactory(**place, name="Archiv", parent=top)
    below = EmploymentFactory(**place, department=led)
    boss = EmploymentFactory(**place, department=led)
    GrantFactory(role=Role.SUPERIOR, department=led, user=boss.person.user)
    near = EmploymentFactory(**place, department=open_one)
    return {"below": below, "boss": boss, "near": near, "own": member}


def test_direct_reports_are_those_with_nobody_between(head, tree):
    assert set(rules.direct_reports_of(head)) == {tree["own"], tree["near"], tree["boss"]}
    assert set(rules.team_of(head)) == set(tree.values())


def test_head_in_between_leads_the_own_people_directly(tree):
    assert set(rules.direct_reports_of(tree["boss"].person.user)) == {tree["below"]}


def test_whom_one_stands_in_for_counts_as_oneself(head, tree, top):
    deputy = EmploymentFactory(municipality=top.municipality).person.user
    today = dates.today()
    Deputyship.objects.create(principal=head, deputy=deputy, first_day=today, last_day=today)
    assert set(rules.direct_reports_of(deputy)) == {
        *rules.direct_reports_of(head),
        head.person.employments.get(),
    }


def test_direct_reports_are_hidden_where_the_agreement_hides_the_team(head, tree, top):
    PolicyFactory(municipality=top.municipality, hidden=["superiors"])
    assert not rules.direct_reports_of(head).exists()


def test_choice_of_direct_reports_is_kept_in_the_form(client, head, tree):
    client.force_login(head)
    page = text(client.get(TEAM + "?wer=direkt"))
    assert str(tree["below"].person) not in page
    assert '<option value="direkt" selected>' in page


@pytest.mark.parametrize(("days", "is_needy"), [(-1, True), (3, True), (60, False)])
def test_need_for_action_is_overdue_or_soon(client, head, member, top, days, is_needy):
    duty = ObligationFactory(municipality=top.municipality, course=None, title="Brandschutz")
    PeriodFactory(obligation=duty, employment=member, due_on=dates.today() + days * DAY)
    client.force_login(head)
    page = text(client.get(TEAM + "?nur=bedarf"))
    assert ("Brandschutz" in page) is is_needy
    assert ("Nichts zu tun" in page) is not is_needy


def test_waiting_request_is_a_need_for_action(client, deciding, member, offer):
    request_of(member, offer)
    client.force_login(deciding)
    page = text(client.get(TEAM + "?nur=bedarf"))
    assert str(member.person) in page.partition("<table")[2]


def test_need_is_not_hidden_by_an_obligation_that_has_ended(client, head, member, top):
    duty = ObligationFactory(municipality=top.municipality, course=None, title="Brandschutz")
    PeriodFactory(obligation=duty, employment=member, due_on=dates.today() - DAY)
    duty.ended_at = dates.now()
    duty.save()
    client.force_login(head)
    assert "Nichts zu tun" in text(client.get(TEAM + "?nur=bedarf"))


@pytest.mark.parametrize("query", ["?wer=alle", "?nur=%00", "?wer=direkt&nur=x", "?page=zwei"])
def test_nonsense_in_the_address_shows_everybody(client, head, member, query):
    client.force_login(head)
    response = client.get(TEAM + query)
    assert response.status_code == 200
    assert str(member.person) in text(response)


@pytest.mark.parametrize("query", ["", "?wer=direkt", "?nur=bedarf"])
def test_requests_cost_as_much_for_many_as_for_few(client, deciding, member, top, query):
    def cost():
        with CaptureQueriesContext(connection) as caught:
            assert client.get(TEAM + query).status_code == 200
        return len(caught)

    def one_more():
        job = EmploymentFactory(municipality=top.municipality, department=top)
        request_of(job, OfferFactory(approval_needed=True))
        request_of(job, OfferFactory(approval_needed=True, price=Decimal(5)), State.CONFIRMED)

    one_more()
    client.force_login(deciding)
    few = cost()
    for _number in range(5):
        one_more()
    assert cost() == few
