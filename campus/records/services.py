"""Deeds of the operators, each with its entry in Wagtail's log."""

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from campus.records.owners import Owner
from courses.xapi import services as xapi

if TYPE_CHECKING:
    from courses.xapi.models import Client
    from members.accounts.models import User

LIST_READ = "records.read_list"
STATEMENT_READ = "records.read_statement"
CREATED = "records.create_client"
ROTATED = "records.rotate_secret"
SWITCHED_OFF = "records.deactivate_client"
SWITCHED_ON = "records.activate_client"
PAUSED = "records.pause_forwarding"
RESUMED = "records.resume_forwarding"


@dataclass(frozen=True, slots=True)
class Credentials:
    """What a program signs in with; shown once."""

    client_id: int
    name: str
    key: str
    secret: str = field(repr=False)


def note_list_read(*, by: "User", filters: dict[str, str]) -> None:
    """Note that somebody looked at the list of statements, and by what they had filtered."""
    _note(LIST_READ, by, {"filters": filters})


def note_statement_read(*, by: "User", statement_id: UUID) -> None:
    """Note that somebody looked at a statement."""
    _note(STATEMENT_READ, by, {"statement": str(statement_id)})


def _note(action: str, by: "User", data: dict[str, Any]) -> None:
    """Log a look; it stands under the kind of object, since a list is no object of its own."""
    kind = ContentType.objects.get_by_natural_key("xapi", "statement")
    log(instance=kind, action=action, user=by, title=_("Statements of the record store"), data=data)


def create_program(
    *, by: "User", name: str, owner: Owner, scopes: list[str], limits: xapi.Limits
) -> "Credentials":
    """Give a program credentials; the secret is in the answer and nowhere else."""
    client, secret = xapi.create_client(
        name=name, scopes=scopes, owner_kind=owner.kind, owner_key=owner.key, limits=limits
    )
    log(instance=client, action=CREATED, user=by, data={"scopes": client.scopes})
    return Credentials(client.pk, client.name, client.key, secret)


def renew_secret(*, by: "User", client: "Client", keep_for: dt.timedelta) -> "Credentials":
    """Give a program a new secret; the one before works for so long."""
    client, secret = xapi.rotate_secret(client, keep_for=keep_for)
    hours = int(keep_for / dt.timedelta(hours=1))
    log(instance=client, action=ROTATED, user=by, data={"hours": hours})
    return Credentials(client.pk, client.name, client.key, secret)


def switch_off(*, by: "User", client: "Client") -> None:
    """Withdraw a program's credentials at once."""
    log(instance=xapi.deactivate_client(client), action=SWITCHED_OFF, user=by)


def switch_on(*, by: "User", client: "Client") -> None:
    """Let a program's credentials work again."""
    log(instance=xapi.activate_client(client), action=SWITCHED_ON, user=by)


def pause_forwarding(*, by: "User", name: str) -> None:
    """Send nothing to an external store for now."""
    log(instance=xapi.pause_target(name=name), action=PAUSED, user=by)


def resume_forwarding(*, by: "User", name: str) -> None:
    """Go on sending to an external store."""
    log(instance=xapi.resume_target(name=name), action=RESUMED, user=by)
