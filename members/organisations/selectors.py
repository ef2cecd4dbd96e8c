"""Reads of municipalities and providers for the other rooms."""

from django.db.models import QuerySet

from members.organisations.models import Municipality, Provider


def municipalities() -> QuerySet[Municipality]:
    """Return all municipalities by name."""
    return Municipality.objects.order_by("name")


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
