"""What provider and course pages show beyond their own fields; works in Wagtail's preview too."""

from typing import TYPE_CHECKING, Any

from django import template

from courses.catalogue import presenting, selectors, visibility

if TYPE_CHECKING:
    from courses.catalogue.models import CoursePage, ProviderPage
    from courses.catalogue.prices import Price

register = template.Library()


def _hidden(context: dict[str, Any]) -> frozenset[int]:
    """Return what the visitor does not find; Wagtail's preview of a draft knows no visitor."""
    user = getattr(context.get("request"), "user", None)
    return visibility.hidden_from(user) if user is not None else frozenset()


@register.simple_tag(takes_context=True)
def provider_pages(context: dict[str, Any]) -> list[dict[str, Any]]:
    """Return all providers with address and number of courses."""
    return [
        {"page": page, "href": href, "count": count}
        for page, href, count in selectors.provider_pages_with_counts(hidden=_hidden(context))
    ]


@register.simple_tag(takes_context=True)
def provider_cards(context: dict[str, Any], page: "ProviderPage") -> list[dict[str, Any]]:
    """Return the cards of a provider's courses."""
    cards = selectors.cards_of_provider(page.provider, hidden=_hidden(context))
    return [presenting.card_of(card) for card in cards]


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
def price_facts(cost: "Price | str | None") -> dict[str, str]:
    """Say a price in words; without an offer, the template engine hands in an empty text."""
    return presenting.price_facts(None if isinstance(cost, str) else cost)
