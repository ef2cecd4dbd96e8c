"""Every row, asked as everybody, for an object here and one there."""

from collections.abc import Iterator
from functools import partial
from typing import Any

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import TestCase
from django.urls import NoReverseMatch, reverse

from campus import urls
from tests.architecture.permission_matrix.actors import Actor, Place, World
from tests.architecture.permission_matrix.addresses import all_addresses
from tests.architecture.permission_matrix.rows import (
    ADMIN_REFUSALS,
    Answer,
    Prefix,
    Row,
    all_prefixes,
    all_rows,
    fault,
)
from tests.support.wagtail_tasks import waking

pytestmark = pytest.mark.wagtail_tasks


@pytest.fixture(scope="module")
def world(django_db_setup: Any, django_db_blocker: Any) -> Iterator[World]:
    """Build the two places once; whatever a request changes is undone after it."""
    with django_db_blocker.unblock():
        if django_db_setup.is_flushed:
            django_db_setup.put_back()
        with transaction.atomic():
            with waking(), TestCase.captureOnCommitCallbacks(execute=True):
                whole = World()
            yield whole
            transaction.set_rollback(True)


@pytest.fixture(autouse=True, scope="module")
def plain_refusals() -> Iterator[None]:
    """Refuse without drawing the page that says so: most answers are refusals."""
    with pytest.MonkeyPatch.context() as patch:
        for status in (403, 404):
            patch.setattr(urls, f"handler{status}", partial(_refuse, status), raising=False)
        yield


def _refuse(status: int, request: Any, exception: Any) -> HttpResponse:
    return HttpResponse(status=status)


def ask(world: World, actor: Actor, method: str, address: str, **sent: Any) -> Any:
    """Send one request and undo what it did."""
    with transaction.atomic():
        response = getattr(world.clients[actor], method)(address, **sent)
        transaction.set_rollback(True)
    return response


def faults_at(row: Row, world: World, place: Place) -> Iterator[str]:
    """Yield what is wrong with the answers for an object of the place."""
    with TestCase.captureOnCommitCallbacks(execute=True):
        address = row.address(world, place)
        data = row.data(world, place) if row.data else {}
    headers = dict(row.headers)
    allowed = row.allowed_at(world, place)
    where = "here" if place is world.here else "there"
    for method in row.methods:
        for actor in Actor:
            response = ask(world, actor, method, address, data=data, headers=headers)
            answer = Answer(method, address, response, actor in allowed)
            if wrong := fault(row, actor, answer):
                yield f"{actor} {wrong}: {method} {where} {address} -> {answer.status}"


@pytest.mark.parametrize("row", all_rows(), ids=lambda row: row.title)
def test_address_opens_for_the_right_people(row: Row, world: World) -> None:
    faults = []
    for place in row.places(world):
        with transaction.atomic():
            faults += faults_at(row, world, place)
            transaction.set_rollback(True)
    assert not faults, "\n".join(faults)


def plain_addresses(prefix: Prefix) -> Iterator[str]:
    """Yield the addresses below a prefix that need no arguments and have no row."""
    with_row = {row.key for row in all_rows()}
    for address in all_addresses():
        if not address.route.startswith(prefix.route) or address.key in with_row | prefix.public:
            continue
        try:
            yield reverse(address.key)
        except NoReverseMatch:
            continue


@pytest.mark.parametrize("prefix", all_prefixes(), ids=lambda prefix: prefix.route)
def test_installed_package_opens_for_the_right_people(prefix: Prefix, world: World) -> None:
    faults = [
        f"{actor} {address} -> {response.status_code}"
        for address in plain_addresses(prefix)
        for actor in set(Actor) - prefix.allowed
        for response in [ask(world, actor, "get", address)]
        if response.status_code not in ADMIN_REFUSALS | {405}
    ]
    assert not faults, "\n".join(faults)
