"""Amounts in templates."""

from decimal import Decimal

from django import template

from campus.kit import euros

register = template.Library()


@register.filter
def euro(amount: Decimal | None) -> str:
    """Write an amount such as 1.234,56 €; nothing for nothing."""
    return "" if amount is None else euros.euro(Decimal(amount))
