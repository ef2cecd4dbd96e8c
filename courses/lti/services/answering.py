"""Answer the tool's authentication request with a signed token, or say no."""

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.crypto import constant_time_compare

from campus.kit import dates
from courses.enrolment.states import LEARNING
from courses.learning.errors import SeatNotConfirmed
from courses.lti import keys
from courses.lti.core import messages
from courses.lti.core import vocabulary as words
from courses.lti.core.requests import Asked, read_request
from courses.lti.errors import LaunchOver, OtherSession, ToolFault, UnknownTool
from courses.lti.models import Launch, Purpose
from courses.lti.places import choice_data, place_of, service_of
from courses.lti.services.launching import digest_of, target_of
from courses.lti.subjects import subject_of
from courses.tools import selectors as tools
from courses.tools.errors import ToolClosed
from courses.tools.platform import address, issuer

if TYPE_CHECKING:
    from courses.tools.models import Tool

# How long the way from the first click to the answer may take.
FRESH = dt.timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Answer:
    """What the browser carries to the tool."""

    redirect_uri: str
    fields: Mapping[str, str]
    tool: "Tool"
    launch: Launch | None = field(default=None)


def authorize(*, query: Mapping[str, str], user: Any, session_key: str | None) -> Answer:
    """Return the signed answer for the person in this session.

    Raises UnknownTool, ToolClosed, OtherSession, LaunchOver or SeatNotConfirmed, for people to
    read, and ToolFault for what the tool has to be told.
    """
    asked = read_request(query)
    tool = _tool_of(asked)
    if asked.fault:
        raise ToolFault(asked.redirect_uri, asked.state, asked.fault, asked.sentence)
    launch = _launch_of(asked, tool)
    if not user.is_authenticated or launch.user_id != user.pk:
        raise OtherSession
    if not constant_time_compare(launch.session_digest, digest_of(session_key)):
        raise OtherSession
    _check_seat(launch)
    _use_up(launch)
    token = keys.sign(_claims(launch, asked))
    fields = {"id_token": token, "state": asked.state}
    return Answer(asked.redirect_uri, fields, tool, launch)


def _tool_of(asked: Asked) -> "Tool":
    """Return who asks; only to an address that was registered anything is ever sent."""
    tool = tools.tool_with_client(asked.client_id)
    if tool is None or asked.redirect_uri not in tool.redirect_urls:
        raise UnknownTool(address=asked.redirect_uri[:200])
    if not tool.is_usable:
        raise ToolClosed
    return tool


def _launch_of(asked: Asked, tool: "Tool") -> Launch:
    """Return the launch that both hints name."""
    try:
        key, hint = uuid.UUID(asked.message_hint), uuid.UUID(asked.login_hint)
    except ValueError:
        raise LaunchOver from None
    rows = Launch.objects.select_related(
        "user",
        "content",
        "tool__provider",
        "enrolment__version__module",
        "enrolment__offer__course",
    )
    launch = rows.filter(pk=key, login_hint=hint, tool=tool).first()
    if launch is None or launch.made_at < dates.now() - FRESH:
        raise LaunchOver
    return launch


def _check_seat(launch: Launch) -> None:
    enrolment = launch.enrolment
    if enrolment is not None and enrolment.state not in LEARNING:
        raise SeatNotConfirmed


def _use_up(launch: Launch) -> None:
    """Let a launch be answered once, whoever asks at the same moment."""
    unused = Launch.objects.filter(pk=launch.pk, used_at__isnull=True)
    if not unused.update(used_at=dates.now()):
        raise LaunchOver


def _claims(launch: Launch, asked: Asked) -> dict[str, Any]:
    tool, place = launch.tool, place_of(launch)
    frame = messages.Frame(
        issuer=issuer(),
        platform=settings.WAGTAIL_SITE_NAME,
        client_id=tool.client_id,
        deployment_id=tool.deployment_id,
        subject=subject_of(launch.user, tool),
        nonce=asked.nonce,
        now=int(dates.now().timestamp()),
        locale=launch.user.language,
        roles=words.LEARNER if launch.purpose == Purpose.LEARN else words.AUTHOR,
    )
    if launch.purpose == Purpose.CHOOSE:
        return messages.choice(
            frame,
            place,
            target=target_of(launch),
            return_url=address("lti:chosen", launch.pk),
            data=choice_data(launch),
        )
    custom = launch.content.custom if launch.content else {}
    return messages.resource_link(
        frame, place, target=target_of(launch), custom=custom, service=service_of(launch)
    )
