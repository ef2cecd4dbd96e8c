"""The code by mail with which somebody proves that an existing account is theirs."""

import datetime as dt
import secrets
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.utils.crypto import constant_time_compare, salted_hmac

from campus.kit import dates
from members.messages import services as messages
from members.sign_on.attributes import Arrival
from members.sign_on.errors import CodeOver, CodeWrong
from members.sign_on.models import Connection

if TYPE_CHECKING:
    from members.people.models import Person

KIND = "sign_on_code"
DIGITS = 8
VALID_FOR = dt.timedelta(minutes=15)
MOST_TRIES = 5


@dataclass(slots=True)
class Pending:
    """An arrival that waits for its code; kept in the session of the browser, with the server."""

    connection_id: int
    issuer: str
    person_id: int
    arrival: dict[str, str]
    digest: str
    until: str
    next_url: str = ""
    tries: int = 0

    def as_dict(self) -> dict[str, Any]:
        """Return it for the session."""
        return asdict(self)


def send_code(
    *, connection: Connection, person: "Person", arrival: Arrival, next_url: str
) -> Pending:
    """Send a new code to the address on file."""
    code = "".join(secrets.choice("0123456789") for _ in range(DIGITS))
    user = person.user
    messages.send(
        kind=KIND,
        key=str(uuid4()),
        recipient=user,
        email=(user.email if user else person.email) or "",
        context={"code": code, "municipality": connection.municipality, "person": person},
    )
    return Pending(
        connection_id=connection.pk,
        issuer=connection.issuer,
        person_id=person.pk,
        arrival=asdict(arrival),
        digest=_digest(code),
        until=(dates.now() + VALID_FOR).isoformat(),
        next_url=next_url,
    )


def check_code(pending: Pending, typed: str) -> None:
    """Raise unless the code is right, in time and not guessed at; counts the attempt."""
    pending.tries += 1
    if pending.tries > MOST_TRIES or dates.now() > dt.datetime.fromisoformat(pending.until):
        raise CodeOver
    digits = "".join(sign for sign in typed if sign.isdigit())
    if not constant_time_compare(_digest(digits), pending.digest):
        raise CodeWrong


def _digest(code: str) -> str:
    return salted_hmac("members.sign_on.code", code, algorithm="sha256").hexdigest()
