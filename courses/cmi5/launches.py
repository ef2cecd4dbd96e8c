"""What a launch consists of: actor, addresses, the unit as the course describes it."""

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from uuid import UUID, uuid4

from django.conf import settings
from django.urls import reverse

from courses.cmi5 import tokens
from courses.cmi5.core import vocabulary as words
from courses.cmi5.core.launch import Launch, launch_url
from courses.cmi5.errors import NoContentHost
from courses.cmi5.identifiers import activity_id
from courses.packages import selectors as packages
from courses.packages.reading.paths import is_web
from courses.xapi.services import account_agent
from members.people import selectors as people

if TYPE_CHECKING:
    from courses.cmi5.models import Run, Session

ENDPOINT = "/xapi"


def actor_of(run: "Run") -> dict[str, Any]:
    """Return the learner as an opaque account; a trial has one of its own."""
    if run.enrolment is None:
        return account_agent(str(run.account))
    return account_agent(str(people.account_name(run.enrolment.person)))


def page_of(run: "Run", url: str) -> str:
    """Return where the page of a unit is. Raises NoContentHost."""
    if is_web(url):
        return url
    if not packages.has_host():
        raise NoContentHost
    # Nobody else's: two people at one device, and two packages, share nothing.
    return packages.file_address(run.package, url, partition=f"cmi5:{run.pk}")


def launch_of(session: "Session") -> Launch:
    """Return the launch that a session has begun with."""
    run = session.run
    return Launch(
        unit=session.unit,
        address=session.address,
        activity_id=activity_id(run, session.place),
        actor=actor_of(run),
        registration=run.registration,
        session=session.pk,
        mode=session.mode,
        return_url=absolute("cmi5:return", session.pk),
    )


def unlaunched(run: "Run", unit: dict[str, Any], place: str, session: UUID | None = None) -> Launch:
    """Return the frame of statements that the platform makes without anybody starting a unit."""
    return Launch(
        unit=unit,
        address="",
        activity_id=activity_id(run, place),
        actor=actor_of(run),
        registration=run.registration,
        session=session or uuid4(),
        mode=words.NORMAL,
    )


def address_of(session: "Session") -> str:
    """Return the address that starts the unit, with a fresh address for its credential."""
    fetch = absolute("cmi5:fetch", tokens.issue(session.pk))
    endpoint = f"{settings.KC_BASE_URL.rstrip('/')}{ENDPOINT}"
    return launch_url(launch_of(session), endpoint=endpoint, fetch=fetch)


def absolute(name: str, *arguments: object) -> str:
    """Return the address of a page with its host."""
    return f"{settings.KC_BASE_URL.rstrip('/')}{reverse(name, args=arguments)}"


def host_of(session: "Session") -> str:
    """Return the name of the host that shows the unit."""
    return urlsplit(session.address).hostname or ""
