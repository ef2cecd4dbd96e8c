"""The way through the pages: choose, look, confirm, undo, somebody else; what bad input gets."""

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from campus.kit import dates
from courses.bookings import tasks
from courses.bookings.models import Booking
from courses.enrolment.models import BookedSeat, Enrolment
from members.messages.models import Message
from members.people.models import AccessLogEntry
from members.roles.catalogue import Role
from tests.factories.enrolment import EnrolmentFactory, OfferFactory
from tests.factories.organisations import MunicipalityFactory
from tests.factories.people import DepartmentFactory, EmploymentFactory
from tests.factories.roles import GrantFactory

pytestmark = pytest.mark.django_db
LIST, CREATE = reverse("bookings:list"), reverse("bookings:create")


@pytest.fixture
def signed_in(client, hr):
    client.force_login(hr)
    return client


@pytest.fixture
def values(offer, depot):
    """Return what somebody fills in."""
    return {"course": offer.course_id, "departments": [depot.pk]}


def page(response):
    return response.content.decode()


def confirm(client, values):
    stamp = client.post(CREATE, values).context["plan"].stamp
    return client.post(CREATE, {**values, "step": "confirm", "stamp": stamp})


def test_preview_shows_people_price_and_seats_and_writes_nothing(signed_in, jobs, values):
    text = page(signed_in.post(CREATE, values))
    assert "Vorschau: Noch ist nichts gebucht" in text
    assert "2 Plätze buchen" in text
    assert "98,00" in text
    assert "unbegrenzt" in text
    assert all(str(job.person) in text for job in jobs[:2])
    assert str(jobs[2].person) not in text
    assert not BookedSeat.objects.exists()
    assert AccessLogEntry.objects.filter(what="bookings").count() == 2


def test_people_are_chosen_in_any_way_and_counted_once(signed_in, jobs, values):
    names = f"{jobs[0].person}\n{jobs[2].person.email}"
    text = page(signed_in.post(CREATE, {**values, "people": names, "unnamed": "4"}))
    assert "7 Plätze buchen" in text
    assert "davon 4 ohne Namen" in text


def test_form_asks_for_a_course_in_words(signed_in, offer):
    shown = page(signed_in.get(CREATE))
    assert "Bitte wählen" in shown
    assert "-----" not in shown


def test_from_the_form_to_the_message(signed_in, jobs, values, later):
    answer = confirm(signed_in, values)
    text = page(signed_in.get(answer.url))
    assert "2 Plätze sind gebucht" in text
    assert "Alles rückgängig machen" in text
    with later():
        assert tasks.go_on.call() == 1
    text = page(signed_in.get(answer.url))
    assert "Alle benannten Personen sind benachrichtigt" in text
    assert "rückgängig" not in text
    assert Message.objects.filter(kind="bookings_booked").count() == 2
    assert "Vergeben" in page(signed_in.get(LIST))


def test_undo_and_its_end(signed_in, jobs, values):
    url = confirm(signed_in, values).url
    undo = reverse("bookings:undo", args=[Booking.objects.get().reference])
    assert "Alles ist rückgängig gemacht" in page(signed_in.post(undo, follow=True))
    again = signed_in.post(undo)
    assert again.status_code == 409
    assert "nicht mehr als Ganzes rückgängig" in page(again)
    assert "zurückgegeben" in page(signed_in.get(url))


def test_hand_over_now(signed_in, jobs, values):
    confirm(signed_in, values)
    reference = Booking.objects.get().reference
    signed_in.post(reverse("bookings:hand_over", args=[reference]))
    assert tasks.hand_over.call(reference=str(reference)) == 2
    assert Enrolment.objects.count() == 2


def test_confirm_after_a_change_shows_the_new_preview(signed_in, town, depot, jobs, values):
    stamp = signed_in.post(CREATE, values).context["plan"].stamp
    EmploymentFactory(municipality=town, department=depot)
    response = signed_in.post(CREATE, {**values, "step": "confirm", "stamp": stamp})
    assert response.status_code == 409
    assert "Seit Ihrem Blick hat sich etwas geändert" in page(response)
    assert "3 Plätze buchen" in page(response)
    assert not BookedSeat.objects.exists()


def test_change_keeps_what_was_filled_in(signed_in, values, offer):
    response = signed_in.post(CREATE, {**values, "people": "Meier", "step": "change"})
    assert response.status_code == 200
    assert "Meier" in page(response)
    assert f'value="{offer.course_id}" selected' in page(response)


def test_course_is_chosen_by_its_address(signed_in, offer):
    assert f'value="{offer.course_id}" selected' in page(
        signed_in.get(CREATE, {"kurs": offer.course_id})
    )


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"course": ""}, "id_course"),
        ({"course": "999999"}, "id_course"),
        ({"course": "x"}, "id_course"),
        ({"departments": []}, "gehört niemand"),
        ({"departments": ["999999"]}, "999999"),
        ({"groups": ["x"]}, "id_groups"),
        ({"people": "Niemand Hier"}, "Niemand Hier"),
        ({"unnamed": "-1"}, "id_unnamed"),
        ({"unnamed": "viele"}, "viele"),
        ({"unnamed": "201"}, "200"),
        ({"unnamed": "199"}, "höchstens 200 Plätze"),
    ],
)
def test_bad_input_is_explained_and_books_nothing(signed_in, jobs, values, changed, sentence):
    response = signed_in.post(CREATE, {**values, **changed})
    assert response.status_code == 400
    assert sentence in page(response)
    assert not BookedSeat.objects.exists()


def test_too_few_seats_are_said_before_and_at_the_confirmation(signed_in, jobs, depot):
    offer = OfferFactory(seats=1)
    values = {"course": offer.course_id, "departments": [depot.pk]}
    looked = signed_in.post(CREATE, values)
    assert "Es sind nicht genug Plätze da" in page(looked)
    assert "Plätze buchen</button>" not in page(looked)
    response = signed_in.post(
        CREATE, {**values, "step": "confirm", "stamp": looked.context["plan"].stamp}
    )
    assert response.status_code == 400
    assert "2 Plätze werden gebraucht, 1 sind frei" in page(response)


def test_substitute_on_the_page_of_a_seat(signed_in, handed, jobs):
    (seat,) = handed(jobs[:1])
    url = reverse("bookings:seat", args=[seat.key])
    text = page(signed_in.get(url))
    assert "Ersatzperson benennen" in text
    unknown = signed_in.post(url, {"person": "Niemand Hier"})
    assert unknown.status_code == 400
    assert "Niemand Hier" in page(unknown)
    assert signed_in.post(url, {"person": ""}).status_code == 400
    same = signed_in.post(url, {"person": str(jobs[0].person)})
    assert "schon einen Platz" in page(same)
    text = page(signed_in.post(url, {"person": jobs[1].person.email}, follow=True))
    assert "Der Platz ist übergeben" in text
    assert str(jobs[1].person) in text


def test_after_the_deadline_the_page_says_so(signed_in, handed, jobs, later):
    (seat,) = handed(jobs[:1])
    url = reverse("bookings:seat", args=[seat.key])
    with later(days=15):
        assert "Frist" in page(signed_in.get(url))
        assert "id_person" not in page(signed_in.get(url))
        assert signed_in.post(url, {"person": str(jobs[1].person)}).status_code == 400


@pytest.mark.parametrize(
    ("days", "words"),
    [(1, "Kostenlos bis"), (20, "Jetzt zu zahlen: der volle Preis von 49,00")],
)
def test_giving_back_says_what_it_costs(signed_in, handed, jobs, later, days, words):
    (seat,) = handed(jobs[:1])
    url = reverse("bookings:give_back", args=[seat.key])
    with later(days=days):
        assert words in page(signed_in.get(url))
        assert "Der Platz ist zurückgegeben" in page(signed_in.post(url, follow=True))
        again = signed_in.post(url)
    assert again.status_code == 409
    assert "Dieser Platz ist zurückgegeben" in page(again)


def test_training_officer_books_for_the_own_department_only(client, town, depot, jobs, values):
    officer = GrantFactory(role=Role.DEPARTMENT_HR, municipality=town, department=depot).user
    client.force_login(officer)
    assert "unnamed" not in page(client.get(CREATE))
    assert client.post(CREATE, {**values, "people": str(jobs[2].person)}).status_code == 400
    assert client.post(CREATE, {**values, "unnamed": "5"}).context["plan"].seats == 2
    detail = confirm(client, values)
    assert str(jobs[0].person) in page(client.get(detail.url))
    seat = BookedSeat.objects.first()
    url = reverse("bookings:seat", args=[seat.key])
    assert client.post(url, {"person": str(jobs[2].person)}).status_code == 400


def test_departments_stand_in_the_order_of_the_tree_and_only_the_own_ones(client, town, hr):
    above, aside = (DepartmentFactory(municipality=town, name=name) for name in ("Ba", "Aa"))
    below = DepartmentFactory(municipality=town, name="Ab", parent=above)

    def choices(user):
        client.force_login(user)
        field = client.get(CREATE).context["form"].fields["departments"]
        return [(pk, name) for pk, name in field.choices if pk in (above.pk, aside.pk, below.pk)]

    assert choices(hr) == [(aside.pk, "Aa"), (above.pk, "Ba"), (below.pk, "– Ab")]
    officer = GrantFactory(role=Role.DEPARTMENT_HR, municipality=town, department=below).user
    assert choices(officer) == [(below.pk, "– Ab")]


def test_training_officer_sees_no_booking_and_no_seat_of_others(client, town, depot, jobs, book):
    officer = GrantFactory(role=Role.DEPARTMENT_HR, municipality=town, department=depot).user
    booking = book(jobs)
    client.force_login(officer)
    assert client.get(reverse("bookings:detail", args=[booking.reference])).status_code == 404
    seats = page(client.get(reverse("bookings:seats")))
    assert str(jobs[0].person) in seats
    assert str(jobs[2].person) not in seats
    foreign = BookedSeat.objects.get(employment=jobs[2])
    assert client.get(reverse("bookings:seat", args=[foreign.key])).status_code == 404


def test_what_does_not_exist(signed_in):
    for name in ("detail", "seat", "give_back"):
        assert signed_in.get(reverse(f"bookings:{name}", args=[uuid.uuid4()])).status_code == 404
    other = MunicipalityFactory()
    assert signed_in.get(LIST, {"kommune": other.slug}).status_code == 404
    seats = reverse("bookings:seats")
    assert signed_in.get(seats, {"angebot": "x"}).status_code == 200
    assert signed_in.get(seats, {"angebot": "9" * 30}).status_code == 200


def test_empty_pages_say_what_to_do(signed_in):
    assert "Noch keine Plätze gebucht" in page(signed_in.get(LIST))
    assert "Keine Plätze" in page(signed_in.get(reverse("bookings:seats")))


def queries(client, deed):
    with CaptureQueriesContext(
        connection,
    ) as caught:
        assert deed().status_code == 200
    return len(caught)


def test_queries_do_not_grow_with_people(signed_in, town, depot, jobs, values, book):
    book(jobs[2:])
    pages = [
        lambda: signed_in.post(CREATE, values),
        lambda: signed_in.get(reverse("bookings:detail", args=[booking.reference])),
        lambda: signed_in.get(reverse("bookings:seats")),
        lambda: signed_in.get(LIST),
    ]
    booking = book(jobs[:1])
    few = [queries(signed_in, deed) for deed in pages]
    more = EmploymentFactory.create_batch(5, municipality=town, department=depot)
    booking = book(more)
    assert [queries(signed_in, deed) for deed in pages] == few


def test_whoever_learns_of_free_will_changes_no_sign_of_any_page(
    signed_in, jobs, values, offer, later
):
    """Seen from the preview to the seat: value by value, and in the messages to others."""

    def seen():
        booked = confirm(signed_in, values)
        with later():
            tasks.go_on.call()
            urls = [booked.url, LIST, reverse("bookings:seats")]
            urls += [
                reverse("bookings:seat", args=[one.key])
                for one in BookedSeat.objects.order_by("employment")
            ]
            pages = [page(signed_in.get(url)) for url in urls]
        keys = [str(one) for one in BookedSeat.objects.values_list("key", flat=True)]
        for known in (*keys, str(Booking.objects.get().reference)):
            pages = [text.replace(known, "") for text in pages]
        token = 'name="csrfmiddlewaretoken" value="'
        return [
            "".join(part.partition('"')[2] if number else part for number, part in enumerate(split))
            for split in (text.split(token) for text in pages)
        ]

    with dates.moved_clock(dates.now()):
        without = seen()
        BookedSeat.objects.all().delete()
        Booking.objects.all().delete()
        Enrolment.objects.all().delete()
        EnrolmentFactory(employment=jobs[0], offer=offer)
        assert seen() == without
