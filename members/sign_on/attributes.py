"""What an identity provider says of somebody, read by the municipality's own mapping; pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

CLAIMS = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/"
LONGEST = 200


class Field(StrEnum):
    """What can be taken over."""

    FIRST_NAME = "first_name"
    LAST_NAME = "last_name"
    EMAIL = "email"
    NUMBER = "personnel_number"
    DEPARTMENT = "department"


# Without these nobody new can be put on the staff list.
NEEDED = (Field.FIRST_NAME, Field.LAST_NAME)

# How common providers name them: OpenID Connect, LDAP by name and by number, Microsoft.
USUAL: dict[Field, tuple[str, ...]] = {
    Field.FIRST_NAME: ("given_name", "givenName", "urn:oid:2.5.4.42", CLAIMS + "givenname"),
    Field.LAST_NAME: ("family_name", "sn", "urn:oid:2.5.4.4", CLAIMS + "surname"),
    Field.EMAIL: (
        *("email", "mail", "urn:oid:0.9.2342.19200300.100.1.3"),
        CLAIMS + "emailaddress",
    ),
    Field.NUMBER: (
        *("employee_number", "employeeNumber", "employeeId"),
        "urn:oid:2.16.840.1.113730.3.1.3",
    ),
    Field.DEPARTMENT: ("department", "departmentNumber", "urn:oid:2.16.840.1.113730.3.1.2"),
}


@dataclass(frozen=True, slots=True)
class Arrival:
    """Somebody as the identity provider describes them."""

    subject: str
    first_name: str = ""
    last_name: str = ""
    email: str = ""
    personnel_number: str = ""
    department: str = ""


def flattened(raw: Mapping[str, Any]) -> dict[str, str]:
    """Return every attribute as one line of text; lists are joined, nested ones left out."""
    found = {}
    for name, value in raw.items():
        text = _text(value)
        if text:
            found[str(name)] = text[:LONGEST]
    return found


def source_of(field: Field, received: Mapping[str, str], chosen: Mapping[str, str]) -> str:
    """Return the attribute from which a field is read: the chosen one, else the first usual one."""
    wish = chosen.get(field, "")
    if wish:
        return wish
    return next((name for name in USUAL[field] if name in received), "")


def read(subject: str, received: Mapping[str, str], chosen: Mapping[str, str]) -> Arrival:
    """Return what is taken over."""
    values = {
        field.value: received.get(source_of(field, received, chosen), "").strip() for field in Field
    }
    return Arrival(subject=subject, **{**values, "email": values["email"].lower()})


def domain_of(address: str) -> str:
    """Return the part of an address that names its mail domain, in small letters."""
    name, _at, domain = address.strip().lower().rpartition("@")
    return domain if name else ""


def is_of(address: str, domains: Iterable[str]) -> bool:
    """Tell whether an address belongs to one of the domains; parts of a domain do not count."""
    return bool(address) and domain_of(address) in set(domains)


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool | int | float):
        return str(value)
    if isinstance(value, list | tuple):
        return "; ".join(text for text in map(_text, value) if text)
    return ""
