"""Take what an author has chosen in a tool: first the tool's answer, then the author's word."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import transaction

from campus.kit import dates
from courses.lti.core import vocabulary as words
from courses.lti.core.contents import Unreadable, read_choice
from courses.lti.errors import LaunchOver
from courses.lti.models import Launch, Purpose
from courses.lti.places import is_data_of
from courses.modules import services as modules
from courses.tools import services as tools
from courses.tools import tokens
from courses.tools.addresses import is_on
from courses.tools.errors import TokenRefused, ToolClosed
from courses.tools.platform import issuer

if TYPE_CHECKING:
    from courses.modules.models import Chapter
    from courses.tools.models import Content

# Choosing may mean to write the content first.
CHOOSING = dt.timedelta(hours=4)


@transaction.atomic
def take_answer(*, launch: Launch, token: str) -> Launch:
    """Keep what a tool says was chosen; nothing of it is used until the author says so.

    Raises TokenRefused, LaunchOver or ToolClosed.
    """
    rows = Launch.objects.select_for_update(of=("self",)).select_related("tool")
    row = rows.get(pk=launch.pk)
    if not row.tool.is_usable:
        raise ToolClosed
    is_old = row.made_at < dates.now() - CHOOSING
    if row.purpose != Purpose.CHOOSE or row.used_at is None or row.answered_at or is_old:
        raise LaunchOver
    claims = tokens.read(row.tool, token)
    _check(row, claims)
    tools.use_up(row.tool, claims, "nonce")
    row.chosen = _contents(row, claims)
    said = claims.get(words.CHOICE_MESSAGE) or claims.get(words.CHOICE_ERROR) or ""
    row.told = str(said).replace("\x00", "")[:500]
    row.answered_at = dates.now()
    row.save(update_fields=["chosen", "told", "answered_at"])
    return row


def _check(launch: Launch, claims: tokens.Claims) -> None:
    """Deep Linking 2.0, 4.5: from this tool, for us, of this deployment, to this question."""
    tool = launch.tool
    wanted = (
        (claims.get("iss") == tool.client_id, "iss is not the client ID"),
        (tokens.has_audience(claims, issuer()), "aud is not this platform"),
        (claims.get(words.DEPLOYMENT) == tool.deployment_id, "deployment_id is another one"),
        (claims.get(words.MESSAGE_TYPE) == words.CHOICE_RESPONSE, "message_type is another one"),
        (claims.get(words.LTI_VERSION) == words.VERSION, "version is not 1.3.0"),
        (is_data_of(launch, claims.get(words.CHOICE_DATA)), "data is not what was sent"),
    )
    for is_right, sentence in wanted:
        if not is_right:
            raise TokenRefused(reason=sentence)


def _contents(launch: Launch, claims: tokens.Claims) -> list[dict[str, Any]]:
    tool = launch.tool
    try:
        found = read_choice(claims, target=tool.target_url)
    except Unreadable as error:
        raise TokenRefused(reason=str(error)) from error
    if not all(is_on(one["url"], tool.approved_origins) for one in found):
        raise TokenRefused(reason="a content lies on a site that is not registered for the tool")
    return found


@transaction.atomic
def take_over(*, launch: Launch, chapter: "Chapter | None") -> "list[Content]":
    """Keep the chosen contents, and append a draft of a lesson for each where a chapter is named.

    Raises LaunchOver where that was done before, or ToolClosed.
    """
    row = Launch.objects.select_for_update(of=("self",)).get(pk=launch.pk)
    if row.answered_at is None or row.taken_at is not None:
        raise LaunchOver
    contents = [_content(row, values) for values in row.chosen]
    if chapter is not None:
        _append(contents, chapter, row)
    row.taken_at = dates.now()
    row.save(update_fields=["taken_at"])
    return contents


def _content(launch: Launch, values: dict[str, Any]) -> "Content":
    maximum = Decimal(values["score_maximum"])
    kept = {**values, "score_maximum": maximum}
    return tools.add_content(tool=launch.tool, by=launch.user, values=kept)


def _append(contents: "Sequence[Content]", chapter: "Chapter", launch: Launch) -> None:
    for content in contents:
        modules.draft_tool_lesson(
            chapter=chapter,
            title=content.title,
            content_id=content.pk,
            has_score=content.has_score,
            user=launch.user,
        )
