"""How a unit is started (cmi5 sections 8 and 10); pure."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit
from uuid import UUID

from courses.cmi5.core import vocabulary as words

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Launch:
    """One session of one unit: what the platform generates and what the course says.

    `unit` is the node of the course structure, `address` where the unit's page really is.
    """

    unit: Mapping[str, Any]
    address: str
    activity_id: str
    actor: Mapping[str, Any]
    registration: UUID
    session: UUID
    mode: str = words.NORMAL
    return_url: str = ""


def launch_url(launch: Launch, *, endpoint: str, fetch: str) -> str:
    """Return the address that starts the unit.

    8.1.0.0-4: with all five parameters; 13.1.4.0-3: merged with those of the course's author.
    """
    parameters = {
        "endpoint": endpoint,
        "fetch": fetch,
        "actor": json.dumps(launch.actor, separators=(",", ":")),
        "registration": str(launch.registration),
        "activityId": launch.activity_id,
    }
    split = urlsplit(launch.address)
    own = parse_qsl(split.query, keep_blank_values=True)
    return urlunsplit(split._replace(query=urlencode([*own, *parameters.items()])))


def context_template(launch: Launch) -> Json:
    """Return the context that every statement of the session carries.

    9.6.2.3-1: the publisher's identifier of the unit, unaltered; 9.6.3.1-1: the session.
    """
    return {
        "contextActivities": {"grouping": [{"objectType": "Activity", "id": launch.unit["id"]}]},
        "extensions": {words.SESSION: str(launch.session)},
    }


def launch_data(launch: Launch) -> Json:
    """Return the document `LMS.LaunchData`, written before the unit starts (10.1.0.0-1)."""
    unit = launch.unit
    key = unit["entitlement_key"]
    found: Json = {
        "contextTemplate": context_template(launch),
        "launchMode": launch.mode,
        "moveOn": unit["move_on"],
        "launchMethod": unit["launch_method"],
        "launchParameters": unit["launch_parameters"],
        "masteryScore": unit["mastery_score"],
        "returnURL": launch.return_url,
        "entitlementKey": {"courseStructure": key} if key else None,
    }
    return {name: value for name, value in found.items() if value not in ("", None)}


def opens_own_window(launch: Launch) -> bool:
    """Tell whether the unit must not be shown in a frame (8.1.0.0-2)."""
    return bool(launch.unit["launch_method"] == "OwnWindow")
