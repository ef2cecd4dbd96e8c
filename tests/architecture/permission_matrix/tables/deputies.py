"""Rows of members.deputies."""

from typing import Any

from campus.kit import dates
from members.deputies.models import Deputyship
from members.roles.catalogue import Role
from members.roles.models import Grant
from members.roles.services import grant
from tests.architecture.permission_matrix.actors import HR, Place, World
from tests.architecture.permission_matrix.actors import Actor as A
from tests.architecture.permission_matrix.rows import Row
from tests.factories.accounts import UserFactory

DECIDES = frozenset({A.HR, A.DEPARTMENT_HR, A.APPROVER, A.SUPERIOR})


def own(world: World, place: Place) -> dict[str, Any]:
    """Let the place's learner, who may have decided once, be stood in for."""
    days = {"first_day": dates.today(), "last_day": dates.today()}
    row = Deputyship.objects.create(principal=place.user, deputy=UserFactory(), **days)
    return {"pk": row.pk}


def of_a_head(world: World, place: Place) -> dict[str, Any]:
    """Let somebody lead the place's department."""
    given = grant(user=UserFactory(), role=Role.SUPERIOR, department=place.department)
    return {"grant": given.pk}


def ones_own_of_a_head(world: World, place: Place) -> dict[str, Any]:
    """Let somebody stand in for who leads the place's department."""
    given = of_a_head(world, place)
    head = Grant.objects.get(pk=given["grant"]).user
    days = {"first_day": dates.today(), "last_day": dates.today()}
    row = Deputyship.objects.create(principal=head, deputy=UserFactory(), **days)
    return {**given, "pk": row.pk}


ROWS = (
    Row("deputies:of_head", HR, of_a_head, methods=("get", "post")),
    Row("deputies:end_of_head", HR, ones_own_of_a_head, methods=("post",)),
    Row("deputies:index", DECIDES, methods=("get", "post")),
    Row("deputies:end", frozenset({A.LEARNER}), own, methods=("post",)),
)
