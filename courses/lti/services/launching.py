"""Begin a way to a tool: the first step of the login, which the platform takes."""

import hashlib
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urlsplit
from uuid import UUID

from django.db import transaction

from campus.kit import dates
from courses.enrolment.states import LEARNING
from courses.learning.errors import SeatNotConfirmed
from courses.lti.errors import NotChoosable
from courses.lti.models import Launch, Purpose, Result
from courses.lti.services.opening import note_opening
from courses.lti.subjects import subject_of
from courses.tools import selectors as tools
from courses.tools.errors import ToolClosed
from courses.tools.platform import issuer

if TYPE_CHECKING:
    from courses.enrolment.models import Enrolment
    from courses.tools.models import Content, Tool
    from members.accounts.models import User


def digest_of(session_key: str | None) -> str:
    """Return what tells a session apart without opening it to whoever reads the table."""
    return hashlib.sha256(f"course_lti:{session_key or ''}".encode()).hexdigest()


@transaction.atomic
def begin_learning(
    *,
    enrolment: "Enrolment",
    item_key: UUID,
    content: "Content",
    user: "User",
    session_key: str | None,
) -> Launch:
    """Lead a learner to a content. Raises SeatNotConfirmed or ToolClosed."""
    if enrolment.state not in LEARNING:
        raise SeatNotConfirmed
    launch = _begin(
        content.tool,
        user,
        session_key,
        purpose=Purpose.LEARN,
        enrolment=enrolment,
        item_key=item_key,
        content=content,
    )
    Result.objects.update_or_create(
        enrolment=enrolment,
        item_key=item_key,
        defaults={
            "tool": content.tool,
            "sub": UUID(subject_of(user, content.tool)),
            "opened_at": launch.made_at,
        },
    )
    note_opening(enrolment, item_key)
    return launch


def begin_trial(*, content: "Content", user: "User", session_key: str | None) -> Launch:
    """Lead an author to a content; nothing of it counts. Raises ToolClosed."""
    return _begin(content.tool, user, session_key, purpose=Purpose.TRY, content=content)


def begin_choice(*, tool: "Tool", user: "User", session_key: str | None) -> Launch:
    """Lead an author to where contents are chosen. Raises NotChoosable or ToolClosed."""
    if not tool.choice_url:
        raise NotChoosable
    return _begin(tool, user, session_key, purpose=Purpose.CHOOSE)


def _begin(tool: "Tool", user: "User", session_key: str | None, **facts: Any) -> Launch:
    if not tool.is_usable:
        raise ToolClosed
    return Launch.objects.create(
        tool=tool,
        user=user,
        session_digest=digest_of(session_key),
        made_at=dates.now(),
        **facts,
    )


def target_of(launch: Launch) -> str:
    """Return the page of the tool that is to open in the end."""
    if launch.purpose == Purpose.CHOOSE:
        return str(launch.tool.choice_url)
    content: Content | None = launch.content
    return content.url if content else str(launch.tool.target_url)


def login_address(launch: Launch) -> str:
    """Return where the login begins (security framework, 5.1.1.1)."""
    tool = launch.tool
    query = {
        "iss": issuer(),
        "login_hint": str(launch.login_hint),
        "target_link_uri": target_of(launch),
        "lti_message_hint": str(launch.pk),
        "client_id": tool.client_id,
        "lti_deployment_id": tool.deployment_id,
    }
    if launch.purpose == Purpose.LEARN and tools.opens_in_frame(tool):
        query["lti_storage_target"] = "_parent"
    joint = "&" if urlsplit(tool.login_url).query else "?"
    return f"{tool.login_url}{joint}{urlencode(query)}"
