"""Acceptance rules: what higher rooms demand of statements beyond the specification."""

from collections.abc import Callable
from typing import Any

from courses.xapi.authority import Authority
from courses.xapi.core.keys import agent_key
from courses.xapi.core.mentions import registration_of
from courses.xapi.errors import StatementRefused

AcceptanceRule = Callable[[dict[str, Any], Authority], None]
_rules: list[AcceptanceRule] = []


def register_acceptance_rule(rule: AcceptanceRule) -> AcceptanceRule:
    """Have `rule(statement, authority)` checked before a statement is stored; call it in ready().

    The statement is valid, but id, stored and authority are not yet filled in. The rule raises a
    DomainError, best a subclass of StatementRefused, and must not write.
    """
    if rule not in _rules:
        _rules.append(rule)
    return rule


def check_acceptance(statement: dict[str, Any], authority: Authority) -> None:
    """Raise unless the credential's bounds and all registered rules let the statement pass."""
    check_bounds(statement, authority)
    for rule in _rules:
        rule(statement, authority)


def check_bounds(statement: dict[str, Any], authority: Authority) -> None:
    """Refuse what lies outside the actor and registration a credential was given out for."""
    if authority.bound_actor_key and agent_key(statement["actor"]) != authority.bound_actor_key:
        raise StatementRefused(reason="This credential is bound to another actor.")
    bound = authority.bound_registration
    if bound is not None and registration_of(statement) != bound:
        raise StatementRefused(reason="This credential is bound to another registration.")
