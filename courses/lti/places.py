"""From where somebody is led to a tool, and where results of it belong."""

import uuid
from typing import Any

from django.conf import settings
from django.core import signing

from courses.learning.services.recording import item_of
from courses.lti.core import vocabulary as words
from courses.lti.core.messages import Place
from courses.lti.models import Launch, Purpose
from courses.tools import selectors as tools
from courses.tools.platform import address

SALT = "course_lti.choice"
TRIAL = "trial"


def context_id(module_id: int, tool_id: uuid.UUID) -> str:
    """Return the number of a course, another one for each tool."""
    name = f"{settings.KC_XAPI_HOME_PAGE}/lti/{tool_id}/{module_id}"
    return str(uuid.uuid5(uuid.NAMESPACE_URL, name))


def place_of(launch: Launch) -> Place:
    """Return the place of a launch: a step of a course, a trial, or the studio."""
    if launch.purpose == Purpose.CHOOSE:
        return Place()
    content = launch.content
    title, text = (content.title, content.text) if content else ("", "")
    if launch.enrolment is None or launch.item_key is None:
        key = content.pk if content else launch.tool_id
        back = address("tools:tool", launch.tool_id)
        return Place(link_id=f"{TRIAL}-{key}", link_title=title, link_text=text, return_url=back)
    enrolment = launch.enrolment
    item = item_of(enrolment, launch.item_key)
    return Place(
        context_id=context_id(enrolment.version.module_id, launch.tool_id),
        context_title=enrolment.offer.course.title,
        link_id=str(launch.item_key),
        link_title=item.title,
        link_text=text,
        return_url=address("lti:show", enrolment.registration, launch.item_key),
        document_target="iframe" if tools.opens_in_frame(launch.tool) else "window",
    )


def service_of(launch: Launch) -> dict[str, Any] | None:
    """Return where results of this launch are reported; nowhere in a trial."""
    content = launch.content
    if launch.item_key is None or content is None or not content.has_score:
        return None
    return {
        "scope": list(words.SCOPES),
        "lineitems": address("lti:lines", launch.item_key),
        "lineitem": address("lti:line", launch.item_key),
    }


def choice_data(launch: Launch) -> str:
    """Return what a tool sends back unread, so that an answer belongs to its question."""
    return signing.dumps(str(launch.pk), salt=SALT)


def is_data_of(launch: Launch, data: Any) -> bool:
    """Tell whether this is what the tool was given."""
    try:
        return bool(signing.loads(str(data), salt=SALT) == str(launch.pk))
    except signing.BadSignature:
        return False
