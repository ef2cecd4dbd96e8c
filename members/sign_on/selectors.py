"""Which connection somebody signs in by."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from members.people import selectors as people
from members.sign_on.attributes import domain_of
from members.sign_on.models import Connection, Identity, MailDomain

if TYPE_CHECKING:
    from members.accounts.models import User
    from members.organisations.models import Municipality
    from members.people.models import Employment, Person


def connections() -> QuerySet[Connection]:
    """Return all connections with their municipality."""
    return Connection.objects.select_related("municipality").order_by("municipality__name")


def offered() -> QuerySet[Connection]:
    """Return the connections by which staff can sign in."""
    return connections().filter(is_on=True, municipality__active=True)


def connection_of(municipality: "Municipality") -> Connection | None:
    """Return how a municipality has set it up, None where it has not."""
    return connections().filter(municipality=municipality).first()


def connection_at(slug: str) -> Connection | None:
    """Return the connection of the municipality with this part of the address."""
    return connections().filter(municipality__slug=slug).first()


def offered_for(address: str) -> Connection | None:
    """Return the connection to which the domain of an e-mail address leads."""
    return offered().filter(domains__name=domain_of(address)).first()


def domain_names(connection: Connection) -> list[str]:
    """Return the mail domains of a connection."""
    return list(connection.domains.values_list("name", flat=True))


def domains_taken(names: Iterable[str], *, but_for: Connection | None) -> list[str]:
    """Return the domains that lead to another connection."""
    found = MailDomain.objects.filter(name__in=list(names))
    return list(found.exclude(connection=but_for).values_list("name", flat=True))


def is_used_elsewhere(domain: str, municipality: "Municipality") -> bool:
    """Tell whether staff of other municipalities, but nobody here, have addresses there."""
    jobs = people.jobs_elsewhere().filter(person__email__iendswith=f"@{domain}")
    others = jobs.exclude(municipality=municipality)
    return others.exists() and not jobs.filter(municipality=municipality).exists()


def identity_of(connection: Connection, subject: str) -> Identity | None:
    """Return the account that somebody of the current issuer uses."""
    known = Identity.objects.filter(
        connection=connection, issuer=connection.issuer, subject=subject
    )
    return known.select_related("user__person").first()


def only_door_of(user: "User") -> Connection | None:
    """Return the connection that is the user's only way in, None where a password will do.

    Who also works elsewhere keeps the other door; so does whoever holds the spare key.
    """
    person = people.person_of(user)
    if person is None or user.is_superuser:
        return None
    places = {job.municipality_id for job in people.employments_of(person)}
    if len(places) != 1:
        return None
    found = offered().filter(municipality_id__in=places, is_only_way=True)
    return found.exclude(spare_key=user).first()


def running_job(person: "Person", municipality: "Municipality") -> "Employment | None":
    """Return the person's job there today."""
    return people.current_employment(person, municipality=municipality)


def number_of_identities(connection: Connection) -> int:
    """Return how many people have come by the connection."""
    return connection.identities.filter(issuer=connection.issuer).count()
