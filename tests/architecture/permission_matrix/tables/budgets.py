"""Rows of members.budgets."""

from typing import Any

from members.budgets.models import Budget
from tests.architecture.permission_matrix.actors import HR, Place, World
from tests.architecture.permission_matrix.rows import Row


def a_town(world: World, place: Place) -> dict[str, Any]:
    """Name the municipality."""
    return {"kommune": place.municipality.slug}


def a_budget(world: World, place: Place) -> dict[str, Any]:
    """Let the town have a budget."""
    facts = {"municipality": place.municipality, "year": 2026, "cost_centre": "1"}
    return {"pk": Budget.objects.get_or_create(**facts, defaults={"amount": 5})[0].pk}


ROWS = (
    Row("budgets:index", HR, methods=("get", "post"), query=a_town),
    Row("budgets:drop", HR, a_budget, methods=("post",)),
)
