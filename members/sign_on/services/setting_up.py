"""Set a connection up, try it, switch it on and off."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db import transaction

from campus.kit import dates
from campus.kit.sealing import seal, unseal
from members.roles import selectors as roles
from members.roles.catalogue import Role
from members.sign_on import selectors
from members.sign_on.errors import DomainPublic, DomainTaken, IssuerDiffers, NoSpareKey, NotTried
from members.sign_on.fetching import fetch
from members.sign_on.metadata import SamlProvider, discover, read_saml
from members.sign_on.models import Connection, MailDomain

if TYPE_CHECKING:
    from members.accounts.models import User
    from members.organisations.models import Municipality

# Where everybody can have an address; a domain of these would lead strangers' mail here.
PUBLIC_DOMAINS = frozenset(
    [
        "gmail.com",
        "googlemail.com",
        "gmx.de",
        "gmx.net",
        "gmx.at",
        "gmx.ch",
        "web.de",
        "t-online.de",
        "freenet.de",
        "outlook.com",
        "outlook.de",
        "hotmail.com",
        "hotmail.de",
        "live.com",
        "live.de",
        "yahoo.com",
        "yahoo.de",
        "icloud.com",
        "me.com",
        "aol.com",
        "mail.de",
        "posteo.de",
        "mailbox.org",
        "proton.me",
        "protonmail.com",
        "1und1.de",
        "arcor.de",
        "online.de",
        "email.de",
        "vodafone.de",
    ]
)


@dataclass(frozen=True, slots=True)
class Details:
    """What the municipality enters; an empty secret leaves the stored one."""

    protocol: str
    issuer: str = ""
    client_id: str = ""
    secret: str = ""
    metadata_url: str = ""
    metadata_file: bytes = b""
    domains: tuple[str, ...] = ()
    attributes: dict[str, str] = field(default_factory=dict)
    creates_people: bool = True


@transaction.atomic
def save_connection(
    *, municipality: "Municipality", details: Details, changed_by: "User"
) -> Connection:
    """Store what was entered after looking it up; whatever matters has to be tried again."""
    found = Connection.objects.select_for_update().filter(municipality=municipality).first()
    connection = found or Connection(municipality=municipality)
    _check_domains(details.domains, municipality, found)
    before = _trust(connection)
    if details.protocol == Connection.Protocol.SAML:
        _take_saml(connection, details)
    else:
        _take_oidc(connection, details)
    connection.protocol = details.protocol
    connection.attributes = details.attributes
    connection.creates_people = details.creates_people
    connection.changed_at, connection.changed_by = dates.now(), changed_by
    if _trust(connection) != before:
        connection.tried_at = None
        connection.is_on = connection.is_only_way = False
    connection.save()
    connection.domains.all().delete()
    MailDomain.objects.bulk_create(
        MailDomain(connection=connection, name=name) for name in details.domains
    )
    return connection


def secret_of(connection: Connection) -> str:
    """Return the client secret in the clear, for the one request that needs it."""
    return unseal(connection.sealed_secret)


@transaction.atomic
def note_trial(*, connection: Connection) -> None:
    """Note that somebody has come through with everything that is needed."""
    Connection.objects.filter(pk=connection.pk, changed_at=connection.changed_at).update(
        tried_at=dates.now()
    )


@transaction.atomic
def switch_on(*, connection: Connection) -> Connection:
    """Offer the sign-in to the staff, once it has been tried."""
    if connection.tried_at is None:
        raise NotTried
    connection.is_on = True
    connection.save(update_fields=["is_on"])
    return connection


@transaction.atomic
def switch_off(*, connection: Connection) -> Connection:
    """Take the sign-in back; passwords work again for everybody."""
    connection.is_on = connection.is_only_way = False
    connection.save(update_fields=["is_on", "is_only_way"])
    return connection


@transaction.atomic
def set_only_way(
    *, connection: Connection, is_only_way: bool, spare_key: "User | None" = None
) -> Connection:
    """Refuse passwords of the staff, or allow them again; one person keeps the spare key."""
    if is_only_way:
        if not connection.is_on:
            raise NotTried
        keepers = roles.holders(Role.HR_MANAGER, municipality=connection.municipality)
        if spare_key is None or not keepers.filter(pk=spare_key.pk).exists():
            raise NoSpareKey
        if not spare_key.has_usable_password():
            raise NoSpareKey
        connection.spare_key = spare_key
    connection.is_only_way = is_only_way
    connection.save(update_fields=["is_only_way", "spare_key"])
    return connection


def refresh_metadata(*, connection: Connection) -> bool:
    """Fetch the metadata of a SAML provider anew; new certificates count from now on.

    Another entity ID would be somebody else: then everything stays as it is.
    """
    provider = read_saml(fetch(connection.metadata_url))
    if provider.entity_id != connection.issuer:
        raise IssuerDiffers(found=provider.entity_id, wanted=connection.issuer)
    before = (connection.single_sign_on_url, connection.certificates)
    _take_provider(connection, provider)
    connection.save(update_fields=["single_sign_on_url", "certificates"])
    return before != (connection.single_sign_on_url, connection.certificates)


def _trust(connection: Connection) -> tuple[object, ...]:
    """Return what decides on whom is believed."""
    return (
        connection.protocol,
        connection.issuer,
        connection.client_id,
        connection.sealed_secret,
        connection.single_sign_on_url,
        tuple(connection.certificates),
    )


def _take_oidc(connection: Connection, details: Details) -> None:
    discover(details.issuer)
    connection.issuer, connection.client_id = details.issuer, details.client_id
    if details.secret:
        connection.sealed_secret = seal(details.secret)
    connection.metadata_url = connection.single_sign_on_url = ""
    connection.certificates = []


def _take_saml(connection: Connection, details: Details) -> None:
    connection.client_id = connection.sealed_secret = ""
    if details.metadata_file:
        connection.metadata_url = ""
        _take_provider(connection, read_saml(details.metadata_file))
    elif details.metadata_url:
        connection.metadata_url = details.metadata_url
        _take_provider(connection, read_saml(fetch(details.metadata_url)))


def _take_provider(connection: Connection, provider: SamlProvider) -> None:
    connection.issuer = provider.entity_id
    connection.single_sign_on_url = provider.single_sign_on_url
    connection.certificates = list(provider.certificates)


def _check_domains(
    domains: tuple[str, ...], municipality: "Municipality", connection: Connection | None
) -> None:
    """Refuse domains that are not the municipality's own, as far as that can be known."""
    for domain in domains:
        if domain in PUBLIC_DOMAINS:
            raise DomainPublic(domain=domain)
    taken = selectors.domains_taken(domains, but_for=connection)
    foreign = [one for one in domains if selectors.is_used_elsewhere(one, municipality)]
    if taken or foreign:
        raise DomainTaken(domain=(taken + foreign)[0])
