"""Every address of the admin, opened by the people of another provider."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import TestCase

from members.roles.catalogue import Role
from tests.architecture.admin_scoping.addresses import (
    Asked,
    admin_addresses,
    fillings,
    kind_of,
    parameters,
)
from tests.architecture.admin_scoping.fingerprint import fingerprint
from tests.architecture.admin_scoping.foreign import INSIDERS, SECRET, World
from tests.architecture.admin_scoping.table import KNOWN, MODELS, WORDS
from tests.architecture.permission_matrix.rows import all_rows
from tests.support.wagtail_tasks import waking

pytestmark = pytest.mark.wagtail_tasks
# Small letters: what an answer repeats of the question is no find.
SEARCH = {name: SECRET.lower() for name in ("q", "search", "term")}
# What refuses: an error, or the way back to the start of the admin or to the sign-in.
REFUSALS = {400, 403, 404, 405}
HOME = re.compile(r"^/admin/$|^/konto/login/|^/admin/login/")
# These answer everybody alike: they lead to another address that refuses, or to one's own start,
# or end what is one's own and nothing else. That they show nothing is tested all the same.
SAYS_NOTHING = {
    "wagtailadmin_pages:revisions_index",
    "wagtailadmin_explore",
    "wagtailadmin_explore_results",
    "wagtailadmin_editing_sessions:release",
    "wagtailadmin_workflows:task_chosen",
}
# Wagtail's forms count on fields that their page always sends; this test sends none of them.
NEEDS_ITS_FORM = {
    "wagtailadmin_choose_page_external_link",
    "wagtailsnippets_modules_lesson:add",
    "wagtailsnippets_modules_lesson:preview_on_add",
    "wagtailsnippetchoosers_modules_lesson:create",
    "wagtailsnippetchoosers_modules_media:create",
}


@pytest.fixture(scope="module")
def world(django_db_setup: Any, django_db_blocker: Any) -> Iterator[World]:
    """Build both providers once; whatever a request changes is undone after it."""
    with django_db_blocker.unblock():
        if django_db_setup.is_flushed:
            django_db_setup.put_back()
        with transaction.atomic():
            with waking(), TestCase.captureOnCommitCallbacks(execute=True):
                whole = World()
            yield whole
            transaction.set_rollback(True)


def is_in_matrix(key: str) -> bool:
    """Tell whether an address of our own rooms has rows in the permission matrix."""
    return any(row.key == key for row in all_rows())


def is_known(key: str) -> bool:
    """Tell whether an address is named in the table."""
    space, _colon, name = key.rpartition(":")
    return name in KNOWN.get(f"{space}:" if space else "", "").split()


def all_asked(world: World) -> Iterator[Asked]:
    """Yield every address whose parameters the table can fill."""
    for address in admin_addresses():
        named = [
            kind_of(address, name) or name in (*MODELS, *WORDS) for name in parameters(address)
        ]
        if all(named):
            yield from fillings(address, world.foreign, world.own)


def body_of(response: Any) -> str:
    """Return what somebody reads, headers and file names included."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return content.decode(errors="replace") + str(dict(response.headers))


def fault(asked: Asked, response: Any) -> str:
    """Return what is wrong with an answer, or an empty text."""
    text = body_of(response)
    if SECRET in text:
        place = text.index(SECRET)
        return f"shows {text[max(0, place - 60) : place + 40]!r}"
    if response.status_code >= 500 and asked.address.key not in NEEDS_ITS_FORM:
        return "breaks"
    refused = response.status_code in REFUSALS or (
        response.status_code == 302 and HOME.match(response["Location"])
    )
    if asked.is_foreign_alone and not refused and asked.address.key not in SAYS_NOTHING:
        return "is not refused"
    return ""


def faults(world: World, role: Role, method: str, data: dict[str, str]) -> list[str]:
    """Return what is wrong with the answers somebody of another provider gets."""
    found = []
    before = fingerprint(world.foreign)
    for asked in all_asked(world):
        with transaction.atomic():
            response = getattr(world.clients[role], method)(asked.path, data)
            wrong = fault(asked, response)
            if method == "post" and fingerprint(world.foreign) != before:
                wrong = f"changes something foreign {wrong}"
            transaction.set_rollback(True)
        if wrong:
            found.append(f"{role} {method} {asked.path} -> {response.status_code}: {wrong}")
    return found


def test_every_address_is_classified() -> None:
    unknown = [
        f"{address.key} ({address.route})"
        for address in admin_addresses()
        if not is_known(address.key) and not is_in_matrix(address.key)
    ]
    assert not unknown, "name them in table.py or in the permission matrix:\n" + "\n".join(unknown)


def test_table_names_no_address_that_is_gone() -> None:
    there = {address.key for address in admin_addresses()}
    named = {f"{space}{name}" for space, names in KNOWN.items() for name in names.split()}
    assert sorted(named - there) == []


def test_every_key_in_a_known_address_is_filled(world: World) -> None:
    empty = [
        f"{address.key}: {name}"
        for address in admin_addresses()
        for name in parameters(address)
        if not kind_of(address, name) and name not in (*MODELS, *WORDS)
        if not is_in_matrix(address.key)
    ]
    assert empty == []
    assert len(list(all_asked(world))) > 260


@pytest.mark.parametrize("role", INSIDERS)
def test_nothing_foreign_is_shown(world: World, role: Role) -> None:
    found = faults(world, role, "get", SEARCH)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("role", [Role.AUTHOR, Role.TUTOR])
def test_nothing_foreign_is_changed(world: World, role: Role) -> None:
    found = faults(world, role, "post", {"next": "/admin/", "title": "Neu"})
    assert not found, "\n".join(found)
