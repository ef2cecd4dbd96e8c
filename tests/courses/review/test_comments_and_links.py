"""Comments on blocks, and links for people without account."""

import datetime as dt

import pytest
import time_machine
from django.core import mail
from django.urls import reverse

from campus.kit import dates
from courses.review import limits, presenting, selectors, services, tokens
from courses.review.models import Comment, GuestLink
from courses.review.stages import Stage
from members.messages.models import Message
from members.roles.catalogue import Role
from tests.factories.modules import paragraph
from tests.factories.organisations import ProviderFactory
from tests.factories.review import author_of, draft_lesson, handed_in, holder, reviewer_of

pytestmark = pytest.mark.django_db
FIRST = paragraph("<p>Der erste Absatz.</p>")
SECOND = paragraph("<p>Der zweite Absatz.</p>")


@pytest.fixture
def written():
    """A lesson of two paragraphs under review."""
    return handed_in(title="Zwei Absätze", body=[FIRST, SECOND])


def test_comment_keeps_block_and_quote_and_tells_the_author(written):
    requester = written.current_workflow_state.requested_by
    reviewer = reviewer_of(Stage.PROVIDER, written)
    made = services.comment(lesson=written, block=SECOND["id"], text=" Warum? ", by=reviewer)
    assert (made.block, made.quote, made.text) == (SECOND["id"], "Der zweite Absatz.", "Warum?")
    told = Message.objects.get(kind="review_commented")
    assert told.recipient == requester
    assert "Warum?" in told.body
    assert told.link.endswith(f"#kommentar-{made.pk}")


def test_comment_sent_twice_is_kept_once(written):
    reviewer = reviewer_of(Stage.PROVIDER, written)
    for _time in range(2):
        services.comment(lesson=written, block=FIRST["id"], text="Gut", by=reviewer)
    assert Comment.objects.count() == 1
    assert Message.objects.filter(kind="review_commented").count() == 1


@pytest.mark.parametrize("block", ["", "gibt-es-nicht", "<script>"])
def test_comment_on_unknown_block_is_about_the_lesson(written, block):
    made = services.comment(lesson=written, block=block, text="Gut", by=holder(Role.EDITOR))
    assert (made.block, made.quote) == ("", "")


def test_comments_stand_at_their_blocks_and_lost_ones_apart(written):
    editor = holder(Role.EDITOR)
    for block in (FIRST["id"], SECOND["id"], ""):
        services.comment(lesson=written, block=block, text=f"zu {block}", by=editor)
    draft = written.get_latest_revision_as_object()
    draft.body = [FIRST]
    shown = presenting.shown(draft, selectors.comments_on(written))
    assert [len(block.comments) for block in shown.blocks] == [1]
    assert shown.blocks[0].name == "Text: Der erste Absatz."
    assert [one.quote for one in shown.lost] == ["Der zweite Absatz."]
    assert len(shown.general) == 1
    assert shown.open_count == 3


def test_author_settles_and_opens_again_others_do_not(client, written):
    made = services.comment(
        lesson=written, block="", text="Bitte", by=reviewer_of(Stage.PROVIDER, written)
    )
    address = reverse("review:settle", args=[made.pk])
    client.force_login(reviewer_of(Stage.PROVIDER, written))
    assert client.post(address).status_code == 404
    client.force_login(holder(Role.AUTHOR, ProviderFactory()))
    assert client.post(address).status_code == 404
    client.force_login(author_of(written))
    assert client.post(address).status_code == 302
    made.refresh_from_db()
    assert not made.is_open
    client.post(address, {"offen": "1"})
    made.refresh_from_db()
    assert made.is_open
    assert selectors.open_comments([written]) == {written.pk: 1}


def test_empty_comment_is_asked_for_in_place(client, written):
    client.force_login(author_of(written))
    answer = client.post(
        reverse("review:comment", args=[written.pk]), {"block": FIRST["id"], "text": " "}
    )
    assert answer.status_code == 400
    assert '<details class="kr-write" open>' in answer.content.decode()


def test_comment_shows_in_the_studio_with_the_way_to_its_block(client, written):
    services.comment(lesson=written, block=FIRST["id"], text="Quelle?", by=holder(Role.EDITOR))
    client.force_login(holder(Role.EDITOR))
    text = client.get(f"/admin/snippets/modules/lesson/edit/{written.pk}/").content.decode()
    assert f'href="#block-{FIRST["id"]}-section"' in text
    assert "Quelle?" in text


@pytest.fixture
def link(written):
    return services.open_link(lesson=written, purpose="Datenschutz", days=7, by=author_of(written))


def guest_address(link):
    return reverse("review:guest", args=[tokens.issue(link.key)])


def test_guest_reads_one_revision_and_nothing_of_later_or_of_others(client, written, link):
    services.comment(lesson=written, block="", text="Intern", by=holder(Role.EDITOR))
    draft = written.get_latest_revision_as_object()
    draft.body = [paragraph("<p>Später geschrieben.</p>")]
    draft.save_revision()
    answer = client.get(guest_address(link))
    text = answer.content.decode()
    assert "Der erste Absatz." in text
    assert "Später geschrieben." not in text
    assert "Intern" not in text
    assert answer["X-Robots-Tag"] == "noindex, nofollow"
    assert answer["Referrer-Policy"] == "no-referrer"
    link.refresh_from_db()
    assert link.opened == 1


def send(client, link, **data):
    defaults = {"name": "Dr. Datenschutz", "block": FIRST["id"], "text": "Rechtsgrundlage fehlt."}
    return client.post(guest_address(link), {**defaults, **data})


def test_guest_comments_under_a_name_and_the_authors_are_told(client, written, link):
    assert send(client, link).status_code == 302
    made = Comment.objects.get()
    assert (made.by, made.block, made.link) == ("Dr. Datenschutz", FIRST["id"], link)
    told = Message.objects.filter(kind="review_commented")
    assert link.created_by in {message.recipient for message in told}
    assert "Rechtsgrundlage fehlt." in client.get(guest_address(link)).content.decode()
    assert mail.outbox == []


@pytest.mark.parametrize(
    "data", [{"name": ""}, {"text": " "}, {"block": "fremd"}, {"name": "x" * 121}]
)
def test_guest_comment_with_something_missing_is_asked_for(client, link, data):
    answer = send(client, link, **data)
    assert answer.status_code == 400
    assert Comment.objects.count() == 0


def test_guest_comment_of_a_program_is_thrown_away(client, link):
    assert send(client, link, website="https://spam.example").status_code == 302
    assert Comment.objects.count() == 0


@pytest.mark.parametrize("token", ["x", "a:b:c", "None"])
def test_forged_link_does_not_open(client, link, token):
    assert client.get(reverse("review:guest", args=[token])).status_code == 404


def test_link_ends_by_itself(client, link):
    with time_machine.travel(dates.now() + dt.timedelta(days=8)):
        assert client.get(guest_address(link)).status_code == 404
        assert send(client, link).status_code == 404


def test_link_is_closed_by_its_people_only(client, written, link):
    address = reverse("review:revoke_link", args=[link.pk])
    client.force_login(holder(Role.AUTHOR, ProviderFactory()))
    assert client.post(address).status_code == 404
    assert client.get(guest_address(link)).status_code == 200
    client.force_login(author_of(written))
    assert client.post(address).status_code == 302
    assert client.get(guest_address(link)).status_code == 404
    assert "geschlossen" in client.get(reverse("review:links", args=[written.pk])).content.decode()


def test_author_makes_a_link_and_finds_its_address(client, written):
    client.force_login(author_of(written))
    address = reverse("review:links", args=[written.pk])
    assert client.post(address, {"purpose": "", "days": 7}).status_code == 400
    assert client.post(address, {"purpose": "Beirat", "days": 7}).status_code == 302
    made = GuestLink.objects.get()
    assert guest_address(made) in client.get(address).content.decode()


def test_guest_comments_are_limited(client, link, monkeypatch):
    monkeypatch.setitem(limits.MOST, "comment", 1)
    assert send(client, link).status_code == 302
    refused = send(client, link, text="Noch einer")
    assert refused.status_code == 429
    assert "Noch einer" in refused.content.decode()


def test_opening_is_limited(client, link, monkeypatch):
    monkeypatch.setitem(limits.MOST, "open", 0)
    assert client.get(guest_address(link)).status_code == 429


def test_link_to_a_draft_that_nobody_stored_stores_it():
    lesson = draft_lesson()
    made = services.open_link(lesson=lesson, purpose="A", days=1, by=author_of(lesson))
    assert made.revision == lesson.get_latest_revision()
