"""Opening an offer: one set of conditions at a time, and the law on distance teaching."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from courses.enrolment import services
from courses.enrolment.errors import FernUsgStatusMissing
from courses.enrolment.models import Offer
from courses.enrolment.selectors import offer_for
from courses.modules.services import freeze
from tests.factories.enrolment import EnrolmentFactory, OfferFactory
from tests.factories.modules import ChapterFactory, ModuleFactory, QuizFactory, make_module

pytestmark = pytest.mark.django_db
PAID = Decimal("120.00")


@pytest.mark.parametrize(
    ("price", "graded", "form", "status", "refused"),
    [
        ("120.00", True, "on_demand", "", True),
        ("0.01", True, "on_demand", "", True),
        ("120.00", True, "hybrid", "", True),
        ("120.00", True, "live", "", False),
        ("0.00", True, "on_demand", "", False),
        ("120.00", False, "on_demand", "", False),
        ("120.00", True, "on_demand", "ZFU 7 123 45", False),
    ],
)
def test_open_paid_graded_self_study_needs_a_word_on_the_fernusg(
    price, graded, form, status, refused
):
    course = make_module(graded=graded).course
    course.format = form
    course.save()

    def open_it():
        return services.open_offer(course=course, price=Decimal(price), fernusg_status=status)

    if not refused:
        assert open_it().fernusg_status == status
        return
    with pytest.raises(FernUsgStatusMissing, match="tragen Sie den FernUSG-Status ein") as caught:
        open_it()
    assert (caught.value.code, caught.value.status) == ("fernusg_status_missing", 409)
    assert not Offer.objects.exists()


def test_open_refused_keeps_the_offer_before_open():
    before = OfferFactory()

    with pytest.raises(FernUsgStatusMissing):
        services.open_offer(course=before.course, price=PAID)
    assert offer_for(before.course) == before


def test_open_course_without_content_asks_for_no_status():
    assert services.open_offer(course=ModuleFactory().course, price=PAID).price == PAID


def test_open_looks_at_the_newest_version():
    module = make_module(graded=False)
    QuizFactory(chapter=ChapterFactory(module=module), graded=True)
    services.open_offer(course=module.course, price=PAID)
    freeze(module=module)

    with pytest.raises(FernUsgStatusMissing):
        services.open_offer(course=module.course, price=PAID)


def test_open_closes_the_offer_before_and_keeps_its_seats():
    first = OfferFactory()
    seat = EnrolmentFactory(offer=first)
    second = services.open_offer(
        course=first.course, price=Decimal(0), seats=12, approval_needed=True
    )

    first.refresh_from_db()
    seat.refresh_from_db()
    assert (first.active, second.active) == (False, True)
    assert offer_for(first.course) == second
    assert (second.seats, second.approval_needed) == (12, True)
    assert (seat.offer, seat.state) == (first, "confirmed")


def test_open_leaves_other_courses_alone():
    other = OfferFactory()
    services.open_offer(course=make_module().course, price=Decimal(0))

    assert offer_for(other.course) == other


def test_offer_for_a_course_never_opened_is_none():
    assert offer_for(make_module().course) is None


@pytest.mark.parametrize(("price", "good"), [("-0.01", False), ("0.00", True), ("9999.99", True)])
def test_offer_price_cannot_be_negative(price, good):
    offer = OfferFactory.build(module=make_module(), price=Decimal(price))
    if good:
        offer.validate_constraints()
        return
    with pytest.raises(ValidationError) as caught:
        offer.validate_constraints()
    assert "Der Preis kann nicht negativ sein." in str(caught.value)


def test_offer_is_named_by_its_title_else_by_the_course():
    offer = OfferFactory()
    named = OfferFactory(title="Herbst 2026")

    assert str(offer) == offer.course.title
    assert str(named) == "Herbst 2026"
