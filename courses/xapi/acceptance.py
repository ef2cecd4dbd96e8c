"""Acceptance rules: what is demanded of statements beyond the specification.

First the bounds and limits of the credential, then what higher rooms have registered.
"""

from collections.abc import Callable
from typing import Any

from courses.xapi.authority import Authority
from courses.xapi.core.keys import agent_key
from courses.xapi.core.mentions import registration_of
from courses.xapi.core.people import account_fault, named_in
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
    """Raise unless the credential's limits and all registered rules let the statement pass."""
    check_bounds(statement, authority)
    check_verb(statement, authority)
    check_actors(statement, authority)
    if authority.accounts_only:
        check_accounts(statement)
    for rule in _rules:
        rule(statement, authority)


def check_bounds(statement: dict[str, Any], authority: Authority) -> None:
    """Refuse what lies outside the actor and registration a credential was given out for."""
    if authority.bound_actor_key:
        actor = statement["actor"]
        # A group may bear the very account of the learner.
        is_group = actor.get("objectType") == "Group"
        if is_group or agent_key(actor) != authority.bound_actor_key:
            raise StatementRefused(reason="This credential is bound to another actor.")
    bound = authority.bound_registration
    if bound is not None and registration_of(statement) != bound:
        raise StatementRefused(reason="This credential is bound to another registration.")


def check_verb(statement: dict[str, Any], authority: Authority) -> None:
    """Refuse verbs that are not on the client's list, if it has one."""
    allowed = authority.allowed_verbs
    if allowed and statement["verb"]["id"] not in allowed:
        raise StatementRefused(
            reason=f"This client may write these verbs only: {', '.join(sorted(allowed))}."
        )


def check_actors(statement: dict[str, Any], authority: Authority) -> None:
    """Refuse actors that are not on the client's list; of an anonymous group all must be on it."""
    allowed = authority.allowed_actors
    if not allowed:
        return
    actor = statement["actor"]
    key = agent_key(actor)
    keys = {key} if key else {agent_key(member) for member in actor["member"]}
    if not keys <= allowed:
        raise StatementRefused(
            reason=f"This client may write about these actors only: {', '.join(sorted(allowed))}."
        )


def check_accounts(statement: dict[str, Any]) -> None:
    """Refuse people who are not named by opaque accounts; nothing is ever rewritten instead."""
    for path, agent in named_in(statement):
        fault = account_fault(agent)
        if fault:
            raise StatementRefused(
                reason=f"{path} {fault}: this client may name people by opaque accounts only."
            )
