"""What the start page gathers: courses under tabs, dates and their calendar file, suggestions."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from campus.kit import dates
from courses.certificates.models import Certificate
from courses.enrolment.models import Session
from courses.enrolment.states import State
from courses.learning import services as learning
from courses.portal import services, start
from courses.portal.my_courses import Tab, entries_of, under
from tests.factories.assignments import ObligationFactory, PeriodFactory
from tests.factories.certificates import CertificateFactory
from tests.factories.enrolment import EnrolmentFactory, OfferFactory, member_employment
from tests.factories.learning import complete, items_of

pytestmark = pytest.mark.django_db
START = reverse("portal:start")
COURSES = reverse("portal:my_courses")
CALENDAR = reverse("portal:calendar")


@pytest.fixture
def job():
    return member_employment()


@pytest.fixture
def learner(client, job):
    client.force_login(job.person.user)
    return client


def seat_of(job, **facts):
    return EnrolmentFactory(employment=job, person=job.person, **facts)


def begun(job):
    seat = seat_of(job)
    learning.open_item(enrolment=seat, key=items_of(seat)[0].key)
    return seat


def owed(job, course):
    return PeriodFactory(
        obligation=ObligationFactory(municipality=job.municipality, course=course), employment=job
    )


def gathered(job):
    return start.start_page(job.person, dates.today())


def titles(job, tab):
    return {entry.title for entry in under(entries_of(gathered(job)), tab)}


def text_of(response):
    return response.content.decode()


def test_entries_stand_under_the_tab_that_fits(job):
    running, planned, waiting = begun(job), seat_of(job), seat_of(job, state=State.WAITING)
    owed_begun, owed_new = begun(job), OfferFactory().course
    owed(job, owed_begun.offer.course)
    owed(job, owed_new)
    done = seat_of(job)
    complete(done)
    name = lambda seat: seat.offer.course.title  # noqa: E731 - a short word for this test

    assert titles(job, Tab.NOW) == {name(running), name(owed_begun), owed_new.title}
    assert titles(job, Tab.MANDATORY) == {name(owed_begun), owed_new.title}
    assert titles(job, Tab.PLANNED) == {name(planned), name(waiting)}
    assert titles(job, Tab.DONE) == {name(done)}


def test_entries_are_sorted_by_the_day_they_are_due(job):
    late, soon = begun(job), begun(job)
    for seat, days in ((late, 40), (soon, 3)):
        period = owed(job, seat.offer.course)
        period.due_on = dates.today() + dt.timedelta(days=days)
        period.save()
    free = begun(job)

    listed = [entry.registration for entry in under(entries_of(gathered(job)), Tab.NOW)]

    assert listed == [soon.registration, late.registration, free.registration]


@pytest.mark.parametrize(
    ("stand", "words"),
    [
        ("jetzt", "Zurzeit nichts dran"),
        ("pflicht", "Keine Pflicht ist offen"),
        ("geplant", "Nichts geplant"),
        ("abgeschlossen", "Noch nichts abgeschlossen"),
        ("unsinn", "Zurzeit nichts dran"),
    ],
)
def test_my_courses_without_any_say_what_to_do(learner, stand, words):
    text = text_of(learner.get(COURSES, {"stand": stand}))
    assert words in text
    assert "Zum Katalog" in text


def test_my_courses_offer_the_next_deed_of_each(learner, job):
    seat, waiting = begun(job), seat_of(job, state=State.REQUESTED, confirmed_at=None)
    done = seat_of(job)
    complete(done)

    now = text_of(learner.get(COURSES))
    assert reverse("learning:resume", args=[seat.registration]) in now
    assert reverse("learning:why", args=[seat.registration]) in now
    planned = text_of(learner.get(COURSES, {"stand": "geplant"}))
    assert reverse("enrolment:withdraw", args=[waiting.offer_id]) in planned
    finished = text_of(learner.get(COURSES, {"stand": "abgeschlossen"}))
    assert reverse("learning:course", args=[done.registration]) in finished


def test_my_courses_cost_the_same_for_three_and_for_twelve(learner, job):
    def add(count):
        for _ in range(count):
            begun(job)
            owed(job, OfferFactory().course)

    def queries():
        learner.get(COURSES)
        with CaptureQueriesContext(connection) as caught:
            learner.get(COURSES)
        return len(caught)

    add(3)
    few = queries()
    add(9)
    assert queries() == few


def test_start_names_the_step_where_learning_stopped(learner, job):
    seat = seat_of(job)
    item = items_of(seat)[1]
    learning.open_item(enrolment=seat, key=item.key)

    assert f"Zuletzt waren Sie bei: {item.title}" in text_of(learner.get(START))


def test_start_shows_a_few_courses_and_the_way_to_all(learner, job):
    for _ in range(start_limit := 6):
        begun(job)

    text = text_of(learner.get(START))

    assert text.count("/weiter/") < start_limit
    assert COURSES in text
    assert text.count("kc-btn--primary") == 1


def with_dates(job):
    """Give a person one date of each kind; the certificate ends first, the session last."""
    seat = begun(job)
    moment = dates.now() + dt.timedelta(days=20)
    Session.objects.create(
        offer=seat.offer,
        starts_at=moment,
        ends_at=moment + dt.timedelta(hours=1),
        place="Rathaus, Saal 2; Eingang Nord",
    )
    owed(job, seat.offer.course)
    job.periods.update(due_on=dates.today() + dt.timedelta(days=10))
    done = seat_of(job)
    complete(done)
    ends = dates.today() + dt.timedelta(days=5)
    for kind in Certificate.Kind.values:
        CertificateFactory(
            kind=kind,
            enrolment=done,
            person=job.person,
            course_title="Alter Kurs",
            valid_until=ends,
        )
    return seat


def test_appointments_stand_in_the_order_of_their_days_each_once(job):
    with_dates(job)
    kinds = [one.kind for one in start.appointments_of(gathered(job), dates.today())]
    assert kinds == ["expiry", "due", "session"]


def test_certificates_that_are_revoked_or_end_late_are_no_date(job):
    with_dates(job)
    Certificate.objects.filter(kind="achievement").update(revoked_at=dates.now())
    far = dates.today() + start.EXPIRY_AHEAD + dt.timedelta(days=1)
    Certificate.objects.filter(kind="participation").update(valid_until=far)
    kinds = {one.kind for one in start.appointments_of(gathered(job), dates.today())}
    assert "expiry" not in kinds


def test_calendar_holds_the_own_dates_as_a_file(learner, job):
    seat = with_dates(job)

    answer = learner.get(CALENDAR)

    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    lines = text_of(answer).replace("\r\n ", "").split("\r\n")
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines.count("BEGIN:VEVENT") == 3
    session = seat.offer.sessions.get()
    assert f"DTSTART:{session.starts_at.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}" in lines
    assert r"LOCATION:Rathaus\, Saal 2\; Eingang Nord" in lines
    assert "SUMMARY:Nachweis läuft ab: Alter Kurs" in lines


def test_calendar_of_somebody_else_holds_nothing_of_mine(client, job):
    with_dates(job)
    client.force_login(member_employment().person.user)
    assert "BEGIN:VEVENT" not in text_of(client.get(CALENDAR))


def test_start_without_anything_says_what_to_do(learner):
    text = text_of(learner.get(START))
    for words in ("Noch nichts begonnen", "Nichts ist fällig.", "Zurzeit keine Termine."):
        assert words in text
    assert CALENDAR not in text
    assert "Zurzeit kein Vorschlag." in text


def test_suggestions_leave_out_what_is_known_or_owed(learner, job):
    seat = begun(job)
    course, obligatory = OfferFactory().course, OfferFactory().course
    owed(job, obligatory)
    services.edit_landing_page(
        municipality=job.municipality,
        greeting="",
        courses=[seat.offer.course, obligatory, course],
    )

    cards = text_of(learner.get(START)).partition('id="h-foryou"')[2]

    assert f'href="{course.url}"' in cards
    assert cards.count("<article") == 1


def test_other_pages_of_nobody_are_not_there(client, django_user_model):
    client.force_login(django_user_model.objects.create(username="ohne", email="ohne@x.example"))
    assert client.get(COURSES).status_code == 404
    assert client.get(CALENDAR).status_code == 404
