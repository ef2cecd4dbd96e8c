"""Addresses of the record store, to be included at `xapi/`.

`/xapi/1.0.3/` is the same store; only its refusal of a request without version header differs:
there it carries 1.0.3, here 2.0.0, as clients of either edition expect.
"""

from django.urls import URLPattern, path

from courses.xapi import views
from courses.xapi.core.editions import Edition

app_name = "xapi"


def _resources(prefix: str, name: str, refusal: Edition) -> list[URLPattern]:
    resources = {
        "about": views.about,
        "statements": views.statements,
        "activities": views.activities,
        "activities/state": views.state,
        "activities/profile": views.activity_profile,
        "agents": views.agents,
        "agents/profile": views.agent_profile,
    }
    return [
        path(
            f"{prefix}{address}",
            view,
            {"refusal": refusal},
            name=f"{name}{address.replace('/', '_')}",
        )
        for address, view in resources.items()
    ]


urlpatterns = [
    *_resources("", "", Edition.TWO),
    *_resources("1.0.3/", "one_", Edition.ONE),
]
