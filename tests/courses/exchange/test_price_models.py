"""What other catalogues and search engines are told of each price model: never a false price."""

from decimal import Decimal

import pytest

from courses.catalogue.prices import Per
from courses.exchange.moochub import feed, structured
from tests.courses.exchange.test_feed import record

MODELS = [per.value for per in Per]


@pytest.mark.parametrize("per", MODELS)
def test_free_course_is_free_whatever_its_model(per):
    told = feed.resource(record(price=Decimal(0), per=per))["attributes"]
    assert told["access"] == ["free"]
    offer = structured.course(record(price=Decimal(0), per=per))["offers"]
    assert (offer["category"], offer["price"]) == ("Free", "0.00")


@pytest.mark.parametrize("per", MODELS)
def test_paid_course_tells_a_price_only_where_it_is_that_of_a_seat(per):
    told = feed.resource(record(price=Decimal("24.50"), per=per))["attributes"]
    assert told["access"] == ["paid"]
    assert ("offer" in told) is (per == Per.SEAT)
    offer = structured.course(record(price=Decimal("24.50"), per=per))["offers"]
    assert offer["category"] == "Paid"
    assert ("price" in offer) is ("priceCurrency" in offer) is (per == Per.SEAT)


@pytest.mark.parametrize("per", MODELS)
def test_course_without_an_offer_tells_of_none(per):
    assert feed.resource(record(price=None, per=per))["attributes"]["access"] == ["other"]
    assert "offers" not in structured.course(record(price=None, per=per))
