"""Add and change municipalities and providers."""

import unicodedata
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from members.organisations.models import Municipality, Provider

UMLAUTS = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ẞ": "SS"}
)
SLUG_LENGTH = 60


def german_slug(text: str) -> str:
    """Return the text as a part of an address, umlauts written out."""
    return slugify(unicodedata.normalize("NFC", text).translate(UMLAUTS))


def free_slug(model: type[Municipality] | type[Provider], text: str) -> str:
    """Return an address part that nobody has yet: many towns share a name."""
    base = german_slug(text)[:SLUG_LENGTH].strip("-") or str(model._meta.model_name)
    taken = set(model._default_manager.values_list("slug", flat=True))
    slug, number = base, 1
    while slug in taken:
        number += 1
        slug = f"{base[: SLUG_LENGTH - len(str(number)) - 1]}-{number}"
    return slug


@transaction.atomic
def add_municipality(*, name: str, ars: str, **details: Any) -> Municipality:
    """Add a municipality; its address part comes from the short name unless given."""
    details.setdefault("short_name", name)
    details.setdefault("slug", free_slug(Municipality, details["short_name"]))
    municipality = Municipality(name=name, ars=ars, **details)
    municipality.full_clean()
    municipality.save()
    return municipality


@transaction.atomic
def add_provider(*, name: str, kind: str, **details: Any) -> Provider:
    """Add a provider; its address part comes from the short name unless given."""
    details.setdefault("short_name", name)
    details.setdefault("slug", free_slug(Provider, details["short_name"]))
    provider = Provider(name=name, kind=kind, **details)
    provider.full_clean()
    provider.save()
    return provider


# What a provider says of itself; name, kind and address part are the office's business.
DESCRIBED = (
    "description",
    "logo",
    "street",
    "postcode",
    "city",
    "representative_name",
    "representative_position",
    "signatory_name",
    "signatory_position",
)


@transaction.atomic
def describe_provider(*, provider: Provider, **details: Any) -> Provider:
    """Change what a provider says of itself."""
    unknown = details.keys() - set(DESCRIBED)
    if unknown:
        raise TypeError(f"not for providers to change: {', '.join(sorted(unknown))}")
    for name, value in details.items():
        setattr(provider, name, value)
    provider.full_clean()
    provider.save(update_fields=list(details))
    return provider


@transaction.atomic
def set_logo(*, municipality: Municipality, logo: str) -> Municipality:
    """Give a municipality another logo by the name of a stored file, or none.

    The old file stays: what was printed or sent with it shows it on.
    """
    municipality.logo = logo
    municipality.save(update_fields=["logo"])
    return municipality


def lock(*, municipality: Municipality) -> Municipality:
    """Let one deed at a time happen to a municipality, until the transaction ends."""
    return Municipality.objects.select_for_update().get(pk=municipality.pk)


@transaction.atomic
def open_for_staff(*, municipality: Municipality) -> Municipality:
    """Let the staff of a municipality in, once it has been admitted."""
    if not municipality.active:
        municipality.active = True
        municipality.save(update_fields=["active"])
    return municipality


@transaction.atomic
def close_for_staff(*, municipality: Municipality) -> Municipality:
    """End the access of a municipality whose membership has ended."""
    if municipality.active:
        municipality.active = False
        municipality.save(update_fields=["active"])
    return municipality
