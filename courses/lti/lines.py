"""The line of a step and the results in it, as Assignment and Grade Services 2.0 writes them."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from courses.lti.errors import ServiceRefused
from courses.lti.models import Result
from courses.modules import selectors as modules
from courses.tools.platform import address

if TYPE_CHECKING:
    from courses.tools.models import Tool

MOST = 500


def line_of(tool: "Tool", item_key: UUID) -> dict[str, Any]:
    """Return the line of a step of this tool; those of others do not exist for it.

    Raises ServiceRefused.
    """
    item = modules.tool_item(item_key)
    content = item.tool_content if item else None
    if item is None or content is None or content.tool_id != tool.pk or not content.has_score:
        raise ServiceRefused(404, "not_found", "there is no such line item")
    line = {
        "id": address("lti:line", item_key),
        "scoreMaximum": float(content.score_maximum),
        "label": content.label or item.title,
        "resourceId": content.resource_id,
        "tag": content.tag,
        "resourceLinkId": str(item_key),
    }
    return {name: value for name, value in line.items() if value != ""}


def results_of(tool: "Tool", item_key: UUID, *, user: str = "") -> list[dict[str, Any]]:
    """Return what was reported of a step. Raises ServiceRefused."""
    line = line_of(tool, item_key)
    rows = Result.objects.filter(tool=tool, item_key=item_key, told_at__isnull=False)
    if user:
        try:
            rows = rows.filter(sub=UUID(user))
        except ValueError:
            return []
    return [_result(row, line) for row in rows.order_by("sub", "-opened_at")[:MOST]]


def _result(row: Result, line: dict[str, Any]) -> dict[str, Any]:
    shown = {
        "id": f"{line['id']}/results/{row.pk}",
        "scoreOf": line["id"],
        "userId": str(row.sub),
        "comment": row.comment,
    }
    if row.given is not None and row.maximum:
        shown |= {"resultScore": float(row.given), "resultMaximum": float(row.maximum)}
    return {name: value for name, value in shown.items() if value != ""}
