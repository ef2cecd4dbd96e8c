"""Whoever learnt well, slowly or of free will: the employer reads the same, sign for sign.

Two of the staff exchange what they have learnt; their duties, fulfilled on the same day, stay as
they are. Every page, list, file, answer to a form and message that human resources, superiors,
the contact person and the staff council get must not change by it: so nothing is told by a value,
by an order, by a count or by an error. (Data protection by design, Art. 25 GDPR; § 26 BDSG.)
"""

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

import pytest
from django.core import mail
from django.db import transaction
from django.test import TestCase
from openpyxl import load_workbook
from pypdf import PdfReader

from campus.kit import dates
from courses.audits.proving import content_of
from courses.audits.questions import Question
from courses.audits.services.making import files_of
from members.messages.models import Message
from members.policies.sights import MAXIMUM
from tests.architecture.employer_blind.learning import Learners
from tests.architecture.permission_matrix.actors import Actor, World
from tests.architecture.permission_matrix.rows import Row, all_rows
from tests.support.wagtail_tasks import waking

EMPLOYER = (
    Actor.HR,
    Actor.DEPARTMENT_HR,
    Actor.APPROVER,
    Actor.CONTACT,
    Actor.COUNCIL,
    Actor.SUPERIOR,
)
# What differs from request to request and tells nothing.
CHANGING = re.compile(
    rb'name="csrfmiddlewaretoken" value="[^"]+"'
    rb'|nonce="[^"]+"|nonce-[A-Za-z0-9_=-]+'
    rb'|data-csrf="[^"]+"'
)
# A letter of access bears a code that is drawn anew each time.
DRAWN_ANEW = {"people:reinvite"}
KEPT_HEADERS = ("Content-Type", "Content-Disposition", "Location")


def rows_of_the_employer() -> list[Row]:
    """Return the addresses that somebody of the employer may open and a learner may not."""
    return [
        row
        for row in all_rows()
        if row.allowed & set(EMPLOYER) and Actor.LEARNER not in row.allowed
        if row.key not in DRAWN_ANEW
    ]


@pytest.fixture(scope="module")
def world(django_db_setup: Any, django_db_blocker: Any) -> Iterator[tuple[World, Learners]]:
    """Build the place and the two learners once; whatever a request changes is undone."""
    with django_db_blocker.unblock():
        if django_db_setup.is_flushed:
            django_db_setup.put_back()
        with transaction.atomic():
            with waking(), TestCase.captureOnCommitCallbacks(execute=True):
                whole = World()
                learners = Learners(whole.here)
            yield whole, learners
            transaction.set_rollback(True)


def text_of(content: bytes) -> bytes:
    """Return what somebody reads in a file; what is no document is returned as it is."""
    if content.startswith(b"%PDF"):
        pages = PdfReader(io.BytesIO(content)).pages
        return "\n".join(page.extract_text() for page in pages).encode()
    if content.startswith(b"PK") and b"xl/workbook.xml" not in content:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return b"".join(text_of(archive.read(name)) for name in archive.namelist())
    if content.startswith(b"PK"):
        rows = load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True)
        return repr(list(rows)).encode()
    return CHANGING.sub(b"", content)


def read(response: Any) -> tuple[Any, ...]:
    """Return what somebody reads of an answer, without what changes anyway."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    headers = [response.headers.get(name) for name in KEPT_HEADERS]
    said = response.cookies["messages"].value if "messages" in response.cookies else ""
    # The second part of the cookie is its signature, with the time.
    said = said.partition(":")[0]
    return response.status_code, headers, said, text_of(content)


def told() -> list[tuple[str, ...]]:
    """Return the messages and mails that stand in the database and in the outbox."""
    messages = Message.objects.order_by("pk").values_list("recipient", "subject", "body")
    return [tuple(map(str, row)) for row in messages] + [
        (str(one.to), one.subject, str(one.body)) for one in mail.outbox
    ]


def answers(world: World, row: Row, address: str, data: dict[str, Any]) -> dict[Any, Any]:
    """Return what each of the employer's people gets from an address, and who is told what."""
    found = {}
    for method in row.methods:
        for actor in sorted(row.allowed & set(EMPLOYER)):
            mail.outbox = []
            # What an earlier answer had to say would stand on this page.
            world.clients[actor].cookies.pop("messages", None)
            with transaction.atomic():
                response = getattr(world.clients[actor], method)(
                    address, data=data, headers=dict(row.headers)
                )
                found[method, actor] = (read(response), told())
                transaction.set_rollback(True)
    return found


@pytest.mark.parametrize("row", rows_of_the_employer(), ids=lambda row: row.title)
def test_what_the_employer_reads_does_not_depend_on_how_somebody_learnt(
    row: Row, world: tuple[World, Learners]
) -> None:
    whole, learners = world
    with transaction.atomic():
        with TestCase.captureOnCommitCallbacks(execute=True):
            address = row.address(whole, whole.here)
            data = row.data(whole, whole.here) if row.data else {}
        before = answers(whole, row, address, data)
        learners.exchange()
        after = answers(whole, row, address, data)
        transaction.set_rollback(True)
    for asked, answer in before.items():
        assert answer == after[asked], f"{asked} {address} depends on how somebody learnt"


def test_proof_package_does_not_depend_on_how_somebody_learnt(
    world: tuple[World, Learners],
) -> None:
    """A package is made in the background, not while the employer reads: so it is made here."""
    whole, learners = world
    question = Question(dates.today())
    at = dates.now()

    def made() -> dict[str, bytes]:
        place = whole.here.municipality
        content = content_of(place, question, MAXIMUM)
        return files_of(place, question, content, at=at)

    with transaction.atomic():
        before = made()
        learners.exchange()
        assert made() == before
        transaction.set_rollback(True)
    assert str(learners.jobs[0].person).encode() in before["nachweis.csv"]


def test_learner_sees_the_exchange(world: tuple[World, Learners]) -> None:
    whole, learners = world
    client = whole.clients[Actor.LEARNER]
    pages = ("/lernen/kurse/", "/lernen/nachweise/")
    with transaction.atomic():
        before = [read(client.get(page)) for page in pages]
        learners.exchange()
        after = [read(client.get(page)) for page in pages]
        transaction.set_rollback(True)
    assert all(one != other for one, other in zip(before, after, strict=True))
