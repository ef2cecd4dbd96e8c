"""Reads of municipalities and providers for the other rooms."""

from collections.abc import Iterable

from django.db.models import QuerySet

from campus.kit.prepared import PreparedObjects
from members.organisations.models import Land, Municipality, Provider


def municipalities() -> QuerySet[Municipality]:
    """Return all municipalities by name."""
    return Municipality.objects.order_by("name")


def municipalities_by_keys(keys: Iterable[int]) -> list[Municipality]:
    """Return these municipalities by name."""
    wanted = sorted(set(keys))
    return _municipalities(wanted) if wanted else []


@PreparedObjects
def _municipalities(keys: list[int]) -> QuerySet[Municipality]:
    return Municipality.objects.filter(pk__in=keys).order_by("name")


def lands() -> dict[str, str]:
    """Return the names of the Länder by their code."""
    return dict(Land.choices)  # type: ignore[arg-type]


def open_municipalities() -> QuerySet[Municipality]:
    """Return the municipalities whose staff can use the platform."""
    return municipalities().filter(active=True)


def providers() -> QuerySet[Provider]:
    """Return all providers by name."""
    return Provider.objects.order_by("name")


def municipality_by_slug(slug: str) -> Municipality | None:
    """Return the municipality with this part of the address."""
    return Municipality.objects.filter(slug=slug).first()


def provider_by_slug(slug: str) -> Provider | None:
    """Return the provider with this part of the address."""
    return Provider.objects.filter(slug=slug).first()


def provider_of_municipality(municipality: Municipality) -> Provider | None:
    """Return the provider as which a municipality teaches, if it does."""
    own = Provider.objects.filter(kind=Provider.Kind.MUNICIPALITY, municipality=municipality)
    return own.order_by("pk").first()


def cooperatives_provider() -> Provider | None:
    """Return the provider as which the cooperative itself publishes, if it does."""
    return Provider.objects.filter(kind=Provider.Kind.COOPERATIVE).order_by("pk").first()
