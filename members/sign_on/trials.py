"""The trial of a connection: what came, what it would mean, and what is wrong; nothing is changed.

What came is kept in the session of whoever tries, and nowhere else.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from campus.kit import dates
from members.people import selectors as people
from members.sign_on import selectors
from members.sign_on.attributes import NEEDED, Arrival, Field, is_of, read, source_of
from members.sign_on.models import Connection

KEPT = "sign_on_trial"
UNDER_WAY = "sign_on_trying"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at: it is right, worth a look, or in the way."""

    kind: str
    text: str


def begin(request: HttpRequest, connection: Connection) -> None:
    """Note that the next answer belongs to a trial, so that errors are explained."""
    request.session[UNDER_WAY] = connection.pk
    request.session.pop(KEPT, None)


def is_under_way(request: HttpRequest, connection: Connection) -> bool:
    """Tell whether this browser is trying the connection."""
    return bool(request.session.get(UNDER_WAY) == connection.pk)


def keep(
    request: HttpRequest, connection: Connection, *, subject: str, received: Mapping[str, str]
) -> None:
    """Keep what came for the page of the trial."""
    request.session.pop(UNDER_WAY, None)
    request.session[KEPT] = {
        **_stamp(connection),
        "subject": subject,
        "received": dict(received),
    }


def keep_problem(request: HttpRequest, connection: Connection, reason: str) -> None:
    """Keep why nothing came."""
    request.session.pop(UNDER_WAY, None)
    request.session[KEPT] = {**_stamp(connection), "problem": reason}


def kept(request: HttpRequest, connection: Connection) -> dict[str, Any] | None:
    """Return the outcome of the last trial of the connection as it is now set up."""
    found: dict[str, Any] | None = request.session.get(KEPT)
    stamp = _stamp(connection)
    if found is None or any(found.get(name) != stamp[name] for name in ("connection", "changed")):
        return None
    return found


def arrival_of(connection: Connection, outcome: Mapping[str, Any]) -> Arrival:
    """Return who would arrive."""
    return read(outcome["subject"], outcome["received"], connection.attributes)


def sources(connection: Connection, outcome: Mapping[str, Any]) -> dict[Field, str]:
    """Return from which attribute each field is read; an empty text where there is none."""
    received = outcome["received"]
    found = {field: source_of(field, received, connection.attributes) for field in Field}
    return {field: name if name in received else "" for field, name in found.items()}


def checks(connection: Connection, arrival: Arrival) -> list[Check]:
    """Return what is right and what is not, in sentences."""
    found = [Check("success", _("Your identity provider has answered, and the answer is genuine."))]
    missing = [field for field in NEEDED if not getattr(arrival, field)]
    if missing:
        found.append(
            Check("danger", _("First name or last name is missing. Choose the attribute for it."))
        )
    found.append(_of_address(connection, arrival))
    if arrival.department:
        found.append(_of_department(connection, arrival))
    if not arrival.personnel_number:
        text = _("No personnel number came: staff are recognised by the e-mail address only.")
        found.append(Check("info", text))
    found.append(_of_list(connection, arrival))
    return found


def has_passed(found: list[Check]) -> bool:
    """Tell whether nothing is in the way."""
    return all(check.kind != "danger" for check in found)


def reason_of(
    error: str, exception: Exception | None, details: Mapping[str, Any], query: Mapping[str, str]
) -> str:
    """Return in words why the identity provider's answer was not accepted."""
    technical = str(details.get("saml_last_error_reason") or exception or query.get("error", ""))
    sentence = next(
        (words for sign, words in _reasons() if sign in technical.lower() or sign in error), ""
    )
    sentence = sentence or _("The identity provider's answer was not accepted.")
    return f"{sentence} ({technical[:300]})" if technical else sentence


def _reasons() -> list[tuple[str, str]]:
    """Return sentences by a sign of the technical reason; the first that fits counts."""
    return [
        ("cancelled", _("The sign-in was cancelled at the identity provider.")),
        ("invalid_client", _("The client ID or the client secret is wrong.")),
        ("unauthorized_client", _("The identity provider does not know this application.")),
        ("redirect_uri", _("The redirect address is not entered at the identity provider.")),
        ("invalid_scope", _("The identity provider refuses profile or e-mail address.")),
        ("id_token", _("The signature or the recipient of the answer is wrong.")),
        (
            "not signed",
            _("The assertion is not signed. Switch on signing of the assertion at your provider."),
        ),
        (
            "no signature",
            _("The assertion is not signed. Switch on signing of the assertion at your provider."),
        ),
        (
            "signature",
            _("The signature does not fit the certificate. Fetch your provider's metadata anew."),
        ),
        (
            "audience",
            _("The answer is meant for another application. Enter our entity ID at your provider."),
        ),
        ("timing", _("The clock of your identity provider is wrong.")),
        ("expired", _("The answer is too old: the clock of your identity provider may be wrong.")),
        ("issuer", _("The answer comes from another identity provider than the one set up.")),
        ("connection", _("The identity provider cannot be reached from here.")),
    ]


def _stamp(connection: Connection) -> dict[str, Any]:
    return {
        "connection": connection.pk,
        "changed": connection.changed_at.isoformat(),
        "at": dates.now().isoformat(),
    }


def _of_address(connection: Connection, arrival: Arrival) -> Check:
    if not arrival.email:
        return Check("warning", _("No e-mail address came. Messages will go to the inbox only."))
    if is_of(arrival.email, selectors.domain_names(connection)):
        return Check("success", _("The e-mail address belongs to your mail domains."))
    return Check("danger", _("The e-mail address does not belong to your mail domains."))


def _of_department(connection: Connection, arrival: Arrival) -> Check:
    departments = people.departments_of(connection.municipality)
    if departments.filter(name__iexact=arrival.department).exists():
        return Check("success", _("The department is one of yours."))
    return Check(
        "warning",
        _("There is no department “%(name)s” here; it will not be taken over.")
        % {"name": arrival.department},
    )


def _of_list(connection: Connection, arrival: Arrival) -> Check:
    """Say whom the staff list would recognise."""
    staff = people.staff_of(connection.municipality)
    by_number = staff.filter(personnel_number=arrival.personnel_number or "-")
    by_address = staff.filter(person__email__iexact=arrival.email or "-")
    job = by_number.first() or by_address.first()
    if job is not None:
        return Check("success", _("On the staff list as %(name)s.") % {"name": job.person})
    if connection.creates_people:
        return Check("info", _("Not on the staff list yet: would be added on the first sign-in."))
    return Check("warning", _("Not on the staff list: would be refused."))
