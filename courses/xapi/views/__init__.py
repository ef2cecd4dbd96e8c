"""The resources of the record store."""

from courses.xapi.views.about import about
from courses.xapi.views.documents import activity_profile, agent_profile, state
from courses.xapi.views.objects import activities, agents
from courses.xapi.views.statements import statements

__all__ = [
    "about",
    "activities",
    "activity_profile",
    "agent_profile",
    "agents",
    "state",
    "statements",
]
