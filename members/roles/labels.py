"""Roles in words."""

from django.utils.functional import Promise

from members.roles.catalogue import Role
from members.roles.models import Grant


def role_label(role: Role | str) -> str | Promise:
    """Return how a role is called on the screen."""
    return Grant.Name(str(role)).label
