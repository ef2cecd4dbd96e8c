"""The brake on the public form: ten declarations per address in an hour."""

import pytest
from django.core.cache import cache

from members.cooperative.errors import TooManyDeclarations
from members.cooperative.limits import MOST_DECLARATIONS, PERIOD_SECONDS, count_declaration


def send(rf, times, address="192.0.2.1"):
    request = rf.post("/mitglied-werden/", REMOTE_ADDR=address)
    for _time in range(times):
        count_declaration(request)


def test_ten_declarations_of_an_address_pass_and_the_eleventh_does_not(rf):
    assert (MOST_DECLARATIONS, PERIOD_SECONDS) == (10, 3600)
    send(rf, 10)
    with pytest.raises(TooManyDeclarations) as refusal:
        send(rf, 1)
    assert refusal.value.status == 429
    assert "in einer Stunde erneut" in str(refusal.value)


def test_an_address_slowed_down_stays_so_and_others_pass(rf):
    with pytest.raises(TooManyDeclarations):
        send(rf, 11)
    with pytest.raises(TooManyDeclarations):
        send(rf, 1)
    send(rf, 10, address="192.0.2.2")


def test_after_the_hour_an_address_may_send_again(rf):
    send(rf, 10)
    cache.clear()
    send(rf, 10)
