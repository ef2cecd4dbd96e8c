"""No page and no file of human resources tells more than status, dates and version.

A learner with a score, attempts and a voluntary course is looked for in every address below
`/personal/` and `/rechnungen/` that needs no argument, and in those about the learner.
"""

import datetime as dt
import re
from decimal import Decimal

import pytest
from django.urls import NoReverseMatch, reverse

from campus.kit import dates
from courses.assignments import selectors
from courses.assignments.words import words_for
from courses.learning.models import Attempt, Progress
from members.roles.catalogue import Role
from tests.architecture.permission_matrix.addresses import all_addresses
from tests.factories.assignments import ObligationFactory, PeriodFactory
from tests.factories.enrolment import EnrolmentFactory, OfferFactory, member_employment
from tests.factories.learning import complete
from tests.factories.modules import make_module
from tests.factories.roles import GrantFactory

pytestmark = pytest.mark.django_db
# Worked with at a time and with a result that occur nowhere else.
MOMENT = dt.timedelta(days=77)
SCORE = Decimal("0.7777")
POINTS = 31337
VOLUNTARY = "Töpfern für Fortgeschrittene"


@pytest.fixture
def learner():
    """Return the job of somebody who has learnt one course voluntarily and one by duty."""
    job = member_employment()
    facts = {"employment": job, "person": job.person}
    own = EnrolmentFactory(offer=OfferFactory(module=make_module(title=VOLUNTARY)), **facts)
    duty = EnrolmentFactory(**facts)
    with dates.moved_clock(dates.now() - MOMENT):
        complete(own)
        complete(duty)
    Progress.objects.update(score_scaled=SCORE)
    Attempt.objects.update(points=POINTS)
    obligation = ObligationFactory(municipality=job.municipality, course=duty.offer.course)
    PeriodFactory(obligation=obligation, employment=job)
    return job


def secrets_of(job):
    """Return what nobody at the employer's may read."""
    day = dates.today() - MOMENT
    return [
        VOLUNTARY,
        "0.7777",
        "0,7777",
        "77,77",
        "77.77",
        "78 %",
        str(POINTS),
        f"{day:%d.%m.%Y}",
        str(day),
    ]


CHOOSING = (
    "assignments:create",
    "bookings:create",
    "course_bundles:create",
    "course_onboarding:create",
    "portal:landing_edit",
    "portal:own_courses",
)


def addresses_for_hr(job, obligation):
    """Yield every address of human resources that can be read."""
    known = {"pk": obligation.pk, "key": job.pk}
    for address in all_addresses():
        if not address.route.startswith(("personal/", "rechnungen/")) or not address.is_ours:
            continue
        names = re.findall(r"<(?:\w+:)?(\w+)>", address.route)
        try:
            yield reverse(address.key, kwargs={name: known[name] for name in names})
        except (KeyError, NoReverseMatch):
            continue


@pytest.mark.parametrize("role", [Role.HR_MANAGER, Role.DEPARTMENT_HR])
def test_no_page_of_hr_leaks_what_was_learnt(client, learner, role):
    place = {"department": learner.department} if role is Role.DEPARTMENT_HR else {}
    user = GrantFactory(role=role, municipality=learner.municipality, **place).user
    client.force_login(user)
    obligation = learner.periods.get().obligation
    seen = []

    for address in addresses_for_hr(learner, obligation):
        response = client.get(address)
        assert response.status_code < 500, address
        if response.status_code != 200 or response.streaming:
            continue
        seen.append(address)
        text = re.sub(r"<svg.*?</svg>", "", response.content.decode("utf-8", "replace"), flags=re.S)
        # A course that can be booked is named where HR chooses among all courses.
        chooses = address in map(reverse, CHOOSING)
        for secret in secrets_of(learner):
            assert secret not in text or (chooses and secret == VOLUNTARY), (address, secret)

    assert {reverse("oversight:matrix"), reverse("oversight:matrix_csv")} <= set(seen)
    assert reverse("assignments:detail", args=[obligation.pk]) in seen


def test_selectors_of_hr_have_no_field_for_more():
    assert set(selectors.Cell.__dataclass_fields__) == {
        "status",
        "obligation_id",
        "course_title",
        "period_id",
        "due_on",
        "fulfilled_on",
        "valid_until",
        "version_number",
        "reminded_on",
        "opens_on",
        "renews",
        # Which learning path is asked for, where it is one.
        "path",
        # What human resources chose for everybody, not what somebody did.
        "test_first",
    }


def test_learner_reads_the_very_rows_of_hr(client, learner):
    obligation = learner.periods.get().obligation
    rows = selectors.matrix([learner], [obligation], dates.today())

    assert selectors.visible_rows_for(learner.person, dates.today()) == list(rows[0].cells)

    client.force_login(learner.person.user)
    text = client.get(reverse("portal:privacy")).content.decode()
    words = words_for(rows[0].cells[0])
    assert words["label"] in text
    assert words["note"] in text
    assert VOLUNTARY not in text


def test_handing_in_tells_hr_of_this_course_and_of_today_only(client, learner):
    period = learner.periods.get()
    client.force_login(learner.person.user)

    response = client.post(reverse("portal:hand_in", args=[period.pk]), follow=True)

    assert "Ihr Arbeitgeber sieht jetzt, dass Sie diesen Pflichtkurs erfüllt haben." in (
        response.content.decode()
    )
    cell = selectors.visible_rows_for(learner.person, dates.today())[0]
    assert cell.fulfilled_on == dates.today()
