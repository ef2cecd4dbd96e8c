"""courses.xapi.services: storing, conflicts, attachments, credentials."""

import datetime as dt
import hashlib
import json
import uuid
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from campus.kit import dates
from courses.xapi import acceptance
from courses.xapi.authority import client_authority, platform_authority
from courses.xapi.core.editions import Edition
from courses.xapi.errors import (
    BatchTooLarge,
    InvalidStatement,
    StatementConflict,
    StatementRefused,
    UnknownScope,
)
from courses.xapi.models import Activity, Attachment, AttachmentContent, Client, Statement
from courses.xapi.services import (
    Bounds,
    Content,
    create_client,
    deactivate_client,
    hashed_secret,
    store,
)
from courses.xapi.signals import statements_accepted
from courses.xapi.writing import batch as batches
from tests.factories.xapi import (
    ACTIVITY_ID,
    REMOVED,
    ClientFactory,
    activity,
    agent,
    attachment,
    changed,
    full_statement,
    statement,
)

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)


def kept(statement_id: uuid.UUID) -> dict[str, Any]:
    """Return a statement as it is stored."""
    return json.loads(Statement.objects.get(pk=statement_id).raw)


@pytest.fixture
def news() -> Any:
    """Collect what is announced."""
    heard: list[dict[str, Any]] = []

    def listen(sender: Any, **arguments: Any) -> None:
        heard.append(arguments)

    statements_accepted.connect(listen)
    yield heard
    statements_accepted.disconnect(listen)


def test_store_fills_in_what_the_store_sets() -> None:
    with dates.moved_clock(NOON):
        (statement_id,) = store([statement()], authority=platform_authority())
    found = kept(statement_id)
    assert found["id"] == str(statement_id)
    assert found["stored"] == found["timestamp"] == "2026-03-02T12:00:00.000000Z"
    assert found["authority"]["account"]["name"] == "platform"
    assert found["version"] == "2.0.0"


def test_store_keeps_the_columns_by_which_statements_are_found() -> None:
    whole = full_statement()
    (statement_id,) = store([whole], authority=platform_authority())
    row = Statement.objects.get(pk=statement_id)
    assert str(row) == whole["id"]
    assert str(row.registration) == whole["context"]["registration"]
    assert row.actor_key == "account:https://kommunalcampus.example|3f0c7a52"
    assert row.verb == whole["verb"]["id"]
    assert row.activity_key == ACTIVITY_ID
    assert row.authority_key == platform_authority().key
    assert row.timestamp == dt.datetime(2026, 3, 2, 8, 15, 30, 123000, dt.UTC)


def test_store_at_an_earlier_time_sets_stored() -> None:
    (statement_id,) = store([statement()], authority=platform_authority(), at=NOON)
    assert Statement.objects.get(pk=statement_id).stored == NOON


def test_store_keeps_the_order_of_the_batch() -> None:
    ids = store([statement() for _ in range(20)], authority=platform_authority())
    in_order = Statement.objects.order_by("stored").values_list("pk", flat=True)
    assert list(in_order) == ids


def test_store_nothing_does_nothing() -> None:
    assert store([], authority=platform_authority()) == []


def test_store_sets_the_version_of_the_edition() -> None:
    ids = store([statement()], authority=platform_authority(), edition=Edition.ONE)
    assert kept(ids[0])["version"] == "1.0.0"


def test_store_one_invalid_statement_stores_nothing_and_says_where() -> None:
    broken = changed(statement(), "verb.id", "experienced")
    with pytest.raises(InvalidStatement) as caught:
        store([statement(), broken], authority=platform_authority())
    assert caught.value.path == "[1].verb.id"
    assert caught.value.status == 400
    assert "2.2.s4.b1.b7" in str(caught.value)
    assert not Statement.objects.exists()


@pytest.mark.parametrize("value", [None, [], "x", 7])
def test_store_something_else_is_refused(value: Any) -> None:
    with pytest.raises(InvalidStatement):
        store([value], authority=platform_authority())


def test_store_the_same_id_twice_in_a_batch_is_refused() -> None:
    one = statement(id=str(uuid.uuid4()))
    with pytest.raises(InvalidStatement, match="twice"):
        store([one, changed(one, "id", one["id"].upper())], authority=platform_authority())


def test_store_a_batch_again_changes_nothing(news: Any) -> None:
    whole = [full_statement(), full_statement()]
    first = store(whole, authority=platform_authority())
    before = [row.raw for row in Statement.objects.order_by("pk")]
    assert store(whole, authority=platform_authority()) == first
    assert [row.raw for row in Statement.objects.order_by("pk")] == before


def test_store_another_statement_under_the_same_id_is_a_conflict() -> None:
    whole = full_statement()
    store([whole], authority=platform_authority())
    with pytest.raises(StatementConflict) as caught:
        store([changed(whole, "result.success", False)], authority=platform_authority())
    assert whole["id"] in str(caught.value)
    assert caught.value.status == 409


def test_store_a_conflict_stores_nothing_of_the_batch() -> None:
    whole = full_statement()
    store([whole], authority=platform_authority())
    with pytest.raises(StatementConflict):
        store([statement(), changed(whole, "result", {})], authority=platform_authority())
    assert Statement.objects.count() == 1


def test_store_too_many_at_once_is_refused(monkeypatch: Any) -> None:
    monkeypatch.setattr(batches, "MAX_STATEMENTS", 2)
    with pytest.raises(BatchTooLarge):
        store([statement()] * 3, authority=platform_authority())


def described_batch(size: int) -> list[dict[str, Any]]:
    """Return statements on activities nobody has described yet."""
    return [
        statement(
            id=str(uuid.uuid4()),
            object=activity(f"urn:{uuid.uuid4()}", name={"de": "x"}),
            context={"registration": str(uuid.uuid4())},
        )
        for _ in range(size)
    ]


def queries_of(batch: list[dict[str, Any]]) -> int:
    """Return how many queries storing takes."""
    with CaptureQueriesContext(connection) as queries:
        store(batch, authority=platform_authority())
    return len(queries)


def test_store_takes_the_same_queries_for_any_batch() -> None:
    small, large = described_batch(2), described_batch(40)
    assert queries_of(small) == queries_of(large) <= 16


def test_store_again_takes_the_same_queries_for_any_batch() -> None:
    small, large = described_batch(2), described_batch(40)
    queries_of(small)
    queries_of(large)
    assert queries_of(small) == queries_of(large) <= 12


def test_store_announces_after_commit(news: Any, django_capture_on_commit_callbacks: Any) -> None:
    registration = uuid.uuid4()
    whole = statement(context={"registration": str(registration)})
    with django_capture_on_commit_callbacks(execute=True):
        ids = store([whole, statement()], authority=platform_authority())
    (heard,) = news
    assert sorted(heard["statement_ids"]) == sorted(ids)
    assert heard["registrations"] == [registration]


def test_store_again_announces_nothing(news: Any, django_capture_on_commit_callbacks: Any) -> None:
    whole = full_statement()
    store([whole], authority=platform_authority())
    with django_capture_on_commit_callbacks(execute=True):
        store([whole], authority=platform_authority())
    assert news == []


def test_store_asks_the_rules_of_higher_rooms(monkeypatch: Any) -> None:
    monkeypatch.setattr(acceptance, "_rules", [])
    asked: list[str] = []

    def rule(received: dict[str, Any], authority: Any) -> None:
        asked.append(authority.key)
        if received["object"]["id"] != ACTIVITY_ID:
            raise StatementRefused(reason="Not this one.")

    acceptance.register_acceptance_rule(rule)
    acceptance.register_acceptance_rule(rule)
    store([statement()], authority=platform_authority())
    with pytest.raises(StatementRefused, match="Not this one"):
        store([statement(object=activity("urn:x"))], authority=platform_authority())
    assert asked == [platform_authority().key] * 2


@pytest.mark.parametrize(
    ("scopes", "defined"),
    [(["statements/write"], False), (["statements/write", "define"], True), (["all"], True)],
)
def test_store_merges_definitions_only_for_who_may_define(scopes: list[str], defined: bool) -> None:
    client = ClientFactory(scopes=scopes)
    store([statement(object=activity(name={"de": "x"}))], authority=client_authority(client))
    assert Activity.objects.exists() is defined


def test_store_merges_definitions_of_all_activities() -> None:
    first = statement(object=activity(name={"de": "Alt"}, type="urn:a"))
    related = {"contextActivities": {"parent": activity("urn:p", name={"de": "Oben"})}}
    store([first, statement(context=related)], authority=platform_authority())
    store([statement(object=activity(name={"en": "New"}))], authority=platform_authority())
    merged = Activity.objects.get(iri=ACTIVITY_ID)
    assert str(merged) == ACTIVITY_ID
    assert json.loads(merged.definition) == {"name": {"de": "Alt", "en": "New"}, "type": "urn:a"}
    assert Activity.objects.filter(iri="urn:p").exists()


def test_store_identifiers_of_any_length_and_content() -> None:
    strange = "urn:x:" + "ä" * 3000
    whole = statement(
        actor=agent("a\x00b\ud800"), verb={"id": strange}, object=activity(strange, name={})
    )
    (statement_id,) = store([whole], authority=platform_authority())
    assert kept(statement_id)["actor"] == whole["actor"]
    assert kept(statement_id)["object"]["id"] == strange


def with_content(data: bytes, **parts: Any) -> tuple[dict[str, Any], dict[str, Content]]:
    """Return a statement with an attachment and its content."""
    sha2 = hashlib.sha256(data).hexdigest()
    described = attachment(sha2=sha2, length=len(data), fileUrl=REMOVED, **parts)
    return statement(attachments=[described]), {sha2: Content(data)}


def test_store_keeps_the_content_of_attachments_once() -> None:
    first, contents = with_content(b"certificate")
    second, _ = with_content(b"certificate")
    store([first, second], authority=platform_authority(), contents=contents)
    assert Attachment.objects.count() == 2
    (content,) = AttachmentContent.objects.all()
    assert bytes(content.data) == b"certificate"
    assert str(content) == str(Attachment.objects.first()) == content.sha2


def test_store_an_attachment_without_content_or_address_is_refused() -> None:
    whole, _ = with_content(b"certificate")
    with pytest.raises(InvalidStatement) as caught:
        store([whole], authority=platform_authority())
    assert caught.value.path == "attachments[0]"


def test_store_a_declared_length_that_differs_is_refused() -> None:
    whole, contents = with_content(b"certificate")
    sha2 = next(iter(contents))
    with pytest.raises(InvalidStatement):
        store([whole], authority=platform_authority(), contents={sha2: Content(b"certificate", 3)})


def test_store_a_signature_by_address_only_is_refused() -> None:
    signed = attachment(usageType="http://adlnet.gov/expapi/attachments/signature")
    with pytest.raises(InvalidStatement):
        store([statement(attachments=[signed])], authority=platform_authority())


def test_create_client_gives_a_secret_that_is_not_kept() -> None:
    client, secret = create_client(name="Lernspiel", scopes=["state", "state"])
    assert client.scopes == ["state"]
    assert secret not in json.dumps(list(Client.objects.values()), default=str)
    assert client.secret_hash == hashed_secret(secret)
    assert str(client) == "Lernspiel"


def test_create_client_with_an_unknown_scope_is_refused() -> None:
    with pytest.raises(UnknownScope) as caught:
        create_client(name="x", scopes=["everything"])
    assert "statements/read/mine" in str(caught.value)


def test_clients_of_one_owner_share_an_authority() -> None:
    first, _ = create_client(name="a", scopes=[], owner_kind="provider", owner_key="7")
    second, _ = create_client(name="b", scopes=[], owner_kind="provider", owner_key="7")
    third, _ = create_client(name="c", scopes=[])
    assert client_authority(first) == client_authority(second)
    assert client_authority(third) != client_authority(first)
    assert client_authority(third).key != platform_authority().key


def test_create_client_for_one_launch_is_bound() -> None:
    bounds = Bounds(actor_key="account:a|b", registration=uuid.uuid4(), expires_at=NOON)
    client, _ = create_client(name="x", scopes=["state"], bounds=bounds)
    client.refresh_from_db()
    assert client_authority(client).bound_registration == bounds.registration
    assert client.expires_at == NOON


def test_deactivate_client_withdraws_it() -> None:
    client = deactivate_client(ClientFactory())
    client.refresh_from_db()
    assert not client.active


def test_store_outside_the_bounds_of_a_credential_is_refused() -> None:
    registration = uuid.uuid4()
    client = ClientFactory(
        bound_actor_key="account:https://kommunalcampus.example|3f0c7a52",
        bound_registration=registration,
    )
    authority = client_authority(client)
    context = {"registration": str(registration)}
    store([statement(context=context)], authority=authority)
    for foreign in (
        statement(),
        statement(context={"registration": str(uuid.uuid4())}),
        statement(context=context, actor=agent("another")),
    ):
        with pytest.raises(StatementRefused):
            store([foreign], authority=authority)
