"""Ask before a change by which something begins or ends, unless that very thing was seen."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from members.people import consequences

if TYPE_CHECKING:
    from django.forms import Form

    from members.people.models import Employment


@dataclass(frozen=True, slots=True)
class Line:
    """What the question says of the change: a thing before and after."""

    label: str
    before: str
    after: str


def question(
    request: HttpRequest,
    job: "Employment",
    move: consequences.Move,
    *,
    form: "Form",
    lines: Sequence[Line],
) -> HttpResponse | None:
    """Return the page that asks, None where nothing has to be asked (any more)."""
    found = consequences.foretell(request.user, job, move)  # type: ignore[arg-type]
    stamp, seen = consequences.stamp_of(found), request.POST.get("seen", "")
    if seen == stamp or not consequences.needs_a_look(found):
        return None
    context = {
        "form": form,
        "job": job,
        "lines": lines,
        "groups": [
            (one.value, [c for c in found if c.effect is one]) for one in consequences.Effect
        ],
        "stamp": stamp,
        "is_outdated": bool(seen),
        # Which button was pressed: the page comes back with the same one.
        "step": request.POST.get("step", ""),
    }
    return render(request, "people/consequences.html", context, status=409 if seen else 200)
