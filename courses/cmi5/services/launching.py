"""Launch a unit: end the session before, lay its data ready, state it, in this order."""

import json
from typing import Any

from django.conf import settings
from django.db import transaction

from campus.kit import dates
from courses.cmi5.core import statements
from courses.cmi5.core import vocabulary as words
from courses.cmi5.core.launch import Launch, launch_data
from courses.cmi5.core.places import unit_at
from courses.cmi5.core.preferences import DOCUMENT, default_preferences
from courses.cmi5.launches import launch_of, page_of
from courses.cmi5.models import Run, Session
from courses.cmi5.services.ending import abandon_open
from courses.cmi5.services.stating import locked, state
from courses.xapi.services import AGENT_PROFILE, STATE, Place, put_document, read_document

LAUNCH_DATA = "LMS.LaunchData"


class UnknownUnit(LookupError):
    """No unit stands at this place of the course."""


@transaction.atomic
def launch(*, run: Run, place: str, mode: str = words.NORMAL) -> Session:
    """Begin a session of a unit; one that is still open is abandoned.

    Raises UnknownUnit, or NoContentHost for a unit inside a package that nobody could open.
    """
    run = locked(pk=run.pk)
    unit = unit_at(run.package.structure, place)
    if unit is None or mode not in words.MODES:
        raise UnknownUnit(place)
    address = page_of(run, unit["url"])
    abandon_open(run)
    session = Session.objects.create(
        run=run, place=place, unit=dict(unit), address=address, mode=mode, launched_at=dates.now()
    )
    begun = launch_of(session)
    _lay_ready(begun)
    state(statements.launched(begun, session.launched_at))
    return session


def _lay_ready(begun: Launch) -> None:
    """10.1.0.0-1: write the launch data; 11: and preferences, unless the learner has some."""
    actor = dict(begun.actor)
    data = Place(
        kind=STATE,
        document_id=LAUNCH_DATA,
        activity_id=begun.activity_id,
        agent=actor,
        registration=begun.registration,
    )
    put_document(data, content=_written(launch_data(begun)))
    preferences = Place(kind=AGENT_PROFILE, document_id=DOCUMENT, agent=actor)
    if read_document(preferences) is None:
        put_document(preferences, content=_written(default_preferences(settings.LANGUAGE_CODE)))


def _written(value: dict[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()
