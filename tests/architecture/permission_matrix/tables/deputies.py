"""Rows of members.deputies."""

from typing import Any

from campus.kit import dates
from members.deputies.models import Deputyship
from tests.architecture.permission_matrix.actors import Actor as A
from tests.architecture.permission_matrix.actors import Place, World
from tests.architecture.permission_matrix.rows import Row
from tests.factories.accounts import UserFactory

DECIDES = frozenset({A.HR, A.DEPARTMENT_HR, A.APPROVER, A.SUPERIOR})


def own(world: World, place: Place) -> dict[str, Any]:
    """Let the place's learner, who may have decided once, be stood in for."""
    days = {"first_day": dates.today(), "last_day": dates.today()}
    row = Deputyship.objects.create(principal=place.user, deputy=UserFactory(), **days)
    return {"pk": row.pk}


ROWS = (
    Row("deputies:index", DECIDES, methods=("get", "post")),
    Row("deputies:end", frozenset({A.LEARNER}), own, methods=("post",)),
)
