"""The agents and activities resources (XAPI-Communication 2.4, 2.5)."""

import hashlib
from collections.abc import Iterable
from typing import Any

from django.http import HttpResponse

from courses.xapi import scopes, search
from courses.xapi.core.actors import IDENTIFIERS
from courses.xapi.core.jsontext import dumped, loaded
from courses.xapi.core.keys import agent_key, index_key
from courses.xapi.models import Activity
from courses.xapi.web import params
from courses.xapi.web.resource import Context, no_headers, resource


def get_agent(context: Context) -> HttpResponse:
    """Return a Person: the agent asked for and the names it went by: Communication 2.4."""
    params.check_known(context.call.params, ("agent",))
    agent = params.agent(context.call.params, "agent")
    person: dict[str, Any] = {"objectType": "Person"}
    person.update({key: [agent[key]] for key in IDENTIFIERS if key in agent})
    names = _names(agent, context)
    if names:
        person["name"] = names
    return _tagged(person)


def get_activity(context: Context) -> HttpResponse:
    """Return an activity with its canonical definition, if there is one: Communication 2.5."""
    params.check_known(context.call.params, ("activityId",))
    params.required(context.call.params, "activityId")
    iri = params.iri(context.call.params, "activityId") or ""
    found = Activity.objects.filter(key=index_key(iri)).first()
    activity: dict[str, Any] = {"objectType": "Activity", "id": iri}
    if found is not None:
        activity["definition"] = loaded(found.definition)
    return _tagged(activity)


def _names(agent: dict[str, Any], context: Context) -> list[str]:
    key = agent_key(agent)
    names = [agent["name"]] if "name" in agent else []
    if not context.may(scopes.STATEMENTS_READ_MINE, reading=True):
        return names
    for row in search.names_of(key, search.visibility_of(context.client)):
        names += _names_in(loaded(row.raw), key)
    return list(dict.fromkeys(names))


def _names_in(statement: dict[str, Any], key: str) -> Iterable[str]:
    for part in (statement["actor"], statement["object"]):
        for candidate in (part, *part.get("member", ())):
            if "name" in candidate and agent_key(candidate) == key:
                yield candidate["name"]


def _tagged(content: dict[str, Any]) -> HttpResponse:
    text = dumped(content)
    response = HttpResponse(text, content_type="application/json")
    digest = hashlib.sha1(text.encode(), usedforsecurity=False).hexdigest()
    response["ETag"] = f'"{digest}"'
    return response


agents = resource({"GET": get_agent}, no_headers)
activities = resource({"GET": get_activity}, no_headers)
