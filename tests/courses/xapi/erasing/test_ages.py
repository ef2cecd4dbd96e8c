"""Erasing by age: what is older goes with all that hangs on it, months with their partition."""

import datetime as dt
import hashlib
import io
import uuid
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from campus.kit import dates
from courses.xapi import partitions, selectors
from courses.xapi.documents import ACTIVITY_PROFILE, AGENT_PROFILE, STATE, Place
from courses.xapi.erasing import ages
from courses.xapi.errors import ErasureRefused
from courses.xapi.models import (
    ActivityMention,
    AgentMention,
    Attachment,
    AttachmentContent,
    Document,
    Erasure,
    ForwardingTarget,
    OutboxEntry,
    PendingStatement,
    Statement,
    StatementId,
    StatementTarget,
)
from courses.xapi.services import (
    Content,
    client_authority,
    count_before,
    erase_before,
    platform_authority,
    put_document,
    store,
)
from tests.courses.xapi.calling import Caller
from tests.courses.xapi.test_http_attachments import described
from tests.courses.xapi.test_learner_tokens import mine
from tests.factories.xapi import ACTIVITY_ID, ClientFactory, agent, reference, statement

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 6, 10, 12, tzinfo=dt.UTC)
FIRST_OF_MAY = dt.datetime(2026, 5, 1, tzinfo=dt.UTC)


def day(month: int, number: int = 15) -> dt.datetime:
    return dt.datetime(2026, month, number, 8, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def june() -> Any:
    """Let it be June."""
    with dates.moved_clock(NOW):
        yield


@pytest.fixture
def authority() -> Any:
    """Return the authority of a program."""
    return client_authority(ClientFactory(owner_kind="provider", owner_key="7"))


def kept(authority: Any, at: dt.datetime, *wholes: dict[str, Any], **more: Any) -> list[uuid.UUID]:
    """Store statements at a time, already folded."""
    ids = store(list(wholes or [statement()]), authority=authority, at=at, **more)
    PendingStatement.objects.all().delete()
    return ids


def test_what_is_older_goes_and_what_is_younger_stays(authority: Any) -> None:
    kept(authority, day(3))
    kept(authority, FIRST_OF_MAY - dt.timedelta(microseconds=1))
    young = kept(authority, FIRST_OF_MAY) + kept(authority, day(5))

    erasure = erase_before(FIRST_OF_MAY, requested_by="Archiv")

    assert sorted(Statement.objects.values_list("statement_id", flat=True)) == sorted(young)
    assert AgentMention.objects.count() == 4
    assert ActivityMention.objects.count() == 2
    assert (erasure.kind, erasure.policy, erasure.statements) == ("age", "delete", 2)
    assert (erasure.before, erasure.requested_by) == (FIRST_OF_MAY, "Archiv")
    assert StatementId.objects.count() == 4


def test_all_that_hangs_on_a_statement_goes(authority: Any) -> None:
    data, target = b"essay", ForwardingTarget.objects.create(name="archive")
    contents = {hashlib.sha256(data).hexdigest(): Content(data)}
    (first,) = kept(authority, day(3), statement(attachments=[described(data)]), contents=contents)
    kept(authority, day(4), statement(object=reference(first)))

    assert erase_before(FIRST_OF_MAY).attachments == 1

    for model in (Attachment, AttachmentContent, StatementTarget, OutboxEntry, Statement):
        assert not model.objects.exists(), model
    assert list(ForwardingTarget.objects.all()) == [target]


def test_content_that_a_younger_statement_has_stays(authority: Any) -> None:
    data = b"handout"
    contents = {hashlib.sha256(data).hexdigest(): Content(data)}
    for month in (3, 5):
        whole = statement(attachments=[described(data)])
        kept(authority, day(month), whole, contents=contents)
    erase_before(FIRST_OF_MAY)
    assert (Attachment.objects.count(), AttachmentContent.objects.count()) == (1, 1)


def test_documents_of_people_go_by_their_last_change_and_those_of_content_stay() -> None:
    places = {
        "old state": Place(STATE, "a", ACTIVITY_ID, agent("a")),
        "old profile": Place(AGENT_PROFILE, "a", agent=agent("a")),
        "content": Place(ACTIVITY_PROFILE, "a", ACTIVITY_ID),
    }
    for place in places.values():
        with dates.moved_clock(day(3)):
            put_document(place, content=b"{}")
    with dates.moved_clock(day(5)):
        put_document(Place(STATE, "b", ACTIVITY_ID, agent("a")), content=b"{}")
    assert erase_before(FIRST_OF_MAY).documents == 2
    assert set(Document.objects.values_list("kind", "document_id")) == {
        ("activity_profile", "a"),
        ("state", "b"),
    }


def test_erased_id_stays_taken_and_a_free_one_may_be_used_again(authority: Any) -> None:
    whole, deed = statement(id=str(uuid.uuid4())), statement(id=str(uuid.uuid4()))
    kept(authority, day(3), whole)
    kept(platform_authority(), day(3), deed)
    erase_before(FIRST_OF_MAY)
    assert store([whole], authority=authority) == [uuid.UUID(whole["id"])]
    store([deed], authority=platform_authority())
    assert str(Statement.objects.get().statement_id) == deed["id"]


def test_unfolded_statements_keep_everything(authority: Any) -> None:
    kept(authority, day(3))
    store([mine()], authority=authority, at=day(4))
    with pytest.raises(ErasureRefused, match="still wait to be folded"):
        erase_before(FIRST_OF_MAY)
    assert Statement.objects.count() == 2
    assert not Erasure.objects.exists()
    assert erase_before(day(3, 20)).statements == 1


def test_date_to_come_is_refused() -> None:
    with pytest.raises(ErasureRefused, match="future"):
        erase_before(NOW + dt.timedelta(seconds=1))


def test_horizon_is_the_latest_date_up_to_which_was_erased() -> None:
    assert selectors.erased_before() is None
    erase_before(day(4))
    erase_before(day(3))
    Erasure.objects.create(kind="person", policy="delete", statements=1, documents=0, attachments=0)
    assert selectors.erased_before() == day(4)


def test_many_go_in_chunks_and_a_second_time_nothing(authority: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(ages, "CHUNK", 2)
    for month in (2, 3, 4):
        kept(authority, day(month), *[statement() for _ in range(5)])
    assert erase_before(FIRST_OF_MAY).statements == 15
    assert erase_before(FIRST_OF_MAY).statements == 0
    assert not AgentMention.objects.exists()


def told(*arguments: str) -> str:
    out = io.StringIO()
    call_command("erase_statements", *arguments, stdout=out)
    return out.getvalue()


def test_dry_run_tells_by_month_and_authority_and_erases_nothing(authority: Any) -> None:
    data = b"essay"
    contents = {hashlib.sha256(data).hexdigest(): Content(data)}
    kept(
        authority, day(3), statement(), statement(attachments=[described(data)]), contents=contents
    )
    kept(platform_authority(), day(3))
    kept(authority, day(4))
    kept(authority, day(5))
    with dates.moved_clock(day(4)):
        put_document(Place(STATE, "a", ACTIVITY_ID, agent("a")), content=b"{}")

    printed = told("--before", "2026-05-01", "--dry-run").splitlines()

    assert [line.replace(authority.key, "A") for line in printed] == [
        f"2026-03  {platform_authority().key}: 1 statements, 0 attachments",
        "2026-03  A: 2 statements, 1 attachments",
        "2026-04  A: 1 statements, 0 attachments",
        "2026-04  state: 1 documents",
        "Would erase: 4 statements, 1 attachments, 1 documents. Nothing was erased.",
    ]
    assert Statement.objects.count() == 5
    assert not Erasure.objects.exists()
    assert sum(each.statements for each in count_before(day(3, 1))) == 0


def test_command_erases_from_the_midnight_of_the_platform_and_says_how_much(authority: Any) -> None:
    # Midnight in Berlin is 22:00 in UTC.
    kept(authority, dt.datetime(2026, 4, 30, 21, 59, tzinfo=dt.UTC))
    kept(authority, dt.datetime(2026, 4, 30, 22, 1, tzinfo=dt.UTC))
    assert "1 statements, 0 attachments, 0 documents" in told("--before", "2026-05-01")
    assert Erasure.objects.get().requested_by
    assert Statement.objects.count() == 1


@pytest.mark.parametrize("wrong", ["", "yesterday", "2026-02-30", "01.05.2026", "2026"])
def test_command_with_no_date_says_so(wrong: str) -> None:
    with pytest.raises(CommandError, match="is no date"):
        told("--before", wrong)


def test_command_with_a_date_to_come_says_so() -> None:
    with pytest.raises(CommandError, match="future"):
        told("--before", "2030-01-01")


def test_page_of_a_list_whose_statements_were_erased_goes_on(authority: Any) -> None:
    caller = Caller("all")
    for month in (3, 4, 5):
        kept(authority, day(month), statement(), statement())
    first = caller.get("statements", limit="3").json()
    erase_before(FIRST_OF_MAY)
    rest = caller.get(first["more"]).json()
    assert (len(first["statements"]), rest["statements"], rest["more"]) == (3, [], "")


@pytest.mark.postgres
def test_whole_months_go_with_their_partitions(authority: Any) -> None:
    partitions.make_partitions(since=day(2))
    for month in (2, 3, 4, 5):
        kept(authority, day(month), statement(), statement())
    kept(authority, day(1))

    assert erase_before(day(4)).statements == 5

    names = partitions.partitions()
    assert partitions.name_of(day(2)) not in names
    assert partitions.name_of(day(3)) not in names
    assert partitions.name_of(day(4)) in names
    assert partitions.DEFAULT in names
    assert Statement.objects.count() == 4
    assert AgentMention.objects.count() == 8
    assert ActivityMention.objects.count() == 4
    # What is imported for a month without a partition goes to the default one.
    kept(authority, day(3))
    assert erase_before(day(4)).statements == 1


@pytest.mark.postgres
def test_statements_imported_meanwhile_go_too(authority: Any, monkeypatch: Any) -> None:
    partitions.make_partitions(since=day(3))
    kept(authority, day(3))
    unlinked, calls = ages._unlinked, []

    def importing(span: Any) -> Any:
        removed = unlinked(span)
        if not calls:
            calls.append(kept(authority, day(3, 20)))
        return removed

    monkeypatch.setattr(ages, "_unlinked", importing)
    assert erase_before(FIRST_OF_MAY).statements == 2
    assert not Statement.objects.exists()
    assert not AgentMention.objects.exists()


@pytest.mark.postgres
def test_rows_are_deleted_where_the_table_cannot_be_had(authority: Any, monkeypatch: Any) -> None:
    def locked(*args: Any, **kwargs: Any) -> bool:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = 1")
            cursor.execute("SELECT pg_sleep(1)")
        return False

    monkeypatch.setattr(ages, "_dropped", locked)
    monkeypatch.setattr(ages.time, "sleep", lambda seconds: None)
    partitions.make_partitions(since=day(3))
    kept(authority, day(3), statement(), statement())
    assert erase_before(FIRST_OF_MAY).statements == 2
    assert not Statement.objects.exists()
    assert partitions.name_of(day(3)) in partitions.partitions()
