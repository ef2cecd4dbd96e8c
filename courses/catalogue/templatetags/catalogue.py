"""What provider and course pages show beyond their own fields; works in Wagtail's preview too."""

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import template

from courses.catalogue import presenting, selectors

if TYPE_CHECKING:
    from courses.catalogue.models import CoursePage, ProviderPage

register = template.Library()


@register.simple_tag
def provider_pages() -> list[dict[str, Any]]:
    """Return all providers with address and number of courses."""
    return [
        {"page": page, "href": href, "count": count}
        for page, href, count in selectors.provider_pages_with_counts()
    ]


@register.simple_tag
def provider_cards(page: "ProviderPage") -> list[dict[str, Any]]:
    """Return the cards of a provider's courses."""
    return [presenting.card_of(card) for card in selectors.cards_of_provider(page.provider)]


@register.simple_tag
def provider_teachers(page: "ProviderPage") -> list[Any]:
    """Return who teaches for a provider and has agreed to be named."""
    return selectors.teachers_of_provider(page.provider)


@register.simple_tag
def cover(course: "CoursePage") -> str:
    """Return the address of a course's picture."""
    return presenting.cover_of(course)


@register.filter
def duration(minutes: int | None) -> str:
    """Say a duration in words."""
    return presenting.duration_words(minutes or 0)


@register.filter
def price(amount: "Decimal | str | None") -> str:
    """Say a price in words; without an offer, the template engine hands in an empty text."""
    return presenting.price_words(None if isinstance(amount, str) else amount)
