"""Every address of Wagtail's admin, filled with the keys of what belongs to somebody."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from wagtail.admin.views.bulk_action.registry import bulk_action_registry

from tests.architecture.admin_scoping.foreign import Belongings
from tests.architecture.admin_scoping.table import (
    BULK_MODELS,
    KINDS,
    LISTS,
    MODELS,
    PUBLIC,
    WORDS,
)
from tests.architecture.permission_matrix.addresses import Address, all_addresses

PREFIX = "admin/"
# Two addresses are written as regular expressions; this is what they stand for.
COMPARISON = "revisions/compare/earliest...<int:revision_id>/"
PARAMETER = re.compile(r"<(?:(\w+):)?(\w+)>")


@dataclass(frozen=True)
class Asked:
    """An address to open, and whether all it names is foreign."""

    address: Address
    path: str
    is_foreign_alone: bool


def admin_addresses() -> list[Address]:
    """Return the addresses below the admin's prefix that hold anything of the platform."""
    found = [one for one in all_addresses() if one.route.startswith(PREFIX)]
    return [one for one in found if one.key not in PUBLIC]


def plain_route(address: Address) -> str:
    """Return the route with plain parameters only."""
    route = address.route.replace("^", "").replace("(?P<pk>\\d+)", "<int:pk>")
    route = route.replace("(?P<pk>.+)", "<int:pk>")
    return re.sub(r"revisions/compare/.*$", COMPARISON, route)


def parameters(address: Address) -> list[str]:
    """Return the names of the parameters of an address."""
    return [name for _converter, name in PARAMETER.findall(plain_route(address))]


def kind_of(address: Address, name: str) -> str | None:
    """Return what a parameter names, as the table says; None if it does not."""
    for start, names in KINDS:
        if address.key.startswith(start) and name in names:
            return names[name]
    return None


def fillings(address: Address, foreign: Belongings, own: Belongings) -> Iterator[Asked]:
    """Yield the address with foreign keys, and with own keys that lead to foreign ones."""
    names = parameters(address)
    if address.key == "wagtail_bulk_action":
        yield from _bulk(address, foreign)
        return
    keyed = [name for name in names if kind_of(address, name)]
    for words in _words_of(names):
        yield _filled(address, words, dict.fromkeys(keyed, foreign))
        if len(keyed) > 1:
            mixed = _filled(address, words, {**dict.fromkeys(keyed, foreign), keyed[0]: own})
            yield replace(mixed, is_foreign_alone=False)
    if address.key in LISTS:
        # A chooser takes the keys of several; a report can be taken home as a file.
        query, is_foreign_alone = LISTS[address.key], False
        path = _filled(address, {}, {}).path + query.format(**_keys(foreign))
        yield Asked(address, path, is_foreign_alone)


def _keys(owner: Belongings) -> dict[str, Any]:
    return {kind: owner.key(kind) for kind in owner.things}


def _bulk(address: Address, foreign: Belongings) -> Iterator[Asked]:
    """Yield every action on several things, asked for the foreign one."""
    registry = bulk_action_registry
    registry.get_bulk_actions_for_model("wagtailcore", "page")
    for app_label, models in registry.actions.items():
        for model, actions in models.items():
            for action in actions:
                words = {"app_label": app_label, "model_name": model, "action": action}
                path = _filled(address, words, {}).path
                key = foreign.key(BULK_MODELS[model])
                yield Asked(address, f"{path}?id={key}", is_foreign_alone=False)


def _words_of(names: list[str]) -> Iterator[dict[str, str]]:
    """Yield what stands in an address besides keys: models, deeds."""
    model = [name for name in names if name in MODELS]
    choices: list[dict[str, str]] = [{}]
    if len(model) == 2:
        pairs = (("catalogue", "coursepage"), ("modules", "lesson"))
        choices = [dict(zip(model, pair, strict=True)) for pair in pairs]
    for chosen in choices:
        yield {**{name: WORDS[name] for name in names if name in WORDS}, **chosen}


def _filled(address: Address, words: dict[str, str], owners: dict[str, Belongings]) -> Asked:
    def value(match: re.Match[str]) -> str:
        name = match.group(2)
        if name in words:
            return words[name]
        kind = kind_of(address, name)
        assert kind, f"{address.key}: what is {name}?"
        return str(owners[name].key(kind))

    path = "/" + PARAMETER.sub(value, plain_route(address)).rstrip("$")
    return Asked(address, path, is_foreign_alone=len(set(map(id, owners.values()))) == 1)
