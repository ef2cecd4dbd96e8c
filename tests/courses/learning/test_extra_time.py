"""Extra time in tests: who gives it, what it does, what nobody gets to know."""

import datetime as dt
from types import SimpleNamespace

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import ModelLogEntry

from campus.kit import dates
from courses.learning import personal_data, rules, services
from courses.learning.errors import NoAttemptsLeft
from courses.learning.models import Attempt, ExtraTime
from courses.modules.services import freeze
from members.people.models import AccessLogEntry
from members.roles.catalogue import Role
from tests.factories.accounts import UserFactory
from tests.factories.enrolment import EnrolmentFactory, OfferFactory
from tests.factories.learning import items_of
from tests.factories.modules import ChapterFactory, QuizFactory, make_module
from tests.factories.roles import GrantFactory

pytestmark = pytest.mark.django_db
LIST = "/lernen/zeitzugaben/"


def timed_seat(**facts):
    """Return a seat in a course whose graded test has ten minutes."""
    module = make_module(lessons=1, graded=False)
    limit = {"graded": True, "time_limit": 10, **facts}
    QuizFactory(chapter=ChapterFactory(module=module), **limit)
    freeze(module=module)
    return EnrolmentFactory(offer=OfferFactory(module=module))


@pytest.fixture
def seat():
    return timed_seat()


@pytest.fixture
def office(client):
    """Return somebody of the office, signed in."""
    user = UserFactory()
    GrantFactory(user=user, role=Role.OFFICE)
    client.force_login(user)
    return user


def grant(seat, percent=50, minutes=0, by=None, attempts=0):
    amounts = {"percent": percent, "minutes": minutes, "attempts": attempts}
    return services.grant_extra_time(enrolment=seat, by=by or UserFactory(), **amounts)


def begin(seat):
    return services.start_attempt(enrolment=seat, key=items_of(seat)[1].key)


def test_grant_lengthens_attempts_to_come_and_the_one_that_runs(seat):
    attempt = begin(seat)
    grant(seat, percent=50, minutes=2)

    running = Attempt.objects.get()
    assert running.ends_at == attempt.started_at + dt.timedelta(minutes=17)
    with dates.moved_clock(running.ends_at + dt.timedelta(minutes=1)):
        later = begin(seat)
    assert later.ends_at == later.started_at + dt.timedelta(minutes=17)


def test_grant_of_less_never_shortens_an_attempt_that_runs(seat):
    grant(seat, percent=100)
    attempt = begin(seat)
    grant(seat, percent=10)
    assert Attempt.objects.get().ends_at == attempt.ends_at
    assert ExtraTime.objects.get().percent == 10


def test_withdraw_leaves_the_running_attempt_its_time(seat):
    extra = grant(seat)
    attempt = begin(seat)
    services.withdraw_extra_time(extra=extra, by=UserFactory())
    assert Attempt.objects.get().ends_at == attempt.ends_at
    assert not ExtraTime.objects.exists()


def test_grant_of_nothing_is_refused_by_the_database(seat):
    with pytest.raises(IntegrityError), transaction.atomic():
        ExtraTime.objects.create(enrolment=seat)


def test_log_names_deed_doer_and_amount_and_nothing_else(seat):
    doer = UserFactory()
    services.withdraw_extra_time(extra=grant(seat, by=doer), by=doer)
    actions = ModelLogEntry.objects.order_by("timestamp", "pk")
    assert [entry.action for entry in actions] == [
        "learning.extra_time_granted",
        "learning.extra_time_withdrawn",
    ]
    assert {entry.user for entry in actions} == {doer}
    assert actions[0].data == {"percent": 50, "minutes": 0, "attempts": 0}


def test_nothing_has_room_for_a_reason():
    names = {field.name for field in ExtraTime._meta.get_fields()}
    amounts = {"percent", "minutes", "attempts"}
    assert names == {"id", "enrolment", "granted_by", "granted_at"} | amounts


@pytest.mark.parametrize("role", list(Role))
def test_only_office_and_provider_give_extra_time(role, seat):
    user = UserFactory()
    scope = {}
    if role in {Role.PROVIDER_OWNER, Role.AUTHOR, Role.TUTOR}:
        scope = {"provider": seat.version.module.provider}
    elif role in {Role.HR_MANAGER, Role.CONTACT_PERSON}:
        scope = {"municipality": seat.employment.municipality}
    elif role in {Role.APPROVER, Role.DEPARTMENT_HR}:
        scope = {"department": seat.employment.department}
    GrantFactory(user=user, role=role, **scope)
    may = role in {Role.OFFICE, Role.PROVIDER_OWNER, Role.TUTOR}
    assert rules.may_grant_extra_time(user) is may
    assert rules.seats_for_extra_time(user).filter(pk=seat.pk).exists() is may


@pytest.mark.parametrize("role", [Role.PROVIDER_OWNER, Role.TUTOR])
def test_provider_sees_only_seats_in_its_own_courses(role, seat):
    other = timed_seat()
    user = UserFactory()
    GrantFactory(user=user, role=role, provider=seat.version.module.provider)
    grant(seat), grant(other)
    assert [row.enrolment_id for row in rules.visible_extra_time(user)] == [seat.pk]


def test_nobody_gives_extra_time_to_oneself(seat):
    GrantFactory(user=seat.person.user, role=Role.OFFICE)
    assert not rules.seats_for_extra_time(seat.person.user).exists()


def form_for(seat, **wishes):
    who = seat.person.user.username
    return {"module": seat.version.module_id, "who": who, "percent": 25, **wishes}


def test_tutor_signs_in_answers_and_gives_time_but_writes_no_lessons(client, seat):
    tutor = GrantFactory(role=Role.TUTOR, provider=seat.version.module.provider).user
    client.force_login(tutor)

    home = client.get("/lernen/", follow=True).content.decode()
    assert "Fragen von Lernenden" in home
    assert LIST in home
    assert client.post(LIST, form_for(seat), follow=True).status_code == 200
    assert ExtraTime.objects.get().granted_by == tutor
    stranger = timed_seat()
    assert client.post(LIST, form_for(stranger)).status_code == 400
    assert client.get("/admin/").status_code == 302


def test_page_gives_extra_time_and_shows_who_has_it(client, office, seat):
    page = client.post(LIST, form_for(seat), follow=True).content.decode()
    assert "gilt ab jetzt" in page
    assert str(seat.person) in page
    assert "25 Prozent" in page
    assert "Grund wird nirgends gespeichert" in page


@pytest.mark.parametrize(
    ("wishes", "words"),
    [
        ({"who": "niemand@example.org"}, "Niemand mit dieser Adresse"),
        ({"percent": ""}, "Geben Sie in einem der Felder ein"),
        ({"percent": 0, "minutes": 0}, "Geben Sie in einem der Felder ein"),
        ({"percent": 301}, "300"),
        ({"percent": -5}, "0"),
        ({"minutes": "viel"}, "Zahl"),
        ({"attempts": 11}, "10"),
        ({"attempts": -1}, "0"),
        ({"module": 0}, "Auswahl"),
        ({"who": ""}, "aria-invalid"),
    ],
)
def test_page_says_what_is_wrong_and_keeps_what_was_typed(client, office, seat, wishes, words):
    answer = client.post(LIST, form_for(seat, **wishes))
    page = answer.content.decode()
    assert answer.status_code == 400
    assert words in page
    assert not ExtraTime.objects.exists()
    if wishes.get("who") != "":
        assert wishes.get("who", seat.person.user.username) in page


def test_page_takes_extra_time_back_and_foreign_ones_do_not_exist(client, office, seat):
    extra = grant(seat)
    gone = reverse("extra_time:withdraw", args=[extra.pk + 99])
    assert client.post(gone).status_code == 404
    client.post(reverse("extra_time:withdraw", args=[extra.pk]))
    assert not ExtraTime.objects.exists()


def test_look_is_noted_for_the_person_who_was_seen(client, office, seat):
    grant(seat)
    client.get(LIST)
    [entry] = AccessLogEntry.objects.filter(person=seat.person)
    assert (entry.viewer, entry.what) == (office, "Zeit für Tests")


def test_human_resources_are_refused_and_their_pages_show_nothing(client, seat):
    user = UserFactory()
    GrantFactory(user=user, role=Role.HR_MANAGER, municipality=seat.employment.municipality)
    grant(seat)
    client.force_login(user)
    assert client.get(LIST).status_code == 403
    for path in ("/personal/", "/personal/matrix/", "/personal/mitarbeitende/"):
        page = client.get(path).content.decode()
        assert "usätzliche Zeit" not in page


def test_learner_sees_the_time_with_what_was_added(client, seat):
    grant(seat, percent=0, minutes=5)
    client.force_login(seat.person.user)
    url = reverse("learning:item", args=[seat.registration, items_of(seat)[1].key])
    page = client.get(url).content.decode()
    assert "15 Minuten (mit Ihrer zusätzlichen Zeit)" in " ".join(page.split())


def used_up(**facts):
    """Return a seat whose only attempt has failed."""
    seat = timed_seat(time_limit=0, max_attempts=1, **facts)
    services.submit_attempt(attempt=begin(seat))
    return seat


def test_more_attempts_let_somebody_try_again_as_often_as_granted():
    seat = used_up()
    with pytest.raises(NoAttemptsLeft):
        begin(seat)
    extra = grant(seat, percent=0, attempts=2)
    for _ in range(2):
        services.submit_attempt(attempt=begin(seat))
    with pytest.raises(NoAttemptsLeft):
        begin(seat)
    services.withdraw_extra_time(extra=extra, by=UserFactory())
    assert Attempt.objects.filter(enrolment=seat).count() == 3


@pytest.mark.parametrize(("graded", "most"), [(False, 1), (True, 0)])
def test_more_attempts_change_nothing_where_there_is_no_limit(graded, most):
    seat = timed_seat(graded=graded, time_limit=0, max_attempts=most)
    grant(seat, attempts=1)
    for _ in range(4):
        services.submit_attempt(attempt=begin(seat))


def test_page_gives_more_attempts_in_courses_without_a_time_limit(client, office):
    seat = used_up()
    page = client.post(LIST, form_for(seat, percent="", attempts=1), follow=True).content.decode()
    assert "Weitere Versuche" in page
    assert ExtraTime.objects.get().attempts == 1
    assert not rules.modules_for_extra_time(office).filter(pk=_unlimited().pk).exists()


def _unlimited():
    return timed_seat(time_limit=0, max_attempts=0).version.module


def test_learner_without_attempts_is_led_to_the_provider_and_not_to_the_employer(client):
    seat = used_up()
    client.force_login(seat.person.user)
    url = reverse("learning:item", args=[seat.registration, items_of(seat)[1].key])
    page = client.get(url).content.decode()
    assert "fragen Sie unten den Anbieter" in page
    assert "Personalabteilung" not in page.split("<main", 1)[1]

    grant(seat, percent=0, attempts=1)
    page = client.get(url).content.decode()
    assert "Neuen Versuch beginnen" in page
    assert "<dt>Verbleibende Versuche</dt><dd>1</dd>" in page


def test_export_holds_more_time_and_attempts(seat):
    grant(seat, percent=25, attempts=1)
    [row] = personal_data.extra_time(SimpleNamespace(person_id=seat.person_id))
    assert (row["course"], row["percent"]) == (seat.offer.course.title, 25)
    assert (row["minutes"], row["attempts"]) == (0, 1)


def listing_queries(client, count):
    for _ in range(count):
        grant(timed_seat())
    client.get(LIST)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(LIST).status_code == 200
    return len(queries)


def test_list_costs_the_same_however_many_there_are(client, office):
    assert listing_queries(client, 3) == listing_queries(client, 9)
